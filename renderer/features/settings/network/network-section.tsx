import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../../shared/settings/schema';
import { useNetworkStore } from '../../../stores/network';
import { Section } from '../../../ui/section';
import { AuthorityRow } from './authority-row';
import { HostRow } from './host-row';
import { LoginRow } from './login-row';
import { ProxyRow } from './proxy-row';
import { TestRow } from './test-row';
import './network.css';

/** How Civet reaches the net: by which proxy, whom it trusts, whom it asks. */
export function NetworkSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('network');
  const network = useNetworkStore((store) => store.network);
  if (network === null) return null;
  return (
    <Section title={t('title')} description={t('text')} className="settings-section">
      <ProxyRow wish={settings.proxy} proxy={network.proxy} />
      {network.proxy !== null && <LoginRow key={network.proxy} proxy={network.proxy} login={network.login} />}
      <AuthorityRow network={network} />
      <HostRow chosen={settings.serviceHost} network={network} />
      <TestRow />
    </Section>
  );
}
