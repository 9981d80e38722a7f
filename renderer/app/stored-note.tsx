import { TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import { api } from '../ipc/api';
import { useEntryStore } from '../stores/entry';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { showFailure } from './show-failure';
import './stored-note.css';

async function done(answer: Promise<Result<unknown, Failure>>): Promise<void> {
  const result = await answer;
  if (!result.ok) showFailure(result.error);
}

/** Says above every screen what had to be put right in the settings file, until somebody has seen it. */
export function StoredNote() {
  const { t } = useTranslation('entry');
  const notice = useEntryStore((store) => store.entry?.notice ?? null);
  return (
    // The region stays, so that what comes into it is spoken.
    <div role="status" className="stored-note-region">
      {notice !== null && (
        <div className="stored-note">
          <TriangleAlert aria-hidden size={16} className="stored-note-icon" />
          <div className="stored-note-words">
            <p>
              {t(`notice.${notice.kind}`, { count: notice.wrong.length, names: notice.wrong.join(', ') })}
            </p>
            <p className="mono dim selectable">{notice.keptPath}</p>
          </div>
          <Button size="small" onPress={() => void done(api.invoke('entry.showKept'))}>
            {t('notice.show')}
          </Button>
          <IconButton
            icon={X}
            size="small"
            label={t('notice.dismiss')}
            onPress={() => void done(api.invoke('entry.dismissNotice'))}
          />
        </div>
      )}
    </div>
  );
}
