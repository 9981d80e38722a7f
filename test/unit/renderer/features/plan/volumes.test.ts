import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { volumeBar } from '../../../../../renderer/features/plan/volume-bar';
import { volumeWords } from '../../../../../renderer/features/plan/volume-words';
import { startWords } from '../../../../../renderer/locales/words';
import type { PlanVolume } from '../../../../../shared/bulk/plan';
import { volume } from './builders';

const GB = 1e9;

beforeAll(startWords);

describe('volumeBar', () => {
  it('shares out the room there is, and leaves the rest free', () => {
    expect(volumeBar(volume({ promisedBytes: 20 * GB }))).toEqual({
      reserved: 0.02,
      promised: 0.2,
      fitting: 0.48,
      missing: 0,
    });
  });

  it('is full when more is wanted than there is, and tells apart what does not fit', () => {
    const bar = volumeBar(
      volume({ freeBytes: 40 * GB, reserveBytes: 10 * GB, includedBytes: 90 * GB, missingBytes: 60 * GB }),
    );
    expect(bar).toEqual({ reserved: 0.1, promised: 0, fitting: 0.3, missing: 0.6 });
  });

  it('is never fuller than full when the queue alone is too much', () => {
    const bar = volumeBar(
      volume({ freeBytes: 5 * GB, promisedBytes: 40 * GB, includedBytes: 10 * GB, missingBytes: 47 * GB }),
    );
    const sum = Object.values(bar ?? {}).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1);
    expect(bar?.fitting).toBe(0);
  });

  it('is none where nobody knows how much room there is', () => {
    expect(volumeBar(volume({ freeBytes: null, state: 'unknown' }))).toBeNull();
    expect(volumeBar(volume({ state: 'missing' }))).toBeNull();
  });
});

describe('volumeWords', () => {
  const words = (change: Partial<PlanVolume>) => volumeWords(i18next.getFixedT(null, 'plan'), volume(change));

  it('says what is needed and what there is', () => {
    expect(words({ promisedBytes: 12 * GB })).toEqual({
      needs: 'Needs 48.0 GB (3 files)',
      room: ['100.0 GB free', '12.0 GB of it for the queue', '2.0 GB kept free'],
      trouble: null,
    });
  });

  it('says how much more is needed than there is room for', () => {
    expect(words({ missingBytes: 34 * GB }).trouble).toBe('34.0 GB more than there is room for');
  });

  it('says that it is more where a size is not known', () => {
    expect(words({ includedCount: 1, unknownSizeCount: 1 }).needs).toBe('Needs over 48.0 GB (1 file)');
  });

  it('says that a drive is not connected instead of what is on it', () => {
    expect(words({ state: 'missing', freeBytes: null })).toMatchObject({
      room: [],
      trouble: 'Not connected; 3 files wait until it is back',
    });
  });

  it('says that it is looking while nobody knows yet', () => {
    expect(words({ state: 'unknown', freeBytes: null })).toMatchObject({
      room: ['Looking how much is free'],
      trouble: null,
    });
  });
});
