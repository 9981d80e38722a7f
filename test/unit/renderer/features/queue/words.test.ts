import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { limitReason, shortLimit } from '../../../../../renderer/features/queue/limit/limit-words';
import { spaceWords } from '../../../../../renderer/features/queue/space-words';
import { stateWords } from '../../../../../renderer/features/queue/state-words';
import { volumeOf } from '../../../../../renderer/features/queue/waiting-words';
import { startWords } from '../../../../../renderer/locales/words';
import type { VolumeSpace } from '../../../../../shared/download/space';
import { failure } from '../../../../../shared/failure';
import type { LimitInForce } from '../../../../../shared/status';
import { download } from '../../stores/builders';

beforeAll(startWords);
const t = i18next.getFixedT('en', 'queue');

const noon = new Date();
noon.setHours(12, 4, 0, 0);
const untilMs = noon.getTime();

const models: VolumeSpace = {
  label: '/models',
  state: 'ready',
  freeBytes: 71_000_000_000,
  reserveBytes: 0,
  wantedCount: 14,
  wantedBytes: 96_000_000_000,
  fitCount: 9,
  waitingCount: 0,
};

describe('stateWords', () => {
  const waiting = (cause: ReturnType<typeof failure>, until: number | null = null) =>
    stateWords(t, download(1, { kind: 'waiting', untilMs: until, cause, attempt: 1 }), [models]).text;

  it('says with the clock when the next try is due', () => {
    expect(waiting(failure('network.timeout'), untilMs)).toBe('Waiting, next try at 12:04');
  });

  it('says what it waits for where no clock tells', () => {
    const needs = failure('disk.full', { missingBytes: 12_000_000_000 });
    expect(waiting(needs)).toBe('Waiting for space on /models: 12.0 GB more needed');
    expect(waiting(failure('disk.full'))).toBe('Waiting for space on /models');
    expect(waiting(failure('disk.driveMissing'))).toBe('Waiting for the drive');
    expect(waiting(failure('disk.ioError'))).toBe('Waiting for the disk');
  });

  it.each([
    ['battery', 'Waiting: on battery'],
    ['metered', 'Waiting: metered line'],
    ['schedule', 'Waiting: quiet hours'],
  ] as const)('held by %s → "%s"', (heldBy, text) => {
    expect(stateWords(t, { ...download(1), heldBy }, []).text).toBe(text);
  });

  it('says that a placed file differs from a hash that was published later', () => {
    const verification = { kind: 'unverified', sha256: 'A', isRefuted: true } as const;
    const state = { kind: 'completed', verification, finalName: 'a', atMs: 1 } as const;
    expect(stateWords(t, download(1, state), [])).toMatchObject({
      tone: 'attention',
      text: 'Placed, differs from Civitai’s hash',
    });
  });

  it('says that another program holds a finished file', () => {
    const verification = { kind: 'unverified', sha256: 'A' } as const;
    const state = { kind: 'finalizing', verification, finalName: 'a', isBlocked: true } as const;
    expect(stateWords(t, download(1, state), []).text).toBe('Waiting for another program');
  });
});

describe('volumeOf', () => {
  const volumes = ['/', '/mnt/models', 'D:'].map((label) => ({ ...models, label }));

  it('is the one mounted nearest above the folder', () => {
    expect(volumeOf('/mnt/models/loras', volumes)).toBe('/mnt/models');
    expect(volumeOf('/mnt/models-old/loras', volumes)).toBe('/');
    expect(volumeOf('D:\\ComfyUI\\models', volumes)).toBe('D:');
    expect(volumeOf('E:\\ComfyUI', volumes.slice(1))).toBeNull();
  });
});

describe('spaceWords', () => {
  it('says what is needed, what is there, what of it is not to be used, and how many fit', () => {
    const short = { ...models, reserveBytes: 1_000_000_000 };
    expect(spaceWords(t, short)).toBe(
      'These 14 downloads need 96.0 GB, /models has 71.0 GB free, 1.0 GB of it kept in reserve; 9 fit.',
    );
    expect(spaceWords(t, { ...short, fitCount: 0 })).toContain('none fits');
    expect(spaceWords(t, { ...short, wantedCount: 1, fitCount: 0 })).toBe(
      'This download needs 96.0 GB, /models has 71.0 GB free, 1.0 GB of it kept in reserve.',
    );
  });

  it('says nothing while everything fits, or nobody can tell', () => {
    expect(spaceWords(t, { ...models, fitCount: 14 })).toBeNull();
    expect(spaceWords(t, { ...models, freeBytes: null })).toBeNull();
  });

  it('says what is wrong with a volume', () => {
    expect(spaceWords(t, { ...models, state: 'full', waitingCount: 3 })).toMatch(
      /^\/models is full\. 3 downloads go on/,
    );
    expect(spaceWords(t, { ...models, state: 'missing', waitingCount: 1 })).toMatch(
      /^\/models is not connected\. 1 download goes on/,
    );
  });
});

describe('limits in words', () => {
  const cases: readonly (readonly [LimitInForce, string, string])[] = [
    [{ bytesPerSecond: null, source: 'none', untilMs: null }, 'Full speed', 'In force: full speed.'],
    [
      { bytesPerSecond: 5_000_000, source: 'manual', untilMs: null },
      '5.0 MB/s',
      'In force: 5.0 MB/s, set by hand.',
    ],
    [
      { bytesPerSecond: 5_000_000, source: 'schedule', untilMs },
      '5.0 MB/s until 12:04',
      'In force: 5.0 MB/s, by the schedule until 12:04.',
    ],
    [
      { bytesPerSecond: 0, source: 'schedule', untilMs },
      'Paused until 12:04',
      'In force: nothing is fetched, by the schedule until 12:04.',
    ],
    [
      { bytesPerSecond: null, source: 'schedule', untilMs },
      'Full speed until 12:04',
      'In force: full speed, by the schedule until 12:04.',
    ],
    [
      { bytesPerSecond: 5_000_000, source: 'manual', untilMs },
      '5.0 MB/s',
      'In force: 5.0 MB/s, set by hand. The schedule takes over at 12:04.',
    ],
  ];

  it.each(cases)('%o', (limit, short, reason) => {
    expect(shortLimit(t, limit)).toBe(short);
    expect(limitReason(t, limit)).toBe(reason);
  });
});
