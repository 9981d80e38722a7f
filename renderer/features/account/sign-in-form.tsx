import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Section } from '../../ui/section';
import { openTokenPage } from './actions';
import { TokenField } from './token-field';

export function SignInForm() {
  const { t } = useTranslation('account');

  return (
    <>
      <Section title={t('signIn.title')} description={t('signIn.text')} className="account-section">
        <TokenField />
      </Section>
      <Section title={t('signIn.getTitle')} description={t('signIn.getText')} className="account-section">
        <div>
          <Button icon={ExternalLink} onPress={() => void openTokenPage()}>
            {t('signIn.getAction')}
          </Button>
        </div>
      </Section>
    </>
  );
}
