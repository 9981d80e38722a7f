import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import type { DownloadState } from '../../../../shared/download/state';
import { describeFailure } from '../../../locales/describe-failure';
import { Button } from '../../../ui/button';
import { formatBytes } from '../../../ui/format';
import { TextButton } from '../../../ui/text-button';
import { fix, openOnCivitai, perform } from '../actions';
import { type FailureFix, fixFor, keepsPartialBytes } from '../failure-fix';
import { type WaitsFor, whatIsAwaited } from '../waiting-words';
import { RowKept } from './row-kept';
import './row-problem.css';

const fixLabels = {
  tryAgain: 'actions.retry',
  signIn: 'actions.signIn',
  folders: 'actions.chooseFolder',
  openFolder: 'actions.openFolder',
  downloadAgain: 'actions.downloadAgain',
  openModel: 'actions.openModel',
  openOnCivitai: 'actions.openOnCivitai',
  remove: 'actions.remove',
} as const satisfies Record<FailureFix, string>;

type Waiting = Extract<DownloadState, { kind: 'waiting' }>;

interface RowProblemProps {
  readonly download: DownloadView;
  readonly isActive: boolean;
}

/** What happened, why, and the one button that gets it going again. */
export function RowProblem({ download, isActive }: RowProblemProps) {
  const { t } = useTranslation('queue');
  const { state } = download;
  if (state.kind === 'cancelled') return <RowKept download={download} isActive={isActive} />;
  if (state.kind !== 'failed' && state.kind !== 'waiting') return null;
  const words = describeFailure(state.cause);
  const kind = state.kind === 'waiting' ? 'tryAgain' : fixFor(state.cause.code);
  const keeps = keepsPartialBytes(kind) && download.durableBytes > 0;
  return (
    <div className={`queue-problem queue-problem-${state.kind}`}>
      <div className="queue-problem-words">
        <p className="queue-problem-title">{words.title}</p>
        <p className="queue-problem-text selectable">
          {words.reason} {state.kind === 'failed' && words.next}{' '}
          {state.kind === 'waiting' && howItGoesOn(t, state)}{' '}
          {keeps && t('card.kept', { bytes: formatBytes(download.durableBytes) })}
        </p>
      </div>
      <div className="queue-problem-actions">
        <Button size="small" excludeFromTabOrder={!isActive} onPress={() => fix(kind, download)}>
          {t(state.kind === 'waiting' ? 'actions.tryNow' : fixLabels[kind])}
        </Button>
        <OtherWay kind={kind} download={download} isActive={isActive} />
      </div>
    </div>
  );
}

const goesOn = {
  space: 'card.goesOnSpace',
  drive: 'card.goesOnDrive',
  disk: 'card.goesOnDisk',
  other: 'card.goesOn',
} as const satisfies Record<WaitsFor, string>;

function howItGoesOn(t: TFunction<'queue'>, { untilMs, attempt, cause }: Waiting): string {
  return untilMs === null ? t(goesOn[whatIsAwaited(cause)]) : t('card.nextTry', { attempt: attempt + 1 });
}

interface OtherWayProps extends RowProblemProps {
  readonly kind: FailureFix;
}

/** After the cause has been dealt with elsewhere, the way back is to try again. */
function OtherWay({ kind, download, isActive }: OtherWayProps) {
  const { t } = useTranslation('queue');
  const isRetry = kind === 'tryAgain' || kind === 'downloadAgain' || kind === 'remove';
  return (
    <TextButton
      excludeFromTabOrder={!isActive}
      onPress={() => (isRetry ? openOnCivitai(download) : perform('retry', download))}
    >
      {t(isRetry ? 'actions.openOnCivitai' : 'actions.retry')}
    </TextButton>
  );
}
