import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { DownloadState, DownloadStateKind } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsSnapshot } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import { hex, seededRandom } from './fixtures/random';

const tickMs = 250;
const active: ReadonlySet<DownloadStateKind> = new Set([
  'probing',
  'transferring',
  'verifying',
  'finalizing',
]);

/** Downloads that move as real ones do, without a network: what is seen, not what is done. */
export class DownloadsSimulation {
  readonly #api: FakeApi;
  readonly #limit: () => number;
  readonly #random = seededRandom(42);
  readonly #received = new Map<DownloadId, number>();
  readonly #ticksInState = new Map<DownloadId, number>();
  #downloads: DownloadView[];
  #revision = 1;

  constructor(api: FakeApi, downloads: readonly DownloadView[], limit: () => number) {
    this.#api = api;
    this.#downloads = [...downloads];
    this.#limit = limit;
  }

  all(): readonly DownloadView[] {
    return this.#downloads;
  }

  snapshot(): DownloadsSnapshot {
    return { revision: this.#revision, downloads: this.#downloads, progress: this.#progress() };
  }

  start(): void {
    setInterval(() => this.#tick(), tickMs);
  }

  add(download: DownloadView): void {
    this.#downloads.push(download);
    this.#publish([download], []);
  }

  remove(id: DownloadId) {
    this.#downloads = this.#downloads.filter((download) => download.id !== id);
    this.#publish([], [id]);
    return ok(null);
  }

  move(id: DownloadId, state: DownloadState, change: Partial<DownloadView> = {}) {
    const at = this.#downloads.findIndex((download) => download.id === id);
    const download = this.#downloads[at];
    if (!download) return ok(null);
    const moved = { ...download, ...change, state };
    this.#downloads[at] = moved;
    this.#ticksInState.set(id, 0);
    this.#publish([moved], []);
    return ok(null);
  }

  moveAll(from: readonly DownloadStateKind[], to: 'paused' | 'queued') {
    for (const { id, state } of [...this.#downloads]) {
      if (from.includes(state.kind)) this.move(id, { kind: to });
    }
    return ok(null);
  }

  #publish(upserts: readonly DownloadView[], removed: readonly DownloadId[]): void {
    this.#revision += 1;
    this.#api.emit('downloads.changed', { revision: this.#revision, upserts, removed });
  }

  #progress(): readonly DownloadProgress[] {
    return this.#downloads
      .filter(({ state }) => state.kind === 'transferring')
      .map(({ id, durableBytes, totalBytes }) => {
        const receivedBytes = this.#received.get(id) ?? durableBytes;
        const bytesPerSecond = (14 + (Number.parseInt(id.slice(-2), 16) % 5) * 9 + this.#random() * 6) * 1e6;
        const remainingMs =
          totalBytes === null ? null : ((totalBytes - receivedBytes) / bytesPerSecond) * 1000;
        return { id, receivedBytes, totalBytes, bytesPerSecond, remainingMs, connections: 4, silentMs: 0 };
      });
  }

  #tick(): void {
    for (const download of [...this.#downloads]) this.#step(download);
    const running = this.#downloads.filter(({ state }) => active.has(state.kind)).length;
    const next = this.#downloads.find(({ state }) => state.kind === 'queued');
    if (next && running < this.#limit()) this.move(next.id, { kind: 'probing' });
    const progress = this.#progress();
    if (progress.length > 0) this.#api.emit('downloads.progress', progress);
  }

  #step(download: DownloadView): void {
    const { id, state, totalBytes } = download;
    const ticks = (this.#ticksInState.get(id) ?? 0) + 1;
    this.#ticksInState.set(id, ticks);
    switch (state.kind) {
      case 'probing':
        if (ticks > 6) this.move(id, { kind: 'transferring' });
        return;
      case 'transferring':
        this.#receive(download, ticks);
        return;
      case 'verifying': {
        const verification = download.hasPublishedHash
          ? { kind: 'verified' as const, by: 'sha256' as const, sha256: hex(this.#random, 64) }
          : { kind: 'unverified' as const, sha256: hex(this.#random, 64) };
        if (ticks > 24) this.move(id, { kind: 'finalizing', verification, finalName: download.fileName });
        return;
      }
      case 'finalizing':
        if (ticks > 4)
          this.move(id, { ...state, kind: 'completed', atMs: Date.now() }, { durableBytes: totalBytes ?? 0 });
    }
  }

  /** Bytes are certain only every fourth second, so that the bar shows what is not. */
  #receive(download: DownloadView, ticks: number): void {
    const { id, totalBytes, durableBytes } = download;
    const step = (14 + (Number.parseInt(id.slice(-2), 16) % 5) * 9) * 1e6 * (tickMs / 1000) * 4;
    const received = Math.min(
      totalBytes ?? Number.POSITIVE_INFINITY,
      (this.#received.get(id) ?? durableBytes) + step,
    );
    this.#received.set(id, received);
    if (totalBytes !== null && received >= totalBytes) {
      this.move(id, { kind: 'verifying' }, { durableBytes: totalBytes });
      return;
    }
    if (ticks % 16 !== 0) return;
    const at = this.#downloads.findIndex((each) => each.id === id);
    this.#downloads[at] = { ...download, durableBytes: received };
    this.#publish([this.#downloads[at]], []);
  }
}
