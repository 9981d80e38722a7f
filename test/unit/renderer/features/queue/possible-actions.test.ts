import { describe, expect, it } from 'vitest';
import { accepts, TRANSITIONS } from '../../../../../electron/core/download/machine';
import { actionsFor, needsQuestion } from '../../../../../renderer/features/queue/possible-actions';
import type { DownloadEventKind, DownloadStateKind } from '../../../../../shared/download/state';
import { download } from '../../stores/builders';

// The keys of TRANSITIONS are exactly the states; Object.keys only forgets that.
const states = Object.keys(TRANSITIONS) as DownloadStateKind[];
const eventOf = {
  pause: 'pause',
  resume: 'resume',
  retry: 'retry',
  tryNow: 'retry',
  cancel: 'cancel',
} as const;

describe('actionsFor', () => {
  it.each(states)('%s → offers nothing that main would refuse', (state) => {
    const events: readonly DownloadEventKind[] = actionsFor(state).flatMap((action) =>
      action === 'remove' || action === 'openFolder' ? [] : [eventOf[action]],
    );
    expect(events.filter((event) => !accepts(state, event))).toEqual([]);
  });

  it('always offers a way back from a stop', () => {
    expect(actionsFor('paused')).toContain('resume');
    expect(actionsFor('failed')).toContain('retry');
    expect(actionsFor('cancelled')).toContain('retry');
    expect(actionsFor('waiting')).toContain('tryNow');
  });
});

describe('needsQuestion', () => {
  const partial = { ...download(1, { kind: 'paused' }), durableBytes: 500 };

  it('asks before removing what is unfinished and partly here', () => {
    expect(needsQuestion('remove', partial)).toBe(true);
  });

  it('does not ask where nothing is lost', () => {
    expect(needsQuestion('cancel', partial)).toBe(false);
    expect(needsQuestion('remove', download(1))).toBe(false);
    const verification = { kind: 'verified', by: 'sha256', sha256: 'A' } as const;
    const placed = { kind: 'completed', verification, finalName: 'a', atMs: 1 } as const;
    expect(needsQuestion('remove', { ...partial, state: placed })).toBe(false);
  });
});
