import { CircleArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NewerVersion } from '../../../shared/updates/updates';
import { Button } from '../../ui/button';
import { StateMark } from '../../ui/state-mark';
import { planOne } from './actions';
import './newer-mark.css';

/** In a list: there is a newer version of this file. */
export function NewerMark({ newer }: { readonly newer: NewerVersion }) {
  const { t } = useTranslation('updates');
  const version = newer.versionName;
  return (
    <StateMark
      isQuiet
      tone="running"
      icon={CircleArrowUp}
      title={t('newer.title', { version })}
      className="newer-mark"
    >
      {t('newer.mark', { version })}
    </StateMark>
  );
}

interface NewerNoteProps {
  readonly updateId: string;
  readonly children: string;
}

/** Beside a file or a version: the newer one, and the way to it. */
export function NewerNote({ updateId, children }: NewerNoteProps) {
  const { t } = useTranslation('updates');
  return (
    <div className="newer-note">
      <CircleArrowUp aria-hidden size={16} className="newer-icon" />
      <p className="newer-words">{children}</p>
      <Button size="small" onPress={() => void planOne(updateId)}>
        {t('newer.update')}
      </Button>
    </div>
  );
}
