import { useTranslation } from 'react-i18next';
import { type NetworkView, SERVICE_HOSTS, type ServiceHost } from '../../../../shared/network';
import { Button } from '../../../ui/button';
import { Select } from '../../../ui/select';
import { updateSettings } from '../actions';
import { SettingRow } from '../setting-row';
import { changeNetwork } from './actions';

interface HostRowProps {
  readonly chosen: ServiceHost;
  readonly network: NetworkView;
}

/** Which of Civitai's addresses is asked, from the next start on. */
export function HostRow({ chosen, network: { origin, isOriginFixed } }: HostRowProps) {
  const { t } = useTranslation('network');
  const isWaiting = !isOriginFixed && origin !== `https://${chosen}`;
  return (
    <SettingRow
      title={t('host.title')}
      effect={isOriginFixed ? t('host.fixed', { origin }) : t('host.effect')}
    >
      <div className="network-authorities">
        <Select
          label={t('host.title')}
          isLabelHidden
          value={chosen}
          isDisabled={isOriginFixed}
          options={SERVICE_HOSTS.map((id) => ({ id, label: id }))}
          onChange={(serviceHost) => void updateSettings({ serviceHost })}
        />
        {isWaiting && (
          <>
            <p className="setting-effect dim">{t('host.waiting', { origin })}</p>
            <Button onPress={() => void changeNetwork('network.restart')}>{t('host.restart')}</Button>
          </>
        )}
      </div>
    </SettingRow>
  );
}
