import { appendFile, mkdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type LibraryRig, writeModel } from '../../support/library-rig';
import { libraryRoom } from '../../support/library-room';

const room = libraryRoom();
const { inModels, start, restart } = room;
/** Long to read, and nothing on disk. */
const BIG_BYTES = 160 * 2 ** 20;

describe('a sidecar', () => {
  const info = (change: object = {}) => {
    const { mainJob } = room.civitai.named;
    const file = { name: 'a.safetensors', hashes: { SHA256: mainJob.sha256 } };
    const { versionId: id, modelId } = mainJob;
    return JSON.stringify({ id, modelId, model: { name: 'As the sidecar says' }, files: [file], ...change });
  };

  it('is not believed any longer than until the file was read', async () => {
    await writeModel(room.civitai, 'checkpoint', inModels('a.safetensors'));
    await writeFile(inModels('a.civitai.info'), info());
    const rig = start();
    await rig.scan();
    // The sidecar is of another file.
    expect(rig.file('a.safetensors')).toMatchObject({
      standing: 'known',
      modelName: room.civitai.named.checkpoint.modelName,
    });
  });

  it('that nobody can read, or that says nothing, does no harm', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await writeFile(inModels('a.civitai.info'), '{"id": "x", "files": [null, 7, {"hashes": 3}]');
    await writeFile(inModels('a.metadata.json'), '[]');
    await writeFile(inModels('a.cm-info.json'), '{"Hashes": {"SHA256": "../../etc"}}');
    await mkdir(inModels('a.json'));
    const rig = start();
    const status = await rig.scan();
    expect(status.problemCount).toBe(0);
    expect(rig.file('a.safetensors').standing).toBe('known');
  });
});

describe('pausing', () => {
  const bigFile = async () => {
    await writeFile(inModels('big.safetensors'), '');
    await truncate(inModels('big.safetensors'), BIG_BYTES);
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
  };
  const reading = (rig: LibraryRig) => {
    const { scan } = rig.library.status();
    return scan.kind === 'reading' ? scan : null;
  };

  it('stands still in the middle of a file, and goes on from there', async () => {
    await bigFile();
    const rig = start({ width: 1 });
    await rig.library.start();
    rig.library.scanNow();
    await expect.poll(() => reading(rig)?.readCount, { interval: 1 }).toBe(1);
    rig.library.pause();
    expect(rig.threads.readBytes()).toBeLessThan(BIG_BYTES);
    expect(rig.library.status().isPaused).toBe(true);
    rig.library.scanNow();
    await rig.rests();
    expect(rig.file('big.safetensors').standing).toBe('unknown');
    expect(rig.threads.readBytes()).toBe(BIG_BYTES + room.civitai.named.mainJob.bytes);
  });

  it('lasts over a restart, and what was read by then is not read again', async () => {
    await bigFile();
    const rig = start({ width: 1 });
    await rig.library.start();
    rig.library.scanNow();
    await expect.poll(() => reading(rig)?.readCount, { interval: 1 }).toBe(1);
    rig.library.pause();
    const { readAtMs } = rig.file('a.safetensors');
    expect(readAtMs).not.toBeNull();
    const later = await restart({ width: 1 });
    await later.library.start();
    expect(later.library.status()).toMatchObject({ isPaused: true, scan: { kind: 'idle' } });
    await rm(inModels('big.safetensors'));
    later.library.scanNow();
    await later.rests();
    expect(later.file('a.safetensors')).toMatchObject({ readAtMs, standing: 'known' });
  });
});

describe('quitting', () => {
  it('in the middle of a file ends without a trace of trouble', async () => {
    await writeFile(inModels('big.safetensors'), '');
    await truncate(inModels('big.safetensors'), BIG_BYTES);
    const rig = start({ width: 1 });
    await rig.library.start();
    rig.library.scanNow();
    await expect.poll(() => rig.threads.readBytes(), { interval: 1 }).toBeGreaterThan(0);
    await rig.library.stop();
    expect(rig.library.isScanning()).toBe(false);
    expect(rig.bugs).toEqual([]);
  });

  it('waits for no answer of a service that is silent', async () => {
    await writeFile(inModels('a.safetensors'), 'a');
    let asked = 0;
    const silent = createServer(() => {
      asked += 1;
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('It has no port.');
    const rig = start({ origin: `http://127.0.0.1:${address.port}` });
    await rig.library.start();
    rig.library.scanNow();
    await expect.poll(() => asked, { interval: 5 }).toBe(1);
    await rig.library.stop();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    // Now the question fails, and nobody writes that down any more.
    await new Promise((resolve) => setImmediate(resolve));
    expect(rig.bugs).toEqual([]);
  });
});

describe('a file that is written to while it is read', () => {
  /** Begins to read, and waits until some of it was read. */
  async function begin(path: string) {
    await writeFile(path, '');
    await truncate(path, BIG_BYTES);
    const { threads } = start({ width: 1 });
    const reading = threads.read(path, new AbortController().signal);
    await expect.poll(() => threads.readBytes(), { interval: 1 }).toBeGreaterThan(0);
    threads.setPaused(true);
    expect(threads.readBytes()).toBeLessThan(BIG_BYTES);
    return { threads, reading };
  }

  it.each<[string, (path: string) => Promise<void>]>([
    ['has grown', (path) => appendFile(path, 'more')],
    ['has other bytes and another date', (path) => utimes(path, 1_700_000_000, 1_700_000_000)],
    [
      'was replaced by another one',
      async (path) => {
        await writeFile(`${path}.new`, 'new');
        await rename(`${path}.new`, path);
      },
    ],
    ['was deleted', (path) => rm(path)],
  ])('is not taken for what it was when it %s', async (_what, change) => {
    const path = inModels('big.safetensors');
    const { threads, reading } = await begin(path);
    await change(path);
    threads.setPaused(false);
    expect(await reading).toEqual({ ok: true, value: { kind: 'changed' } });
  });

  it('is measured when nobody touches it', async () => {
    const { threads, reading } = await begin(inModels('big.safetensors'));
    threads.setPaused(false);
    expect(await reading).toMatchObject({ ok: true, value: { kind: 'read' } });
  });
});
