import { useTranslation } from 'react-i18next';
import type { UpdateOutcome } from '../../../shared/updates/updates';
import { describeFailure } from '../../locales/describe-failure';
import { useOperationsStore } from '../../stores/operations';
import { formatDate, formatRelative } from '../../ui/format';
import { StateMark } from '../../ui/state-mark';
import { TextButton } from '../../ui/text-button';
import { undoOperation } from '../operations/actions';
import { useOldNames } from './use-old-names';

/** Few enough to stand above the list; the journal of all changes has the rest. */
const SHOWN = 3;

/** What became of old files, the newest first. */
export function Outcomes({ outcomes }: { readonly outcomes: readonly UpdateOutcome[] }) {
  const { t } = useTranslation('updates');
  if (outcomes.length === 0) return null;
  return (
    <ul className="update-outcomes" aria-label={t('outcomes.label')}>
      {outcomes.slice(0, SHOWN).map((outcome) => (
        <OutcomeRow key={outcome.id} outcome={outcome} />
      ))}
    </ul>
  );
}

function OutcomeRow({ outcome }: { readonly outcome: UpdateOutcome }) {
  const words = useOutcomeWords(outcome);
  return (
    <li className="update-outcome" title={words}>
      <StateMark isQuiet tone={toneOf(outcome)}>
        {words}
      </StateMark>
      <span className="dim" title={formatDate(outcome.atMs)}>
        {formatRelative(outcome.atMs)}
      </span>
      <Undo outcome={outcome} />
    </li>
  );
}

function toneOf({ result }: UpdateOutcome) {
  if (result.kind === 'replaced' || result.kind === 'trashed') return 'verified';
  return result.kind === 'kept' ? 'attention' : 'failed';
}

/** As long as it can be taken back; the list of all changes says why when it cannot. */
function Undo({ outcome: { result, oldFileNames } }: { readonly outcome: UpdateOutcome }) {
  const { t } = useTranslation('updates');
  const id = 'operationId' in result ? result.operationId : null;
  const operation = useOperationsStore(({ view }) => view?.operations.find((each) => each.id === id));
  if (operation?.state === 'undone') return <span className="dim">{t('outcomes.undone')}</span>;
  if (operation?.canUndo !== true) return null;
  const old = oldFileNames[0] ?? '';
  return (
    <TextButton aria-label={t('outcomes.undoOf', { old })} onPress={() => void undoOperation(operation)}>
      {t('outcomes.undo')}
    </TextButton>
  );
}

const keptKeys = {
  unverified: 'outcomes.keptUnverified',
  refuted: 'outcomes.keptRefuted',
  oldChanged: 'outcomes.keptOldChanged',
  oldGone: 'outcomes.oldGone',
  newMissing: 'outcomes.keptNewMissing',
  notProven: 'outcomes.keptNotProven',
  severalNames: 'outcomes.keptSeveralNames',
} as const;

function useOutcomeWords({ result, oldFileNames, newFileName: name }: UpdateOutcome): string {
  const { t } = useTranslation('updates');
  const old = useOldNames(oldFileNames);
  if (result.kind === 'kept') return t(keptKeys[result.why], { old, name });
  if (result.kind === 'replaced' && old === name) return t('outcomes.replacedSame', { name });
  if (result.kind !== 'failed') return t(`outcomes.${result.kind}`, { old, name });
  // What was left in part was not kept.
  const key = result.cause.code === 'disk.leftPartly' ? 'outcomes.leftPartly' : 'outcomes.failed';
  const { title, reason } = describeFailure(result.cause);
  return t(key, { old, name, title, reason });
}
