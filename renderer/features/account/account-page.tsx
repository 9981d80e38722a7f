import { useTranslation } from 'react-i18next';
import { useAccountStore } from '../../stores/account';
import { Skeleton } from '../../ui/skeleton';
import { KeptNote } from './kept-note';
import { SignInForm } from './sign-in-form';
import { SignedIn } from './signed-in';
import { Unchecked } from './unchecked';
import './account.css';

export function AccountPage() {
  const { t } = useTranslation('account');
  const account = useAccountStore((store) => store.account);
  return (
    <div className="screen">
      <div className="account-page">
        <header className="screen-header">
          <h1 className="screen-title">{t('title')}</h1>
        </header>
        {account === null && <Skeleton height={160} radius={8} />}
        {account?.kind === 'signedIn' && <SignedIn account={account} />}
        {account?.kind === 'unchecked' && <Unchecked reason={account.reason} />}
        {account?.kind === 'signedOut' && <SignInForm />}
        {account?.kind === 'unchecked' && account.reason === 'keychainLocked' && <SignInForm />}
        {account && <KeptNote account={account} />}
      </div>
    </div>
  );
}
