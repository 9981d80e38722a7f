import { describe, expect, it } from 'vitest';
import { type TrayEntry, type TrayFacts, trayMenu } from '../../../../electron/core/presence/tray-menu';
import type { Work } from '../../../../electron/core/presence/work';
import { downloadId } from '../../renderer/stores/builders';

const IDLE: Work = { running: [], pendingCount: 0, pausedCount: 0, unseenCount: 0, share: null };
const FULL_SPEED = { bytesPerSecond: null, source: 'none', untilMs: null } as const;

function menu(work: Partial<Work>, more: Partial<TrayFacts> = {}) {
  return trayMenu({
    work: { ...IDLE, ...work },
    limit: FULL_SPEED,
    ownLimit: { isOn: false, bytesPerSecond: 5_000_000 },
    timeOf: () => '18:00',
    ...more,
  });
}

function running(count: number, name = 'Lantern') {
  return Array.from({ length: count }, (_, at) => ({
    id: downloadId(at),
    untrustedName: name,
    isVerifying: false,
    share: 0.426,
  }));
}

function lines(entries: readonly TrayEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'separator') return ['-'];
    if (entry.kind === 'submenu') return [entry.label, ...lines(entry.entries).map((line) => `  ${line}`)];
    if (entry.kind === 'note') return [`(${entry.label})`];
    const mark = entry.isChosen === true ? '• ' : '';
    return [`${mark}${entry.isEnabled ? entry.label : `(${entry.label})`}`];
  });
}

describe('trayMenu', () => {
  it('says that nothing runs, and offers nothing that does nothing', () => {
    const all = lines(menu({}));
    expect(all.slice(0, 5)).toEqual([
      '(Nothing is downloading)',
      '-',
      '(Pause all)',
      '(Resume all)',
      'Speed limit',
    ]);
    expect(all.slice(-3)).toEqual(['-', 'Open Civet', 'Quit Civet']);
  });

  it('names what runs with its percent, what is checked, and how many more there are', () => {
    const some = running(10).with(1, { ...running(1)[0], isVerifying: true } as never);
    const all = lines(menu({ running: some, unseenCount: 2 }));
    expect(all.slice(0, 2)).toEqual(['Lantern · 42 %', 'Lantern · being verified']);
    expect(all.slice(8, 11)).toEqual(['and 2 more', '2 downloads need you', '-']);
    expect(all).toContain('Pause all');
  });

  it.each([
    ['controls and line breaks', 'a\u0000b\nc\td', 'a b c d'],
    ['what turns the direction of reading', '\u202egnp.exe\u2066', 'gnp.exe'],
    ['what nobody sees', 'a\u200b\u00ad\u3164b', 'ab'],
    ['half a sign', 'a\ud800b', 'a\ufffdb'],
    ['markup', '<img src="http://x">', '‹img src="http://x"›'],
    ['a name of a megabyte', 'x'.repeat(1_000_000), `${'x'.repeat(48)}…`],
  ])('cleans a hostile name: %s', (_, name, clean) => {
    expect(lines(menu({ running: running(1, name) }))[0]).toBe(`${clean} · 42 %`);
  });

  it('lets no pile of marks grow out of its line', () => {
    const [label = ''] = lines(menu({ running: running(1, `Z${'\u0301'.repeat(500)}`) }));
    expect(label.length).toBeLessThan(20);
  });

  it('marks the limit that is set, the user’s own among the usual ones', () => {
    const own = { isOn: true, bytesPerSecond: 3_500_000 };
    const [limits] = menu({}, { ownLimit: own }).flatMap((entry) =>
      entry.kind === 'submenu' ? [entry.entries] : [],
    );
    expect(lines(limits ?? [])).toEqual([
      'Full speed',
      '1.0 MB/s',
      '2.0 MB/s',
      '• 3.5 MB/s (your own)',
      '5.0 MB/s',
      '10.0 MB/s',
      '25.0 MB/s',
      '50.0 MB/s',
    ]);
  });

  it.each([
    [0, 'nothing is fetched'],
    [null, 'full speed'],
    [2_000_000, '2.0 MB/s'],
  ])('says that the schedule is in force: %s', (bytesPerSecond, words) => {
    const limit = { bytesPerSecond, source: 'schedule', untilMs: 1 } as const;
    expect(lines(menu({}, { limit }))).toContain(`  (The schedule is in force until 18:00: ${words})`);
  });
});
