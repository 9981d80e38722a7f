import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../../renderer/features/queue/queue-summary';
import { download, downloadId, progress } from '../../stores/builders';

const running = { kind: 'transferring' } as const;
const placedAt = (atMs: number) =>
  ({
    kind: 'completed',
    verification: { kind: 'unverified', sha256: 'A' },
    finalName: 'a',
    atMs,
  }) as const;

describe('summarise', () => {
  it('adds up what is here and what is to come, with the speed of all', () => {
    const summary = summarise([download(1, running), download(2)], { [downloadId(1)]: progress(1, 500) });
    expect(summary).toEqual({
      receivedBytes: 500,
      totalBytes: 2_000,
      bytesPerSecond: 10,
      remainingMs: 150_000,
    });
  });

  it('keeps counting what was placed since the batch began, so that the bar does not jump back', () => {
    const unfinished = { ...download(1, running), addedAtMs: 100 };
    const before = { ...download(2, placedAt(50)), addedAtMs: 10 };
    const since = { ...download(3, placedAt(200)), addedAtMs: 10 };
    expect(summarise([unfinished, before, since], {})).toMatchObject({
      receivedBytes: 1_000,
      totalBytes: 2_000,
    });
  });

  it('leaves out a download whose size is not known, and says nothing when no size is', () => {
    const unknown = { ...download(1, running), totalBytes: null, durableBytes: 700 };
    expect(summarise([unknown, download(2)], {})).toMatchObject({ receivedBytes: 0, totalBytes: 1_000 });
    expect(summarise([unknown], {})).toMatchObject({ totalBytes: null, remainingMs: null });
  });

  it('counts a cancelled download no longer', () => {
    expect(summarise([download(1), download(2, { kind: 'cancelled' })], {}).totalBytes).toBe(1_000);
  });
});
