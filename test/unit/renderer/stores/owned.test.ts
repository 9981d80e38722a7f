import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useLibraryStore } from '../../../../renderer/stores/library';
import { ownedOfModel, startOwnedMirror, wantOwned } from '../../../../renderer/stores/owned';
import type { LibraryStatus } from '../../../../shared/library/library';
import type { OwnedFile } from '../../../../shared/library/owned';
import { ok } from '../../../../shared/result';
import { FakeApi } from '../../../support/fake-api';

const scanned: LibraryStatus = {
  revision: 1,
  fileCount: 2,
  bytes: 2,
  hasFolders: true,
  scannedAtMs: 1,
  scan: { kind: 'idle' },
  isPaused: false,
  isWanted: true,
  problems: [],
  problemCount: 0,
  trouble: null,
  watching: { kind: 'off', cause: null, isTriedAgain: false },
  check: { kind: 'none' },
  keeping: { kind: 'kept' },
};
const fileOf = (modelId: number): OwnedFile => ({
  id: modelId * 10,
  modelId,
  versionId: modelId * 100,
  fileName: `${modelId}.safetensors`,
  folderPath: '/models/loras',
  sha256: null,
  claimedSha256: null,
});

describe('what the library holds of the models on screen', () => {
  let api: FakeApi;
  let stop: () => void;
  let here: readonly number[];
  const asked = () => api.calls.map(({ input }) => input);
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    vi.useFakeTimers();
    here = [1];
    api = new FakeApi().answer('library.owned', ({ modelIds }) =>
      ok(modelIds.filter((id) => here.includes(id)).map(fileOf)),
    );
    useLibraryStore.setState({ status: scanned });
    stop = startOwnedMirror(api);
  });
  afterEach(() => {
    stop();
    useLibraryStore.setState({ status: null });
    vi.useRealTimers();
  });

  it('is asked for all cards of a page at once', async () => {
    for (const id of [1, 2, 3, 1]) wantOwned(id);
    await wait(50);
    expect(asked()).toEqual([{ modelIds: [1, 2, 3] }]);
    expect(ownedOfModel(1)).toEqual([fileOf(1)]);
    expect(ownedOfModel(2)).toEqual([]);
  });

  it('is not asked for before the first scan, and is once there was one', async () => {
    useLibraryStore.setState({ status: { ...scanned, isWanted: false } });
    wantOwned(1);
    await wait(10_000);
    expect(asked()).toEqual([]);
    useLibraryStore.setState({ status: { ...scanned, revision: 2 } });
    await wait(5_000);
    expect(ownedOfModel(1)).toEqual([fileOf(1)]);
  });

  it('follows the library, but not faster than anybody looks, and only for what is shown', async () => {
    wantOwned(1);
    const leave = wantOwned(2);
    await wait(50);
    leave();
    here = [];
    for (let revision = 2; revision < 12; revision += 1) {
      useLibraryStore.setState({ status: { ...scanned, revision } });
      await wait(100);
    }
    await wait(5_000);
    expect(asked()).toEqual([{ modelIds: [1, 2] }, { modelIds: [1] }]);
    expect(ownedOfModel(1)).toEqual([]);
  });

  it('asks for more than main answers at once in several questions', async () => {
    for (let id = 1; id <= 1_500; id += 1) wantOwned(id);
    await wait(500);
    expect(api.calls).toHaveLength(2);
    expect(api.calls.every(({ name }) => name === 'library.owned')).toBe(true);
    expect(ownedOfModel(1)).toEqual([fileOf(1)]);
  });
});
