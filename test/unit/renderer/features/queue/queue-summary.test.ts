import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../../renderer/features/queue/queue-summary';
import { DownloadsIndex } from '../../../../../renderer/stores/downloads-index';
import type { DownloadProgress, DownloadView } from '../../../../../shared/download/download';
import type { DownloadId } from '../../../../../shared/ids';
import { download, downloadId, progress } from '../../stores/builders';

const running = { kind: 'transferring' } as const;
const placedAt = (atMs: number) =>
  ({
    kind: 'completed',
    verification: { kind: 'unverified', sha256: 'A' },
    finalName: 'a',
    atMs,
  }) as const;

function summaryOf(
  downloads: readonly DownloadView[],
  progressById: Readonly<Record<DownloadId, DownloadProgress>>,
) {
  const index = new DownloadsIndex();
  index.apply(downloads, []);
  return summarise(index.batch, progressById, (id) => index.byId.get(id));
}

describe('summarise', () => {
  it('adds up what is here and what is to come, with the speed of all', () => {
    const summary = summaryOf([download(1, running), download(2)], { [downloadId(1)]: progress(1, 500) });
    expect(summary).toEqual({
      receivedBytes: 500,
      totalBytes: 2_000,
      bytesPerSecond: 10,
      remainingMs: 150_000,
    });
  });

  it('counts what is certain and what has just come once, not twice', () => {
    const row = { ...download(1, running), durableBytes: 400 };
    expect(summaryOf([row], { [downloadId(1)]: progress(1, 500) }).receivedBytes).toBe(500);
    expect(summaryOf([row], { [downloadId(1)]: progress(1, 300) }).receivedBytes).toBe(400);
  });

  it('keeps counting what was placed since the batch began, so that the bar does not jump back', () => {
    const unfinished = { ...download(1, running), addedAtMs: 100 };
    const before = { ...download(2, placedAt(50)), addedAtMs: 10 };
    const since = { ...download(3, placedAt(200)), addedAtMs: 10 };
    expect(summaryOf([unfinished, before, since], {})).toMatchObject({
      receivedBytes: 1_000,
      totalBytes: 2_000,
    });
  });

  it('leaves out a download whose size is not known, and says nothing when no size is', () => {
    const unknown = { ...download(1, running), totalBytes: null, durableBytes: 700 };
    expect(summaryOf([unknown, download(2)], {})).toMatchObject({ receivedBytes: 0, totalBytes: 1_000 });
    expect(summaryOf([unknown], {})).toMatchObject({ totalBytes: null, remainingMs: null });
  });

  it('takes a size that only the running transfer knows', () => {
    const unknown = { ...download(1, running), totalBytes: null };
    const moving = { [downloadId(1)]: progress(1, 500) };
    expect(summaryOf([unknown], moving)).toMatchObject({ receivedBytes: 500, totalBytes: 1_000 });
  });

  it('counts a cancelled download no longer', () => {
    expect(summaryOf([download(1), download(2, { kind: 'cancelled' })], {}).totalBytes).toBe(1_000);
  });
});
