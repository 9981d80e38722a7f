import { describe, expect, it } from 'vitest';
import { bestFileState } from '../../../../../renderer/features/discover/best-file-state';
import type { BestFile } from '../../../../../shared/civitai/model';
import type { DownloadState } from '../../../../../shared/download/state';
import { failure } from '../../../../../shared/failure';
import { download } from '../../stores/builders';

const best: BestFile = { versionId: 1, fileId: 1, sha256: 'A', approximateBytes: 10, isDangerous: false };
const placed: DownloadState = {
  kind: 'completed',
  verification: { kind: 'unverified', sha256: 'A' },
  finalName: 'a',
  atMs: 1,
};

describe('bestFileState', () => {
  it.each<[string, readonly [number, DownloadState][], string]>([
    ['nothing of the model', [], 'absent'],
    ['another file of it was placed', [[2, placed]], 'absent'],
    ['this file was placed', [[1, placed]], 'placed'],
    ['this file is under way', [[1, { kind: 'transferring' }]], 'queued'],
    ['this file has failed', [[1, { kind: 'failed', cause: failure('access.paid') }]], 'queued'],
    ['this file was cancelled', [[1, { kind: 'cancelled' }]], 'absent'],
  ])('%s', (_what, rows, kind) => {
    const downloads = rows.map(([number, state]) => download(number, state));
    expect(bestFileState(best, downloads, []).kind).toBe(kind);
  });

  it('leads to the file when it was placed and is fetched once more', () => {
    const again = { ...download(1, { kind: 'queued' }), id: download(7).id };
    const first = download(1, placed);
    expect(bestFileState(best, [again, first], [])).toEqual({ kind: 'placed', download: first });
  });

  const file = {
    id: 3,
    modelId: 1,
    versionId: 1,
    fileName: 'a',
    folderPath: '/m',
    sha256: 'A',
    claimedSha256: null,
  };

  it('leads to the file that lies in the library', () => {
    expect(bestFileState(best, [], [file])).toEqual({ kind: 'inLibrary', file });
    expect(bestFileState(best, [download(1, { kind: 'transferring' })], [file]).kind).toBe('queued');
  });

  it.each([
    ['other bytes of the version', { ...file, sha256: 'B' }],
    ['bytes that nobody has measured', { ...file, sha256: null }],
    ['the same bytes as part of another version', { ...file, versionId: 2 }],
  ])('offers the file besides %s', (_what, other) => {
    expect(bestFileState(best, [], [other]).kind).toBe('absent');
  });
});
