import { beforeEach, describe, expect, it } from 'vitest';
import { startProgressMirror, useProgressStore } from '../../../../renderer/stores/progress';
import { ok } from '../../../../shared/result';
import { FakeApi } from '../../../support/fake-api';
import { download, downloadId, progress, snapshot } from './builders';

const receivedOf = (number: number) => useProgressStore.getState().byId[downloadId(number)]?.receivedBytes;

describe('startProgressMirror', () => {
  let api: FakeApi;

  beforeEach(() => {
    useProgressStore.setState({ byId: {} }, true);
    api = new FakeApi().succeed('downloads.snapshot', snapshot(1, [], [progress(1, 100)]));
  });

  it('begins where main is, so that a reload shows no empty bars', async () => {
    startProgressMirror(api);
    await expect.poll(() => receivedOf(1)).toBe(100);
  });

  it('prefers an event to a snapshot that was made before it', async () => {
    let answer = () => {};
    api.answer(
      'downloads.snapshot',
      () =>
        new Promise((resolve) => {
          answer = () => resolve(ok(snapshot(1, [], [progress(1, 100), progress(2, 50)])));
        }),
    );
    startProgressMirror(api);
    api.emit('downloads.progress', [progress(1, 300)]);
    answer();
    await expect.poll(() => receivedOf(2)).toBe(50);
    expect(receivedOf(1)).toBe(300);
  });

  it('leaves the entries of others alone, so that their rows do not wake', async () => {
    startProgressMirror(api);
    await expect.poll(() => receivedOf(1)).toBe(100);
    const before = useProgressStore.getState().byId[downloadId(1)];
    api.emit('downloads.progress', [progress(2, 10)]);
    expect(useProgressStore.getState().byId[downloadId(1)]).toBe(before);
  });

  it('forgets a download that was removed or stands still', async () => {
    startProgressMirror(api);
    await expect.poll(() => receivedOf(1)).toBe(100);
    api.emit('downloads.progress', [progress(2, 10), progress(3, 10)]);
    api.emit('downloads.changed', {
      revision: 2,
      upserts: [download(2, { kind: 'paused' }), download(3, { kind: 'transferring' })],
      removed: [downloadId(1)],
    });
    expect([receivedOf(1), receivedOf(2), receivedOf(3)]).toEqual([undefined, undefined, 10]);
  });

  it('hears nothing more once it is ended', () => {
    startProgressMirror(api)();
    expect(api.listenerCount('downloads.progress')).toBe(0);
    expect(api.listenerCount('downloads.changed')).toBe(0);
  });
});
