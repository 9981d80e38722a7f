import { CircleCheck, ExternalLink } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccountStore } from '../../stores/account';
import { Button } from '../../ui/button';
import { openTokenPage } from '../account/actions';
import { KeptNote } from '../account/kept-note';
import { TokenField } from '../account/token-field';

/** The token, or not yet. */
export function AccountStep({ onSignedIn }: { readonly onSignedIn: (isSignedIn: boolean) => void }) {
  const { t } = useTranslation('entry');
  const account = useAccountStore((store) => store.account);
  const isSignedIn = account?.kind === 'signedIn';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change is told.
  useEffect(() => onSignedIn(isSignedIn), [isSignedIn]);
  if (account?.kind === 'signedIn') {
    return (
      <>
        <p role="status" className="welcome-program">
          <CircleCheck aria-hidden size={16} className="welcome-good" />
          {t('welcome.account.signedIn', { name: account.username })}
        </p>
        <KeptNote account={account} />
      </>
    );
  }
  return (
    <>
      <TokenField />
      <Button icon={ExternalLink} onPress={() => void openTokenPage()} className="welcome-choose">
        {t('welcome.account.getToken')}
      </Button>
    </>
  );
}
