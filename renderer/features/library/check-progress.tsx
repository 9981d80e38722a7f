import { Pause, Play, Square, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CheckView, Standing } from '../../../shared/library/library';
import { Button } from '../../ui/button';
import { formatBytes, formatDate, formatDuration, formatSpeed } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { ProgressBar } from '../../ui/progress-bar';
import { StateMark } from '../../ui/state-mark';
import { dismissCheck, endCheck, pauseCheck } from './actions';
import { changeLibraryWish, showWholeLibrary } from './library-view';

/** What a check leads to that needs somebody. */
const FOUND: readonly Standing[] = ['damaged', 'changed', 'incomplete', 'noModel', 'missing', 'unreadable'];

/** How far a check is, and what it found; nothing while there was none. */
export function CheckProgress({ check }: { readonly check: CheckView }) {
  switch (check.kind) {
    case 'none':
      return null;
    case 'checking':
      return <Running check={check} />;
    case 'ended':
      return <Ended check={check} />;
  }
}

function Running({ check }: { readonly check: Extract<CheckView, { kind: 'checking' }> }) {
  const { t } = useTranslation('library');
  const { isPaused, awayFolder, bytesPerSecond, remainingMs, tally } = check;
  const amounts = {
    count: check.totalCount,
    done: check.doneCount,
    read: formatBytes(check.readBytes),
    total: formatBytes(check.totalBytes),
  };
  const pace =
    bytesPerSecond === null || remainingMs === null
      ? ''
      : t('check.pace', { speed: formatSpeed(bytesPerSecond), left: formatDuration(remainingMs) });
  const found = tally.damagedCount > 0 ? t('check.damagedSoFar', { count: tally.damagedCount }) : '';
  const away = awayFolder === null ? '' : t('check.away', { path: awayFolder });
  const words = [t(isPaused ? 'check.paused' : 'check.running', amounts), away, pace, found]
    .filter(Boolean)
    .join(' · ');
  return (
    <div className="library-progress library-check">
      <ProgressBar
        label={t('check.label')}
        value={check.readBytes / Math.max(1, check.totalBytes)}
        size="thin"
        tone={isPaused || awayFolder !== null ? 'paused' : 'accent'}
        valueText={words}
      />
      <div className="library-check-line">
        <p className="library-progress-words dim tabular">{words}</p>
        <Button
          size="small"
          variant="quiet"
          icon={isPaused ? Play : Pause}
          onPress={() => void pauseCheck(!isPaused)}
        >
          {t(isPaused ? 'check.resume' : 'check.pause')}
        </Button>
        <Button size="small" variant="quiet" icon={Square} onPress={() => void endCheck()}>
          {t('check.end')}
        </Button>
      </div>
    </div>
  );
}

function Ended({ check }: { readonly check: Extract<CheckView, { kind: 'ended' }> }) {
  const { t } = useTranslation('library');
  const { tally } = check;
  const parts = [
    [tally.unchangedCount, t('check.unchanged', { count: tally.unchangedCount })],
    [tally.damagedCount, t('check.damaged', { count: tally.damagedCount })],
    [tally.brokenCount, t('check.broken', { count: tally.brokenCount })],
    [tally.changedCount, t('check.changed', { count: tally.changedCount })],
    [tally.missingCount, t('check.missing', { count: tally.missingCount })],
    [tally.unreadableCount, t('check.unreadable', { count: tally.unreadableCount })],
    [tally.newCount, t('check.new', { count: tally.newCount })],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count > 0 ? [words] : [])).join(', ');
  const { damagedCount, brokenCount, changedCount, missingCount, unreadableCount } = tally;
  const isWell = damagedCount + brokenCount + changedCount + missingCount + unreadableCount === 0;
  const words = said === '' ? t('check.nothing') : said;
  return (
    <ul className="library-notes">
      <li className="library-note-problems">
        <StateMark tone={isWell ? 'verified' : 'attention'}>
          {t(check.isWhole ? 'check.ended' : 'check.endedEarly', {
            words,
            when: formatDate(check.endedAtMs),
          })}
        </StateMark>
        {!isWell && (
          <Button
            size="small"
            variant="quiet"
            onPress={() => {
              showWholeLibrary();
              changeLibraryWish({ standings: FOUND });
            }}
          >
            {t('check.show')}
          </Button>
        )}
        <IconButton size="small" icon={X} label={t('check.dismiss')} onPress={() => void dismissCheck()} />
      </li>
    </ul>
  );
}
