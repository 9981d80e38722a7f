import type { HoldCause } from '../../../shared/download/hold';
import type { DownloadId } from '../../../shared/ids';
import { accepts } from '../../core/download/machine';
import type { Chance, Clock, DownloadRecord, Transfers } from '../../core/ports';
import { Holds } from './holds';
import type { RunBoard } from './run-board';
import type { StateWriter } from './state-writer';

/** After a sleep the network needs a moment; not everybody comes back in the same instant. */
const WAKE_PAUSE_MS = 3_000;
const WAKE_JITTER_MS = 2_000;
/** So long after a sleep was announced, with the clock going on, there was none. */
const NO_SLEEP_MS = 60_000;

export interface HoldBoardNeeds {
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'fraction'>;
  readonly transfers: Pick<Transfers, 'dropConnections'>;
  readonly writer: StateWriter;
  readonly runs: RunBoard;
  /** Those of them that are not being taken off the list. */
  readonly present: (ids: readonly DownloadId[]) => readonly DownloadRecord[];
  readonly onHeld: (cause: HoldCause | null) => void;
  readonly onChanged: () => void;
  /** The machine woke up, and the network has had its moment. */
  readonly onAwake: () => void;
}

/** What keeps all downloads from fetching for a while: the user's wishes about power and line, and sleep. */
export class HoldBoard {
  private readonly holds = new Holds();
  private callOffWake = () => {};

  constructor(private readonly needs: HoldBoardNeeds) {}

  get cause(): HoldCause | null {
    return this.holds.cause;
  }

  of(id: DownloadId): HoldCause | null {
    return this.holds.of(id);
  }

  set(cause: HoldCause, isOn: boolean): void {
    if (!this.holds.set(cause, isOn)) return;
    if (this.holds.cause !== null) this.holdRuns();
    const affected = this.needs.present(this.holds.affected());
    if (affected.length > 0) this.needs.writer.publish(affected, []);
    this.needs.onHeld(this.holds.cause);
    this.needs.onChanged();
  }

  async onSleep(): Promise<void> {
    const { runs } = this.needs;
    this.callOffWake();
    this.callOffWake = this.needs.clock.after(NO_SLEEP_MS, () => this.onWake());
    this.set('sleep', true);
    const fetching = this.needs.present(runs.ids).filter(({ state }) => state.kind !== 'verifying');
    await Promise.all(fetching.map(({ id }) => runs.ended(id)));
  }

  onWake(): void {
    this.callOffWake();
    this.set('sleep', true);
    this.needs.transfers.dropConnections();
    const pauseMs = WAKE_PAUSE_MS + this.needs.chance.fraction() * WAKE_JITTER_MS;
    this.callOffWake = this.needs.clock.after(pauseMs, () => {
      this.set('sleep', false);
      this.needs.onAwake();
    });
  }

  stop(): void {
    this.callOffWake();
  }

  /** It only hashed when all was held, but has to fetch something again. */
  holdBack(record: DownloadRecord): void {
    this.holds.remember(record.id);
    this.needs.writer.apply(record, { kind: 'hold' });
  }

  private holdRuns(): void {
    const running = this.needs.present(this.needs.runs.ids).filter(({ state }) => state.kind !== 'verifying');
    for (const record of running) {
      if (record.state.kind === 'queued') this.needs.runs.callOff(record.id);
      else if (accepts(record.state.kind, 'hold')) this.holds.remember(record.id);
    }
    this.needs.writer.applyAll(running.map((record) => ({ record, event: { kind: 'hold' } })));
  }
}
