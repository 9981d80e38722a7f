import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { signIn } from './actions';
import './account.css';

const shortestToken = 8;
const longestToken = 512;

/** Takes a token and signs in with it; it does not stay in the page. */
export function TokenField() {
  const { t } = useTranslation('account');
  const input = useRef<HTMLInputElement>(null);
  const [token, setToken] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const typed = token.trim();
    if (typed.length < shortestToken) return setError(t('signIn.tooShort'));
    if (typed.length > longestToken) return setError(t('signIn.tooLong'));
    // Gone from the page before main has even answered.
    setToken('');
    setPending(true);
    const problem = await signIn(typed);
    setPending(false);
    if (!problem) return setError(null);
    const { title, reason, next } = describeFailure(problem);
    setError(t('signIn.problem', { title, reason, next }));
    input.current?.focus();
  }

  return (
    <form className="account-form" onSubmit={(event) => void submit(event)} autoComplete="off">
      <TextField
        inputRef={input}
        type="password"
        autoComplete="off"
        label={t('signIn.tokenLabel')}
        description={t('signIn.tokenHint')}
        value={token}
        onChange={(typed) => {
          setToken(typed);
          setError(null);
        }}
        error={error}
        className="account-token"
      />
      <Button
        type="submit"
        variant="primary"
        isPending={isPending}
        isDisabled={token.trim() === '' && !isPending}
        className="account-submit"
      >
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
