import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account';
import { useStatusStore } from '../../stores/status';
import { Section } from '../../ui/section';

/** Where the token lives, or would live, and who gets to see it. */
export function KeptNote({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation('account');
  const info = useStatusStore((store) => store.info);
  if (!info) return null;
  const keptIn = account.kind === 'signedIn' ? account.keptIn : info.hasKeychain ? 'keychain' : 'session';
  return (
    <Section title={t('kept.title')} description={t(`kept.${keptIn}`)} className="account-section">
      <p className="account-note dim">{t('kept.use')}</p>
    </Section>
  );
}
