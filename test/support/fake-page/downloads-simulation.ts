import { ranksBetween } from '../../../electron/core/queue/rank';
import { byRank, planMove } from '../../../electron/core/queue/reorder';
import { SortedList } from '../../../electron/core/queue/sorted-list';
import { byTurn } from '../../../renderer/stores/queue-order';
import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { HoldCause } from '../../../shared/download/hold';
import type { DownloadState, DownloadStateKind } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsSnapshot, MoveTarget } from '../../../shared/ipc/contract';
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
  readonly #heldBy: () => HoldCause | null;
  readonly #random = seededRandom(42);
  readonly #received = new Map<DownloadId, number>();
  readonly #ticksInState = new Map<DownloadId, number>();
  #downloads: DownloadView[];
  #revision = 1;

  constructor(
    api: FakeApi,
    downloads: readonly DownloadView[],
    limit: () => number,
    heldBy: () => HoldCause | null,
  ) {
    this.#api = api;
    this.#heldBy = heldBy;
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

  /** Puts the rows in their new places; the others stay where they are. */
  change(ids: readonly DownloadId[], change: (download: DownloadView) => Partial<DownloadView>) {
    const changed = this.#downloads.filter(({ id }) => ids.includes(id));
    const byId = new Map(changed.map((download) => [download.id, { ...download, ...change(download) }]));
    this.#downloads = this.#downloads.map((download) => byId.get(download.id) ?? download);
    this.#publish([...byId.values()], []);
    return ok(null);
  }

  reorder(ids: readonly DownloadId[], to: MoveTarget) {
    const order = new SortedList<DownloadView>(byRank);
    for (const download of this.#downloads) if (download.state.kind !== 'completed') order.add(download);
    const target = 'id' in to ? this.#downloads.find(({ id }) => id === to.id) : undefined;
    const destination = 'id' in to ? target && { kind: to.kind, target } : to;
    const moving = this.#downloads.filter(({ id }) => ids.includes(id));
    const plan = destination === undefined ? null : planMove(order, moving, destination);
    const ranks = new Map(plan?.map(({ member, rank }) => [member.id, rank]));
    return this.change([...ranks.keys()], ({ id, rank }) => ({ rank: ranks.get(id) ?? rank }));
  }

  smallestFirst() {
    const open = this.#downloads.filter(({ state }) => state.kind !== 'completed');
    const left = ({ totalBytes, durableBytes }: DownloadView) =>
      (totalBytes ?? Number.POSITIVE_INFINITY) - durableBytes;
    const ids = open.toSorted((a, b) => left(a) - left(b)).map(({ id }) => id);
    const ranks = ranksBetween(ids.length, null, null);
    return this.change(ids, ({ id, rank }) => ({ rank: ranks[ids.indexOf(id)] ?? rank }));
  }

  clearDone() {
    const ids = this.#downloads.filter(({ state }) => state.kind === 'completed').map(({ id }) => id);
    this.change(ids, () => ({ isListed: false }));
    return ok(ids.length);
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
      .map(({ id, modelId, durableBytes, totalBytes }) => {
        const receivedBytes = this.#received.get(id) ?? durableBytes;
        const bytesPerSecond = (14 + (Number.parseInt(id.slice(-2), 16) % 5) * 9 + this.#random() * 6) * 1e6;
        const remainingMs =
          totalBytes === null ? null : ((totalBytes - receivedBytes) / bytesPerSecond) * 1000;
        // One of them has a line that fell silent, so that its words can be seen.
        const silentMs = modelId % 5 === 0 ? ((Date.now() / 1000) % 40) * 1000 : 0;
        const connections = 1 + (modelId % 4);
        return {
          id,
          receivedBytes,
          totalBytes,
          bytesPerSecond,
          remainingMs,
          connections,
          silentMs,
          canResume: modelId % 7 !== 0,
        };
      });
  }

  #tick(): void {
    for (const download of [...this.#downloads]) this.#step(download);
    const running = this.#downloads.filter(({ state }) => active.has(state.kind)).length;
    const next = this.#downloads.filter(({ state }) => state.kind === 'queued').toSorted(byTurn)[0];
    const isHeld = this.#heldBy() !== null;
    if (next && !isHeld && running < this.#limit()) this.move(next.id, { kind: 'probing' });
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
