import { Clock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UpdatesStatus } from '../../../shared/updates/updates';
import { describeFailure } from '../../locales/describe-failure';
import { useStatusStore } from '../../stores/status';
import { Note } from '../../ui/note';
import { TextButton } from '../../ui/text-button';
import { showPart, useUpdatesView } from './updates-view';

/** Why checking does not go as it should, and what waits for downloads. */
export function UpdatesNotes({ status }: { readonly status: UpdatesStatus }) {
  const { t } = useTranslation('updates');
  const isOffline = useStatusStore((store) => store.status?.isOnline === false);
  const part = useUpdatesView((view) => view.part);
  const { keeping, trouble, waitingCount, laterCount } = status;
  const told = trouble === null ? null : describeFailure(trouble);
  // The region stays, so that what comes into it is spoken.
  return (
    <div role="status" className="updates-notes">
      {keeping.kind === 'putAside' && (
        <Note icon={TriangleAlert} tone="attention">
          {t('notes.putAside', { fileName: keeping.fileName })}
        </Note>
      )}
      {keeping.kind === 'memory' && (
        <Note icon={TriangleAlert} tone="attention">
          {t(waitingCount > 0 ? 'notes.memoryWaiting' : 'notes.memory')}
        </Note>
      )}
      {isOffline && status.isWanted && (
        <Note icon={Clock} tone="waiting">
          {t('notes.offline')}
        </Note>
      )}
      {!isOffline && told !== null && (
        <Note icon={TriangleAlert} tone="attention">
          {t('notes.trouble', { title: told.title, reason: told.reason })}
        </Note>
      )}
      {laterCount > 0 && status.check.kind === 'idle' && (
        <Note icon={Clock} tone="waiting">
          {t('notes.later', { count: laterCount })}
        </Note>
      )}
      {waitingCount > 0 && part !== 'promised' && (
        <div className="updates-note-line">
          <Note icon={Clock} tone="waiting">
            {t('notes.waiting', { count: waitingCount })}
          </Note>
          <TextButton aria-label={t('notes.showWaitingLong')} onPress={() => showPart('promised')}>
            {t('notes.showWaiting')}
          </TextButton>
        </div>
      )}
    </div>
  );
}
