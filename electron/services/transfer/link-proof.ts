import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { FileLink } from '../../core/ports';
import { acceptStorageHead } from '../../core/segments/accept';
import type { Lease } from '../../core/segments/piece-map';
import type { EngineNeeds, FileContext } from './file-context';
import { noteHonoured, openedRun, refusalOf } from './opened-run';
import { RunBody } from './run-body';
import { followToStorage } from './storage-line';

/** A few bytes that take longer than this say nothing good of a connection. */
const LONGEST_MS = 15_000;
/** Where there is nothing else to do meanwhile, a head that is slow to come is waited for. */
const LONGEST_FIRST_MS = 45_000;
/** Bytes on disk that are asked for again and compared, while a link is not proven yet. */
const OVERLAP_BYTES = 64 * 1024;

/**
 * Sees to it that nothing of a link is written before some of its bytes were compared with bytes on disk
 * that did not come from it: the only check that catches another file of the same size (transfer notes, P6).
 */
export class LinkProof {
  /** Comparisons that are under way, by link. */
  private readonly running = new Map<string, Promise<Result<null, Failure>>>();
  /** Links whose few bytes did not come. */
  private readonly late = new Set<string>();

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
    /** Nobody wants anything any more. */
    private readonly stop: AbortSignal,
  ) {}

  /** From where on a run that begins at `position` is asked for, so that it proves itself if it can. */
  firstWanted(link: FileLink, position: number): number {
    const { proven, map } = this.file;
    return proven.has(link.url) ? position : map.writtenBefore(position, OVERLAP_BYTES);
  }

  /**
   * Asks for a few bytes of their own when a run that begins at `position` has nothing to compare.
   *
   * @param isPrecious the link may be good for one answer only, so none is spent on a comparison
   */
  async prove(link: FileLink, position: number, isPrecious: boolean): Promise<Result<null, Failure>> {
    const { map, proven } = this.file;
    const isOwnProof = this.firstWanted(link, position) < position;
    if (isOwnProof || proven.has(link.url) || map.writtenBytes === 0) return ok(null);
    // Whoever works at the frontier compares for itself.
    const mayWait = isPrecious || this.late.has(link.url);
    if (mayWait && map.frontier > 0)
      return err(failure('http.rateLimited', { host: new URL(link.url).host }));
    const running = this.running.get(link.url);
    if (running !== undefined) return running;
    const proof = this.compareInTime(link).finally(() => this.running.delete(link.url));
    this.running.set(link.url, proof);
    return proof;
  }

  /** Everybody waits for it, so it must not drip. */
  private async compareInTime(link: FileLink): Promise<Result<null, Failure>> {
    const controller = new AbortController();
    const end = () => controller.abort();
    const hasFrontier = this.file.map.frontier > 0;
    let isLate = false;
    const callOff = this.needs.clock.after(hasFrontier ? LONGEST_MS : LONGEST_FIRST_MS, () => {
      isLate = true;
      end();
    });
    this.stop.addEventListener('abort', end, { once: true });
    try {
      const compared = await this.compare(link, controller.signal);
      if (!isLate) return compared;
      this.late.add(link.url);
      const { host } = new URL(link.url);
      // Without a frontier nobody can go on in another way, so it is a failure like others.
      return err(hasFrontier ? failure('http.rateLimited', { host }) : failure('network.timeout', { host }));
    } finally {
      callOff();
      this.stop.removeEventListener('abort', end);
    }
  }

  private async compare(link: FileLink, signal: AbortSignal): Promise<Result<null, Failure>> {
    const { map, validators } = this.file;
    const { clock } = this.needs;
    const first = map.allWritten()[0];
    if (first === undefined) return ok(null);
    const end = map.frontier > 0 ? map.frontier : first.start + first.bytes;
    const from = map.writtenBefore(end, OVERLAP_BYTES);
    const askedAtMs = clock.steadyMs();
    const answered = await followToStorage(this.needs, link.url, { from, end }, validators, signal);
    if (!answered.ok) return answered;
    const { answer } = answered.value;
    if (answer.status === 416) {
      answer.discard();
      return err(failure('http.badAnswer', { status: 416 }));
    }
    if (answer.status !== 200 && answer.status !== 206) {
      return err(await refusalOf(answer, clock.nowMs()));
    }
    const head = acceptStorageHead(answer, { start: from, end, totalBytes: map.totalBytes });
    // The whole file where a few bytes were asked for: the run that follows gets the same, and judges it.
    if (!head.ok || head.value.kind === 'whole') {
      answer.discard();
      return head.ok ? ok(null) : head;
    }
    noteHonoured(this.file, link, clock.steadyMs());
    const run = openedRun(answered.value, head.value, link, clock.steadyMs() - askedAtMs);
    const compared = await this.body(run, end).takeAll(signal);
    run.end(null);
    return compared.ok ? ok(null) : compared;
  }

  /** Compares all it gets: nothing in front of its lease is written. */
  private body(run: ReturnType<typeof openedRun>, end: number): RunBody {
    const nothing = () => undefined;
    const written: Lease = { start: end, end, position: end, reach: end };
    return new RunBody(this.needs, this.file, run, written, {
      onProven: () => Promise.resolve(ok(null)),
      onWanted: nothing,
      onReceived: nothing,
      onWritten: nothing,
      onRemaining: nothing,
    });
  }
}
