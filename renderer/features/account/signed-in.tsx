import { CircleUserRound, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account';
import { Button } from '../../ui/button';
import { useLostFocus } from '../../ui/use-lost-focus';
import { signOut } from './actions';

interface SignedInProps {
  readonly account: Extract<AccountView, { kind: 'signedIn' }>;
}

export function SignedIn({ account }: SignedInProps) {
  const { t } = useTranslation('account');
  const { username } = account;
  const ref = useLostFocus<HTMLElement>(username);
  return (
    <section ref={ref} tabIndex={-1} aria-labelledby="account-who" className="account-card">
      <CircleUserRound aria-hidden size={32} strokeWidth={1.25} className="account-icon" />
      <div className="account-words">
        <h2 id="account-who" className="account-name">
          {t('signedIn.title', { username })}
        </h2>
        <p className="dim">{t('signedIn.signOutHint')}</p>
      </div>
      <Button icon={LogOut} onPress={() => void signOut()}>
        {t('signedIn.signOut')}
      </Button>
    </section>
  );
}
