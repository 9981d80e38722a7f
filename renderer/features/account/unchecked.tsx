import { KeyRound, type LucideIcon, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account';
import { Button } from '../../ui/button';
import { useLostFocus } from '../../ui/use-lost-focus';
import { signOut } from './actions';

type Reason = Extract<AccountView, { kind: 'unchecked' }>['reason'];

const icons: Readonly<Record<Reason, LucideIcon>> = { offline: WifiOff, keychainLocked: KeyRound };
const words = {
  offline: { title: 'unchecked.offlineTitle', text: 'unchecked.offlineText' },
  keychainLocked: { title: 'unchecked.lockedTitle', text: 'unchecked.lockedText' },
} as const;

/** A token is kept, but nobody can say right now whether it is still good. */
export function Unchecked({ reason }: { readonly reason: Reason }) {
  const { t } = useTranslation('account');
  const Icon = icons[reason];
  const ref = useLostFocus<HTMLElement>(reason);
  return (
    <section ref={ref} tabIndex={-1} aria-labelledby="account-unchecked" className="account-card">
      <Icon aria-hidden size={28} strokeWidth={1.5} className="account-icon" />
      <div className="account-words">
        <h2 id="account-unchecked" className="account-name">
          {t(words[reason].title)}
        </h2>
        <p className="dim">{t(words[reason].text)}</p>
      </div>
      <Button onPress={() => void signOut()}>{t('unchecked.signOut')}</Button>
    </section>
  );
}
