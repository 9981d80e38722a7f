import type { DownloadTarget } from '../../../shared/download/download';
import type { Verification } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import { judgeHashes, strongestPublished } from '../../core/download/verify';
import type { FileMeasuring } from '../../core/hashing-ports';
import type { Clock, DownloadRecord, Places, PublishedFiles } from '../../core/ports';

/** Civitai scans a new file within hours. */
const FIRST_LOOK_MS = 10 * 60_000;
const LOOK_MS = 6 * 3_600_000;
/** What has no hash after so long will hardly get one. */
const LONGEST_HOPE_MS = 30 * 86_400_000;

export interface LateProofsNeeds {
  readonly clock: Clock;
  readonly published: PublishedFiles;
  readonly measuring: FileMeasuring;
  readonly places: Pick<Places, 'join'>;
  /** All that are placed. */
  readonly placed: () => readonly DownloadRecord[];
  readonly record: (id: DownloadId) => DownloadRecord | undefined;
  readonly save: (record: DownloadRecord, facts: Partial<DownloadRecord>) => void;
}

/**
 * Asks a few times a day for the hashes that Civitai did not publish when files were placed, and proves
 * those files then. What was measured at the time is compared; the file is read again only for other kinds.
 */
export class LateProofs {
  private callOff: (() => void) | null = null;
  private readonly ending = new AbortController();

  constructor(private readonly needs: LateProofsNeeds) {}

  /** To be called at the start, and whenever something was placed without a proof. */
  arm(): void {
    if (this.callOff !== null || this.ending.signal.aborted || this.hopeful().length === 0) return;
    this.wait(FIRST_LOOK_MS);
  }

  stop(): void {
    this.ending.abort();
    this.callOff?.();
  }

  private wait(delayMs: number): void {
    this.callOff = this.needs.clock.after(delayMs, () => void this.lookAll());
  }

  private async lookAll(): Promise<void> {
    for (const record of this.hopeful()) {
      const fresh = await this.needs.published.look(record.target);
      if (this.ending.signal.aborted) return;
      // Without a network, or without Civitai, the others would fare no better.
      if (!fresh.ok) break;
      if (strongestPublished(fresh.value.hashes) !== null) await this.prove(record, fresh.value);
    }
    this.callOff = null;
    if (!this.ending.signal.aborted && this.hopeful().length > 0) this.wait(LOOK_MS);
  }

  private async prove(record: DownloadRecord, fresh: DownloadTarget): Promise<void> {
    const { state } = record;
    const by = strongestPublished(fresh.hashes);
    if (state.kind !== 'completed' || by === null) return;
    const { sha256 } = state.verification;
    const path = this.needs.places.join(record.folder, state.finalName);
    const isKnown = by === 'sha256' || by === 'autoV2';
    const measured = isKnown
      ? { sha256, autoV2: sha256.slice(0, 10) }
      : await this.measureAgain(path, record, by, sha256);
    const current = this.needs.record(record.id);
    if (measured === null || current === undefined || this.ending.signal.aborted) return;
    const verdict = judgeHashes(fresh.hashes, measured);
    const facts = { target: { ...current.target, hashes: fresh.hashes } };
    const verification: Verification = verdict.ok
      ? verdict.value
      : { kind: 'unverified', sha256, isRefuted: true };
    this.needs.save(current, { ...facts, state: { ...state, verification } });
  }

  /** Null when the file has gone, or is not the one that was placed. */
  private async measureAgain(
    path: string,
    { totalBytes }: DownloadRecord,
    by: NonNullable<ReturnType<typeof strongestPublished>>,
    sha256: string,
  ) {
    if (totalBytes === null) return null;
    const measured = await this.needs.measuring.measure(path, totalBytes, by, this.ending.signal);
    return measured.ok && measured.value.sha256 === sha256 ? measured.value : null;
  }

  private hopeful(): readonly DownloadRecord[] {
    const sinceMs = this.needs.clock.nowMs() - LONGEST_HOPE_MS;
    return this.needs
      .placed()
      .filter(
        ({ state, target }) =>
          state.kind === 'completed' &&
          state.verification.kind === 'unverified' &&
          state.atMs > sinceMs &&
          strongestPublished(target.hashes) === null,
      );
  }
}
