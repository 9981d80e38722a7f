import { describe, expect, it } from 'vitest';
import { countSentAgain, isSentAgain } from '../../../../../renderer/features/queue/pause-cost';
import type { DownloadProgress, DownloadView } from '../../../../../shared/download/download';
import type { DownloadState } from '../../../../../shared/download/state';
import { failure } from '../../../../../shared/failure';
import { download, progress } from '../../stores/builders';

const whole = (number: number): DownloadProgress => ({ ...progress(number, 500), canResume: false });
const running = (number: number): DownloadView => download(number, { kind: 'transferring' });

describe('isSentAgain', () => {
  it('is so for what runs from a server that gives only the whole file', () => {
    expect(isSentAgain(running(1), whole(1))).toBe(true);
    expect(isSentAgain(running(1), progress(1, 500))).toBe(false);
    expect(isSentAgain(running(1), undefined)).toBe(false);
  });

  it.each<DownloadState>([
    { kind: 'queued' },
    { kind: 'verifying' },
    { kind: 'paused' },
    { kind: 'waiting', untilMs: 1, cause: failure('network.reset'), attempt: 1 },
  ])('is not so while nothing is fetched ($kind), whatever was said last', (state) => {
    expect(isSentAgain(download(1, state), whole(1))).toBe(false);
  });
});

describe('countSentAgain', () => {
  it('counts what runs and would begin again, and nothing that is gone', () => {
    const rows = new Map([running(1), running(2), running(3), download(4)].map((row) => [row.id, row]));
    const entries = [whole(1), whole(2), progress(3, 1), whole(4), whole(5)];
    const byId = Object.fromEntries(entries.map((entry) => [entry.id, entry]));
    expect(countSentAgain(byId, (id) => rows.get(id))).toBe(2);
  });
});
