import { Clock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../locales/describe-failure';
import { useFollowingStore } from '../../stores/following';
import { useStatusStore } from '../../stores/status';
import { Note } from '../../ui/note';

/** Why looking does not go as it should, and what has happened to the list. */
export function FollowingNotes() {
  const { t } = useTranslation('following');
  const status = useFollowingStore((store) => store.status);
  const system = useStatusStore((store) => store.status);
  const hasFollows = status !== null && status.followed.length > 0;
  const held = system?.isOnline === false ? 'offline' : (system?.heldBy ?? null);
  const trouble = status?.trouble ? describeFailure(status.trouble) : null;
  // The region stays, so that what comes into it is spoken.
  return (
    <div role="status" className="following-notes">
      {status?.keeping.kind === 'putAside' && (
        <Note icon={TriangleAlert} tone="attention">
          {t('keeping.putAside', { fileName: status.keeping.fileName })}
        </Note>
      )}
      {status?.keeping.kind === 'memory' && (
        <Note icon={TriangleAlert} tone="attention">
          {t('keeping.memory')}
        </Note>
      )}
      {hasFollows && held !== null && (
        <Note icon={Clock} tone="waiting">
          {t(`held.${held}`)}
        </Note>
      )}
      {hasFollows && trouble !== null && held !== 'offline' && (
        <Note icon={TriangleAlert} tone="attention">
          {t('trouble', { title: trouble.title, reason: trouble.reason })}
        </Note>
      )}
    </div>
  );
}
