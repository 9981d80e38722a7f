import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient, GotTransport } from '../../../electron/adapters/http-transport';
import { SqlitePieceBook } from '../../../electron/adapters/piece-book';
import { systemChance, systemClock } from '../../../electron/adapters/system';
import { WorkerTransfers } from '../../../electron/adapters/worker-transfers';
import { parseApiOrigin } from '../../../electron/core/civitai/origins';
import { DIRECT_LINES } from '../../../electron/core/network/routes';
import type { FileLinks, TransferObserver, WantedFile } from '../../../electron/core/ports';
import { CivitaiLinks } from '../../../electron/services/file-links';
import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import { inProject } from '../../../tools/lib/project.mjs';
import { sha256Of } from '../../support/bench';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { temporaryFolder } from '../../support/rig';
import { bundleThreads, threadOf } from '../../support/threads';

const USER_AGENT = 'Civet/0.0.0 (tests)';
const bundle = inProject('out', `threads-${randomUUID()}`);
let script: URL;
let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let transfers: WorkerTransfers;
let reports: unknown[];

beforeAll(async () => {
  script = (await bundleThreads(bundle)).transfers;
  civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
});
afterAll(async () => {
  await civitai.close();
  await rm(bundle, { recursive: true, force: true });
});
beforeEach(async () => {
  civitai.reset();
  reports = [];
  folder = await temporaryFolder('engine');
  transfers = engine(script);
});
afterEach(async () => {
  await transfers.close();
  await folder.remove();
});

function engine(from: URL, links?: FileLinks): WorkerTransfers {
  const parsed = parseApiOrigin(civitai.origin);
  if (!parsed.ok) throw new Error('no origin');
  const api = parsed.value;
  const http = new GotTransport(createHttpClient(api, USER_AGENT));
  return new WorkerTransfers({
    script: from,
    api,
    userAgent: USER_AGENT,
    lines: DIRECT_LINES,
    authorities: () => [],
    databasePath: join(folder.path, 'civet.db'),
    links: links ?? new CivitaiLinks({ api, http, clock: systemClock, token: () => civitai.token }),
    report: (error) => reports.push(error),
  });
}

function wanted(key: keyof Civitai['named'] = 'mainJob'): WantedFile {
  const model = civitai.named[key];
  return {
    id: systemChance.downloadId(),
    versionId: model.versionId,
    fileId: model.fileId,
    fileType: 'Model',
    format: null,
    precision: null,
    canBeProven: true,
    partPath: join(folder.path, 'model.part'),
    fileName: model.fileName,
    totalBytes: null,
    approximateBytes: model.bytes,
    expected: { kind: 'sha256', value: model.sha256 },
    weight: 2,
  };
}

class Watcher implements TransferObserver {
  readonly events: string[] = [];
  receivedBytes = 0;
  durableBytes = 0;
  constructor(private readonly accepting: TransferObserver['onAccepted'] = () => Promise.resolve(ok(null))) {}
  private note(event: string): void {
    if (this.events.at(-1) !== event) this.events.push(event);
  }
  onAccepted: TransferObserver['onAccepted'] = (totalBytes) => {
    this.note(`accepted ${totalBytes}`);
    return this.accepting(totalBytes);
  };
  onReceived = (bytes: number) => {
    this.receivedBytes = bytes;
    this.note('received');
  };
  onDurable = (bytes: number) => {
    this.durableBytes = bytes;
    this.note('durable');
  };
  onComplete = (totalBytes: number) => this.note(`complete ${totalBytes}`);
  onResumable = () => undefined;
}

const never = new AbortController().signal;
const sentBytes = () =>
  civitai.requests.reduce((sum, { origin, sentBytes }) => sum + (origin === 'storage' ? sentBytes : 0), 0);

describe('WorkerTransfers', () => {
  it('fetches, claims and hashes a file in threads of its own', async () => {
    const file = wanted();
    const { bytes, sha256 } = civitai.named.mainJob;
    const watcher = new Watcher();
    const received = await transfers.run(file, watcher, never);
    expect(received).toMatchObject({ ok: true, value: { totalBytes: bytes, hashes: { sha256 } } });
    expect(await sha256Of(file.partPath)).toBe(sha256);
    expect(watcher.events.at(0)).toBe(`accepted ${bytes}`);
    const kept = watcher.events.filter((event) => event !== 'received');
    expect(kept.slice(-2), 'said complete only once it is durable').toEqual(['durable', `complete ${bytes}`]);
    expect(watcher).toMatchObject({ receivedBytes: bytes, durableBytes: bytes });
    const book = new SqlitePieceBook(join(folder.path, 'civet.db'));
    expect(book.totals()).toEqual(new Map([[file.id, bytes]]));
    book.close();
  });

  it('shows the token to Civitai, and never to the storage', async () => {
    const file = wanted('loginRequired');
    expect(await transfers.run(file, new Watcher(), never)).toMatchObject({ ok: true });
    const carriers = civitai.requests.filter((request) => JSON.stringify(request).includes(civitai.token));
    expect(new Set(carriers.map(({ origin }) => origin))).toEqual(new Set(['api']));
    const book = await readFile(join(folder.path, 'civet.db'), 'latin1');
    expect(book, 'nor does the thread write it down').not.toContain(civitai.token);
  });

  it('keeps what came when it is stopped, and goes on from there', async () => {
    const file = wanted();
    civitai.faults.set(file.fileId, { bytesPerSecond: 12_000_000 });
    const stop = new AbortController();
    const watcher = new Watcher();
    const running = transfers.run(file, watcher, stop.signal);
    await expect.poll(() => watcher.receivedBytes).toBeGreaterThan(4_000_000);
    stop.abort();
    expect(await running).toMatchObject({ error: { code: 'input.cancelled' } });
    expect(watcher.durableBytes).toBeGreaterThan(4_000_000);
    const kept = watcher.durableBytes;
    civitai.faults.clear();
    civitai.requests.length = 0;
    expect(await transfers.run(file, new Watcher(), never)).toMatchObject({ ok: true });
    expect(sentBytes()).toBeLessThanOrEqual(civitai.named.mainJob.bytes - kept + 65_536);
  });

  it('does not start what was called off before', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await transfers.run(wanted(), new Watcher(), stop.signal)).toMatchObject({
      error: { code: 'input.cancelled' },
    });
    expect(civitai.requests).toEqual([]);
  });

  it('writes nothing when the one who asked has no room for it', async () => {
    const file = wanted();
    const watcher = new Watcher(() => Promise.resolve(err(failure('disk.full', { path: 'x' }))));
    expect(await transfers.run(file, watcher, never)).toMatchObject({
      error: { code: 'disk.full', params: { path: 'x' } },
    });
    expect((await readFile(file.partPath)).length).toBe(0);
  });

  it('gives up its question for a link when it is stopped', async () => {
    let asked: AbortSignal | null = null;
    transfers = engine(script, {
      resolve: (_file, signal) => {
        asked = signal;
        return new Promise(() => undefined);
      },
      forget: () => undefined,
      urge: () => undefined,
    });
    const stop = new AbortController();
    const running = transfers.run(wanted(), new Watcher(), stop.signal);
    await expect.poll(() => asked).not.toBe(null);
    stop.abort();
    expect(await running).toMatchObject({ error: { code: 'input.cancelled' } });
    await expect.poll(() => asked?.aborted).toBe(true);
  });

  it('passes on that a link is dead, and gets another', async () => {
    const file = wanted();
    civitai.faults.set(file.fileId, { linkTtlMs: 1 });
    const running = transfers.run(file, new Watcher(), never);
    await expect.poll(() => civitai.requests.some(({ origin }) => origin === 'storage')).toBe(true);
    expect(await running).toMatchObject({ error: { code: 'http.rejected' } });
    civitai.faults.clear();
    expect(await transfers.run(file, new Watcher(), never)).toMatchObject({ ok: true });
  });

  it('keeps to the limit that was set before there was a thread', async () => {
    const { bytes } = civitai.named.noHash;
    transfers.tune({ bytesPerSecond: bytes / 2, connectionsPerDownload: 4 });
    const file = { ...wanted('noHash'), expected: null };
    const atMs = performance.now();
    expect(await transfers.run(file, new Watcher(), never)).toMatchObject({ ok: true });
    // A quarter of a second may be saved up.
    expect(performance.now() - atMs).toBeGreaterThan(1_500);
  });

  it('tells everybody when the thread ends, and starts another that goes on', async () => {
    const file = wanted();
    civitai.faults.set(file.fileId, { bytesPerSecond: 8_000_000 });
    const watcher = new Watcher();
    const running = transfers.run(file, watcher, never);
    await expect.poll(() => watcher.receivedBytes).toBeGreaterThan(1_000_000);
    await transfers.close();
    expect(await running).toMatchObject({ error: { code: 'app.engineStopped' } });
    civitai.faults.clear();
    expect(await transfers.run(file, new Watcher(), never)).toMatchObject({ ok: true });
    expect(await sha256Of(file.partPath)).toBe(civitai.named.mainJob.sha256);
  });
});

describe('WorkerTransfers and its thread', () => {
  const hear = (lines: string) =>
    threadOf(
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (message) => { ${lines} });`,
    );

  it('throws what the thread calls a bug, and only in the run that met it', async () => {
    transfers = engine(
      hear(`
        const { kind, run, wanted } = message;
        if (kind !== 'run') return;
        if (wanted.fileName === 'bug') parentPort.postMessage({ kind: 'bug', run, message: 'a broken promise' });
        else setTimeout(() => parentPort.postMessage({ kind: 'ended', run, result: { ok: false, error: { code: 'disk.full' } } }), 50);
      `),
    );
    const sound = transfers.run(wanted(), new Watcher(), never);
    await expect(transfers.run({ ...wanted(), fileName: 'bug' }, new Watcher(), never)).rejects.toThrow(
      'a broken promise',
    );
    expect(await sound).toMatchObject({ error: { code: 'disk.full' } });
  });

  it('reports a thread that throws, and ends its runs', async () => {
    transfers = engine(hear(`if (message.kind === 'run') throw new Error('out of order');`));
    expect(await transfers.run(wanted(), new Watcher(), never)).toMatchObject({
      error: { code: 'app.engineStopped' },
    });
    expect(reports.map(String)).toEqual(['Error: out of order']);
  });

  it('tells a new thread the last limit first', async () => {
    transfers = engine(
      hear(`
        globalThis.heard = [...(globalThis.heard ?? []), message.kind + ' ' + (message.tuning?.bytesPerSecond ?? '')];
        const { run } = message;
        if (message.kind === 'run')
          parentPort.postMessage({ kind: 'ended', run, result: { ok: false, error: { code: 'app.bug', params: { heard: heard.join(', ') } } } });
      `),
    );
    transfers.tune({ bytesPerSecond: 1, connectionsPerDownload: 4 });
    transfers.tune({ bytesPerSecond: 2, connectionsPerDownload: 4 });
    transfers.dropConnections();
    const first = await transfers.run(wanted(), new Watcher(), never);
    expect(first).toMatchObject({ error: { params: { heard: 'tune 2, run ' } } });
    transfers.dropConnections();
    transfers.tune({ bytesPerSecond: 3, connectionsPerDownload: 4 });
    const second = await transfers.run(wanted(), new Watcher(), never);
    expect(second).toMatchObject({
      error: { params: { heard: 'tune 2, run , dropConnections , tune 3, run ' } },
    });
  });

  it('lets somebody who is no download read under the same limit, and tells when nothing is to be had', async () => {
    const wanted = { id: 'new-version', weight: 1, bytes: 1_000_000 };
    const calledOff = new AbortController();
    expect(await transfers.admit({ ...wanted, signal: calledOff.signal })).toBe(1_000_000);
    transfers.tune({ bytesPerSecond: 100_000, connectionsPerDownload: 1 });
    const admitted = await transfers.admit({ ...wanted, signal: calledOff.signal });
    expect(admitted).toBeGreaterThan(0);
    expect(admitted).toBeLessThan(100_000);
    transfers.tune({ bytesPerSecond: 0, connectionsPerDownload: 1 });
    const waiting = transfers.admit({ ...wanted, signal: calledOff.signal });
    calledOff.abort();
    expect(await waiting).toBe(0);
  });
});
