import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkView } from '../../../../shared/network';
import { describeFailure } from '../../../locales/describe-failure';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/text-field';
import { SettingRow } from '../setting-row';
import { changeNetwork, setLogin } from './actions';

interface LoginRowProps {
  readonly proxy: string;
  readonly login: NetworkView['login'];
}

/** Whether there is a name and password for the proxy. What they are stays with main. */
export function LoginRow({ proxy, login }: LoginRowProps) {
  const { t } = useTranslation('network');
  const [isOpen, setOpen] = useState(false);
  return (
    <SettingRow title={t('login.title')} effect={t(`login.${login ?? 'none'}`, { proxy })}>
      {isOpen ? (
        <LoginForm onDone={() => setOpen(false)} />
      ) : (
        <div className="network-buttons">
          <Button onPress={() => setOpen(true)}>{t(login === null ? 'login.set' : 'login.change')}</Button>
          {login !== null && (
            <Button variant="quiet" onPress={() => void changeNetwork('network.forgetLogin')}>
              {t('login.forget')}
            </Button>
          )}
        </div>
      )}
    </SettingRow>
  );
}

function LoginForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('network');
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    // Gone from the page before main has even answered.
    setPassword('');
    const problem = await setLogin(user, password);
    if (problem === null) return onDone();
    if (problem.code === 'input.invalid') return setError(t('login.badUser'));
    const { title, next } = describeFailure(problem);
    setError(t('login.problem', { title, next }));
  }
  return (
    <form className="network-fields" autoComplete="off" onSubmit={(event) => void submit(event)}>
      <TextField
        autoFocus
        autoComplete="off"
        label={t('login.user')}
        value={user}
        onChange={setUser}
        error={error}
      />
      <TextField
        type="password"
        autoComplete="off"
        label={t('login.password')}
        value={password}
        onChange={setPassword}
      />
      <div className="network-buttons">
        <Button variant="quiet" onPress={onDone}>
          {t('login.cancel')}
        </Button>
        <Button type="submit" isDisabled={user === ''}>
          {t('login.save')}
        </Button>
      </div>
    </form>
  );
}
