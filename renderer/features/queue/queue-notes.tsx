import type { TFunction } from 'i18next';
import { HardDrive, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldCause } from '../../../shared/download/hold';
import type { SystemStatus } from '../../../shared/status';
import { useSpaceStore } from '../../stores/space';
import { useStatusStore } from '../../stores/status';
import { navigate } from '../../stores/view';
import { TextButton } from '../../ui/text-button';
import { formatClock } from './format-amounts';
import { spaceWords } from './space-words';
import { holdIcons } from './state-words';

/** What holds more than one download up, said once for all of them. */
export function QueueNotes() {
  const { t } = useTranslation('queue');
  const volumes = useSpaceStore((store) => store.volumes);
  const status = useStatusStore((store) => store.status);
  const notes = volumes.flatMap((space) => {
    const text = spaceWords(t, space);
    return text === null ? [] : [{ id: space.label, text }];
  });
  const heldBy = status?.heldBy ?? null;
  // The region stays, so that what comes into it is spoken.
  return (
    <div role="status" className="queue-notes tabular">
      {status && heldBy !== null && (
        <Note icon={holdIcons[heldBy]} text={holdWords(t, heldBy, status)}>
          {heldBy !== 'sleep' && (
            <TextButton onPress={() => navigate({ screen: 'settings' })}>{t('held.settings')}</TextButton>
          )}
        </Note>
      )}
      {notes.map(({ id, text }) => (
        <Note key={id} icon={HardDrive} text={text} />
      ))}
    </div>
  );
}

interface NoteProps {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly children?: ReactNode;
}

function Note({ icon: Icon, text, children }: NoteProps) {
  return (
    <p className="queue-note">
      <Icon aria-hidden size={16} className="queue-note-icon" />
      <span>{text}</span>
      {children}
    </p>
  );
}

function holdWords(t: TFunction<'queue'>, heldBy: HoldCause, { limit }: SystemStatus): string {
  if (heldBy === 'schedule' && limit.untilMs !== null)
    return t('held.scheduleUntil', { time: formatClock(limit.untilMs) });
  return t(`held.${heldBy}`);
}
