import {
  ArchiveRestore,
  Check,
  FolderInput,
  Link2,
  type LucideIcon,
  PencilLine,
  Replace,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OperationKind, OperationView } from '../../../shared/operations/operations';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { formatBytes, formatDate, formatExactBytes, formatRelative } from '../../ui/format';
import { StateMark, type StateTone } from '../../ui/state-mark';
import { operationWords, undoOperation } from './actions';
import { changedLine, changedPaths } from './changed-files';

const ICONS: Readonly<Record<OperationKind, LucideIcon>> = {
  move: FolderInput,
  trash: Trash2,
  link: Link2,
  replace: Replace,
  restore: ArchiveRestore,
  rename: PencilLine,
};

const TONES = {
  done: 'neutral',
  undone: 'neutral',
  failed: 'failed',
  partly: 'attention',
  waiting: 'waiting',
  emptied: 'neutral',
  running: 'running',
} as const satisfies Record<string, StateTone>;

export function ChangeRow({ operation }: { readonly operation: OperationView }) {
  const { t } = useTranslation('operations');
  const { kind, doneAtMs, bytes, canUndo, failure } = operation;
  const Icon = ICONS[kind];
  const state = stateOf(operation);
  const what = operationWords(operation);
  const cause = failure === null || state === 'emptied' ? null : describeFailure(failure);
  return (
    <li className="change">
      <Icon aria-hidden size={16} className="change-icon" />
      <div className="change-words">
        <p className="change-what">
          {what}
          <span className="dim tabular" title={formatExactBytes(bytes)}>
            {formatBytes(bytes)}
          </span>
        </p>
        <Files operation={operation} />
        {cause !== null && (
          <p className="change-cause">
            {cause.title}. {cause.reason} {cause.next}
          </p>
        )}
      </div>
      <time className="change-time dim tabular" title={formatDate(doneAtMs)}>
        {formatRelative(doneAtMs)}
      </time>
      <StateMark
        tone={TONES[state]}
        isQuiet
        className="change-outcome"
        {...(state === 'done' ? { icon: Check } : {})}
      >
        {t(`states.${state}`)}
      </StateMark>
      <div className="change-button">
        {canUndo && (
          <Button
            size="small"
            icon={Undo2}
            aria-label={t('undoOf', { what })}
            onPress={() => void undoOperation(operation)}
          >
            {t('undo')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Files({ operation }: { readonly operation: OperationView }) {
  return (
    <p className="change-names ellipsis dim" title={changedPaths(operation)}>
      <bdi>{changedLine(operation)}</bdi>
    </p>
  );
}

/** A change that was left in the middle can still be undone; one that did not happen cannot. */
function stateOf({ state, canUndo, failure }: OperationView): keyof typeof TONES {
  if (state === 'done' && failure?.code === 'input.trashEmptied') return 'emptied';
  if (state !== 'failed' || !canUndo) return state;
  return failure?.code === 'disk.folderMissing' ? 'waiting' : 'partly';
}
