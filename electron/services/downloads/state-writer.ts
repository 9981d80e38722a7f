import type { MaturityLevel } from '../../../shared/civitai/model';
import type { HoldCause } from '../../../shared/download/hold';
import type { DownloadEvent } from '../../../shared/download/state';
import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsDelta } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import { accepts, step } from '../../core/download/machine';
import type { Chance, Clock, DownloadRecord, Journal, PictureBook } from '../../core/ports';
import { Endings } from './endings';
import { RecordBook } from './record-book';
import { viewOf } from './view';

export interface StateWriterNeeds {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly journal: Journal;
  readonly pictures: PictureBook;
  /** Pictures above this level are not shown. */
  readonly maturity: () => MaturityLevel;
  readonly publish: (delta: DownloadsDelta) => void;
}

/** What follows from a change once it is on disk. */
export interface StateEffects {
  /** Called for each change. @param isRefused the journal did not take it, so its run must end */
  changed(saved: DownloadRecord, before: DownloadRecord, isRefused: boolean): void;
  /** Called once after changes that belong together. */
  settled(): void;
  heldBy(id: DownloadId): HoldCause | null;
}

export interface Change {
  readonly record: DownloadRecord;
  readonly event: DownloadEvent;
  readonly facts?: Partial<DownloadRecord>;
}

/**
 * The only writer of downloads and their states: `step`, then the journal, then effects, then the page.
 */
export class StateWriter {
  readonly records: RecordBook;
  private readonly endings = new Endings();
  private revision = 0;

  constructor(
    private readonly needs: StateWriterNeeds,
    private readonly effects: StateEffects,
  ) {
    this.records = new RecordBook(needs.journal, needs.clock);
  }

  /** @throws when the event is not one of this state's; ask `accepts` before */
  apply(record: DownloadRecord, event: DownloadEvent, facts: Partial<DownloadRecord> = {}): DownloadRecord {
    const { record: saved, isRefused } = this.records.save(this.after({ record, event, facts }));
    this.effects.changed(saved, record, isRefused);
    this.effects.settled();
    this.publish([saved], []);
    return saved;
  }

  /** The same for many, in one transaction. Those whose state does not accept the event stay as they are. */
  applyAll(changes: readonly Change[]): void {
    const possible = changes.filter(({ record, event }) => accepts(record.state.kind, event.kind));
    const wanted = possible.map((change) => this.after(change));
    // A journal that refuses them all is asked for each: what cannot be written must not run on.
    const isWhole = this.records.saveAll(wanted).ok;
    const saved = wanted.map((record) =>
      isWhole ? { record, isRefused: false } : this.records.save(record),
    );
    for (const [at, { record, isRefused }] of saved.entries()) {
      this.effects.changed(record, possible[at]?.record ?? record, isRefused);
    }
    if (saved.length === 0) return;
    this.effects.settled();
    this.publish(
      saved.map(({ record }) => record),
      [],
    );
  }

  /** A user's command, where it is possible now. */
  command(id: DownloadId, event: DownloadEvent, facts: Partial<DownloadRecord> = {}): Result<null, Failure> {
    const record = this.records.get(id);
    if (record === undefined) return err(failure('input.unknownDownload'));
    if (!accepts(record.state.kind, event.kind)) return err(failure('input.notPossibleNow'));
    this.apply(record, event, facts);
    return ok(null);
  }

  /** Writes facts down without a change of state. */
  note(record: DownloadRecord, facts: Partial<DownloadRecord>): DownloadRecord {
    const { record: saved, isRefused } = this.records.save({ ...record, ...facts });
    if (isRefused) this.effects.changed(saved, record, isRefused);
    this.publish([saved], []);
    return saved;
  }

  /** Remembers and shows what another book holds on disk. */
  remember(record: DownloadRecord): void {
    this.rememberAll([record]);
  }

  /** The same for many, and for what is found out anew after a start. */
  rememberAll(records: readonly DownloadRecord[]): void {
    if (records.length === 0) return;
    for (const record of records) this.records.keep(record);
    this.publish(records, []);
  }

  /** Changes of the user's that are no change of state: all of them happen, or none does. */
  rearrange(changed: readonly DownloadRecord[]): Result<null, Failure> {
    if (changed.length === 0) return ok(null);
    const saved = this.records.saveAll(changed);
    if (!saved.ok) return saved;
    this.publish(changed, []);
    this.effects.settled();
    return ok(null);
  }

  publish(changed: readonly DownloadRecord[], removed: readonly DownloadId[]): void {
    this.revision += 1;
    this.needs.publish({ revision: this.revision, upserts: this.views(changed), removed });
  }

  snapshot(): Omit<DownloadsDelta, 'removed'> {
    return { revision: this.revision, upserts: this.views(this.records.all()) };
  }

  private views(records: readonly DownloadRecord[]): DownloadsDelta['upserts'] {
    const maturity = this.needs.maturity();
    return records.map((record) => ({
      ...viewOf(record, this.needs.pictures, maturity),
      heldBy: record.state.kind === 'queued' ? this.effects.heldBy(record.id) : null,
    }));
  }

  private after({ record, event, facts = {} }: Change): DownloadRecord {
    const known = { ...record, ...facts };
    const nowMs = this.needs.clock.nowMs();
    const next = step(record.state, event, {
      nowMs,
      failedAttempts: known.failedAttempts,
      repeats: event.kind === 'fail' ? this.endings.note(known, event.cause) : 0,
      random: this.needs.chance.fraction(),
    });
    if (!next.ok) throw new Error(`A download cannot ${next.error.event} while ${next.error.from}.`);
    const state = next.value;
    return {
      ...known,
      state,
      // What waits for a cause to go is nobody's failed try.
      failedAttempts:
        state.kind === 'waiting' && state.untilMs !== null ? state.attempt : known.failedAttempts,
      queuedAtMs: state.kind === 'queued' ? nowMs : known.queuedAtMs,
      startedAtMs: event.kind === 'start' ? nowMs : known.startedAtMs,
    };
  }
}
