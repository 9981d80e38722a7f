import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../electron/core/presence/notices';
import { Presence, type Shown } from '../../../../electron/services/presence/presence';
import type { DownloadState } from '../../../../shared/download/state';
import { failure } from '../../../../shared/failure';
import { settingsSchema } from '../../../../shared/settings/schema';
import { SteeredClock } from '../../../support/steered-clock';
import { download, progress } from '../../renderer/stores/builders';

const RUNNING: DownloadState = { kind: 'transferring' };
const FAILED: DownloadState = { kind: 'failed', cause: failure('http.notFound') };

function rig() {
  const clock = new SteeredClock();
  const shown: Shown[] = [];
  const told: Notice[] = [];
  const world = { isWatched: false };
  const presence = new Presence({
    clock,
    settings: () => settingsSchema.parse({}),
    limit: () => ({ bytesPerSecond: null, source: 'none', untilMs: null }),
    timeOf: String,
    isWatched: () => world.isWatched,
    show: (one) => shown.push(one),
    notify: (notice) => told.push(notice),
  });
  const tell = (number: number, state: DownloadState) =>
    presence.note({ upserts: [download(number, state)], removed: [] });
  return { clock, shown, told, world, presence, tell };
}

describe('Presence', () => {
  it('shows many changes of one second at once, and nothing that is as it was', async () => {
    const { clock, shown, presence, tell } = rig();
    tell(1, RUNNING);
    for (let received = 0; received < 100; received++) presence.noteProgress([progress(1, received)]);
    await clock.advance(1_000);
    expect(shown.map(({ look }) => look.tooltip)).toEqual(['Civet: 1 download, 9 %']);
    presence.noteChange();
    await clock.advance(10_000);
    expect(shown).toHaveLength(1);
  });

  it('tells what ends within a few seconds together', async () => {
    const { clock, told, tell } = rig();
    for (const number of [1, 2, 3]) tell(number, RUNNING);
    tell(1, FAILED);
    await clock.advance(2_000);
    tell(2, FAILED);
    await clock.advance(2_000);
    expect(told.map(({ title }) => title)).toEqual(['2 downloads need you']);
    tell(3, FAILED);
    await clock.advance(4_000);
    expect(told).toHaveLength(2);
  });

  it('tells nothing to somebody who looks at the window, and counts nothing as unseen', async () => {
    const { clock, shown, told, world, tell } = rig();
    world.isWatched = true;
    tell(1, RUNNING);
    tell(1, FAILED);
    await clock.advance(10_000);
    expect(told).toEqual([]);
    expect(shown.at(-1)).toMatchObject({ badge: 0, look: { icon: 'idle' } });
  });

  it('takes the alarm back once the user has looked', async () => {
    const { clock, shown, presence, tell } = rig();
    tell(1, RUNNING);
    tell(1, FAILED);
    await clock.advance(1_000);
    expect(shown.at(-1)).toMatchObject({ badge: 1, look: { icon: 'attention' } });
    presence.noteSeen();
    await clock.advance(1_000);
    expect(shown.at(-1)).toMatchObject({ badge: 0, look: { icon: 'idle' } });
  });

  it('says nothing any more once it has stopped', async () => {
    const { clock, shown, told, presence, tell } = rig();
    tell(1, RUNNING);
    tell(1, FAILED);
    presence.stop();
    await clock.advance(60_000);
    expect([shown, told]).toEqual([[], []]);
  });
});
