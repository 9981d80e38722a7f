import { useQueryClient } from '@tanstack/react-query';
import { CloudOff, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seen } from '../../shared/civitai/seen';
import { api } from '../ipc/api';
import { describeFailure } from '../locales/describe-failure';
import { formatDate, formatRelative } from '../ui/format';
import { TextButton } from '../ui/text-button';
import { readAnew } from './read-anew';
import './seen-note.css';

/** Says how old what stands below is, when it is not of today; nothing otherwise. */
export function SeenNote({ seen }: { readonly seen: Seen | null }) {
  const { t } = useTranslation('common');
  // The region stays, so that what comes into it is spoken.
  return (
    <div role="status" className="seen-note">
      {seen?.state === 'renewing' && (
        <p className="seen-note-line seen-note-late">
          <RefreshCw aria-hidden size={14} />
          <Age atMs={seen.atMs} />
          <span aria-hidden>·</span>
          <span>{t('seen.renewing')}</span>
        </p>
      )}
      {seen?.state === 'notRenewed' && <NotRenewed seen={seen} />}
    </div>
  );
}

function NotRenewed({ seen }: { readonly seen: Seen }) {
  const { t } = useTranslation('common');
  const queries = useQueryClient();
  const [isTrying, setIsTrying] = useState(false);
  const tryAgain = async () => {
    setIsTrying(true);
    await api.invoke('catalogue.askAgain');
    await readAnew(queries, 'notRenewed');
    setIsTrying(false);
  };
  const cause = seen.cause && describeFailure({ code: seen.cause, params: {}, retryAfterMs: null });
  return (
    <p className="seen-note-line">
      <CloudOff aria-hidden size={14} />
      <Age atMs={seen.atMs} />
      <span aria-hidden>·</span>
      <span>{cause ? cause.title : t('seen.notRenewed')}</span>
      <TextButton isDisabled={isTrying} onPress={() => void tryAgain()}>
        {t('seen.tryAgain')}
      </TextButton>
    </p>
  );
}

function Age({ atMs }: { readonly atMs: number }) {
  const { t } = useTranslation('common');
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatDate(atMs)} className="seen-note-age">
      {t('seen.age', { age: formatRelative(atMs) })}
    </time>
  );
}
