import { useTranslation } from 'react-i18next';
import type { NetworkView } from '../../../../shared/network';
import { describeFailure } from '../../../locales/describe-failure';
import { Button } from '../../../ui/button';
import { formatDay } from '../../../ui/format';
import { SettingRow } from '../setting-row';
import { changeNetwork } from './actions';

export function AuthorityRow({ network }: { readonly network: NetworkView }) {
  const { t } = useTranslation('network');
  const { authorities } = network;
  return (
    <SettingRow title={t('authority.title')} effect={useEffectWords(network)}>
      <div className="network-authorities">
        {authorities.length > 0 && (
          <ul className="network-list">
            {authorities.map(({ subject, sha256, validToMs }) => (
              <li key={sha256} className="ellipsis selectable" title={t('authority.fingerprint', { sha256 })}>
                {t('authority.name', { subject })}
                {authorities.length > 1 && (
                  <span className="dim"> {t('authority.validTo', { day: formatDay(validToMs) })}</span>
                )}
              </li>
            ))}
          </ul>
        )}
        <div className="network-buttons">
          <Button onPress={() => void changeNetwork('network.pickAuthority')}>
            {t(authorities.length === 0 ? 'authority.add' : 'authority.replace')}
          </Button>
          {(authorities.length > 0 || network.authorityTrouble !== null) && (
            <Button variant="quiet" onPress={() => void changeNetwork('network.removeAuthority')}>
              {t('authority.remove')}
            </Button>
          )}
        </div>
      </div>
    </SettingRow>
  );
}

function useEffectWords({ authorities, authorityTrouble }: NetworkView): string {
  const { t } = useTranslation('network');
  if (authorityTrouble !== null) {
    const { title, reason } = describeFailure(authorityTrouble);
    return t('authority.trouble', { title, reason });
  }
  if (authorities.length === 0) return t('authority.none');
  const day = formatDay(Math.min(...authorities.map(({ validToMs }) => validToMs)));
  return authorities.length === 1
    ? t('authority.one', { day })
    : t('authority.many', { count: authorities.length, day });
}
