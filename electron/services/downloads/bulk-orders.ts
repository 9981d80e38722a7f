import type { DownloadStateKind } from '../../../shared/download/state';
import { type Failure, type FailureCode, ruleOf } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { ok, type Result } from '../../../shared/result';
import type { DownloadRecord, Transfers } from '../../core/ports';
import { isDoubtful } from './record-facts';
import type { RetryPlans } from './retry-plans';
import type { StateWriter } from './state-writer';

const PAUSES: ReadonlySet<FailureCode> = new Set(['http.rateLimited', 'http.busy', 'http.serverError']);

export interface BulkOrdersNeeds {
  readonly writer: StateWriter;
  readonly retries: RetryPlans;
  readonly transfers: Pick<Transfers, 'urge'>;
  /** Those of them that are not being taken off the list. */
  readonly present: (ids: readonly DownloadId[]) => readonly DownloadRecord[];
}

/** What concerns every download of a kind: one transaction and one delta, however many there are. */
export class BulkOrders {
  constructor(private readonly needs: BulkOrdersNeeds) {}

  /** @returns the ones that were left out, because Civitai is to be asked first what their files are now */
  retryAllFailed(): readonly DownloadId[] {
    const failed = this.ofKind('failed');
    this.urge(failed);
    this.retry(failed.filter((record) => !isDoubtful(record)));
    return failed.filter(isDoubtful).map(({ id }) => id);
  }

  /** The hosts that these wait for are asked at once; whom nobody waits for is left in peace. */
  urge(records: readonly DownloadRecord[]): void {
    const hosts = new Set(records.flatMap(hostWaitedFor));
    for (const host of hosts) this.needs.transfers.urge(host);
  }

  /** Somebody has signed in: what only waited for that goes on. */
  retryAfterLogin(): void {
    this.retryWhat('passesWithLogin');
  }

  /** The net is reached by another way: what the old one kept goes on. */
  noteNewRoute(): void {
    this.retryWhat('passesWithRoute');
    this.wakeNetworkWaiters();
  }

  pauseAll(): void {
    const records = this.ofKind('queued', 'probing', 'transferring', 'verifying', 'waiting');
    this.needs.writer.applyAll(records.map((record) => ({ record, event: { kind: 'pause' } })));
  }

  resumeAll(): void {
    const records = this.ofKind('paused');
    this.needs.writer.applyAll(records.map((record) => ({ record, event: { kind: 'resume' } })));
  }

  wakeNetworkWaiters(): void {
    const waiting = this.ofKind('waiting').filter(
      ({ state }) => state.kind === 'waiting' && ruleOf(state.cause.code).passesWithNetwork === true,
    );
    const facts = { failedAttempts: 0 };
    this.needs.writer.applyAll(waiting.map((record) => ({ record, event: { kind: 'wake' }, facts })));
  }

  clearDone(): Result<number, Failure> {
    const done = this.ofKind('completed').filter(({ isListed }) => isListed);
    const saved = this.needs.writer.rearrange(done.map((record) => ({ ...record, isListed: false })));
    return saved.ok ? ok(done.length) : saved;
  }

  private retryWhat(passes: 'passesWithLogin' | 'passesWithRoute'): void {
    this.retry(
      this.ofKind('failed').filter(
        ({ state }) => state.kind === 'failed' && ruleOf(state.cause.code)[passes] === true,
      ),
    );
  }

  private retry(records: readonly DownloadRecord[]): void {
    const { writer, retries } = this.needs;
    writer.applyAll(
      records.map((record) => ({ record, event: { kind: 'retry' }, facts: retries.facts(record) })),
    );
  }

  private ofKind(...kinds: readonly DownloadStateKind[]): readonly DownloadRecord[] {
    const { index } = this.needs.writer.records;
    return kinds.flatMap((kind) => this.needs.present(index.ofKind(kind)));
  }
}

/** The host whose pause or silence keeps a download; null is the one that knows the links. */
function hostWaitedFor({ state }: DownloadRecord): readonly (string | null)[] {
  if (state.kind !== 'waiting' && state.kind !== 'failed') return [];
  const { code, params } = state.cause;
  if (!code.startsWith('network.') && !PAUSES.has(code)) return [];
  return [typeof params.host === 'string' ? params.host : null];
}
