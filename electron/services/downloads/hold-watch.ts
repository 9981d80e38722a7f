import type { HoldCause } from '../../../shared/download/hold';
import type { Settings } from '../../../shared/settings/schema';
import type { Clock } from '../../core/ports';

/** Not every system tells when this changes, and asking may start a program. */
const LOOK_MS = 30_000;

export interface HoldWatchNeeds {
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'pauseOnBattery' | 'pauseOnMetered'>;
  /** Null where the system does not tell. */
  readonly isOnBattery: () => Promise<boolean | null>;
  readonly isMetered: () => Promise<boolean | null>;
  readonly setHeld: (cause: HoldCause, isOn: boolean) => void;
}

/** Holds downloads on battery and on a metered line, where the user wants that and the system tells. */
export class HoldWatch {
  private callOff: (() => void) | null = null;
  private isStopped = false;
  /** An answer that comes late must not undo what a later look has found. */
  private turn = 0;
  /** While the user wants it; a system that fails to answer once has not plugged the machine in. */
  private readonly lastAnswers = new Map<HoldCause, boolean>();

  constructor(private readonly needs: HoldWatchNeeds) {}

  /** To be called before downloads start: until the system has answered, what it may forbid is held. */
  start(): void {
    const { pauseOnBattery, pauseOnMetered } = this.needs.settings();
    this.needs.setHeld('battery', pauseOnBattery);
    this.needs.setHeld('metered', pauseOnMetered);
    this.look();
  }

  /** To be called after settings have changed, and when the system says that power has. */
  look(): void {
    this.callOff?.();
    this.callOff = null;
    this.turn += 1;
    const { pauseOnBattery, pauseOnMetered } = this.needs.settings();
    void this.follow('battery', pauseOnBattery, this.needs.isOnBattery, this.turn);
    void this.follow('metered', pauseOnMetered, this.needs.isMetered, this.turn);
    if (this.isStopped || !(pauseOnBattery || pauseOnMetered)) return;
    this.callOff = this.needs.clock.after(LOOK_MS, () => this.look());
  }

  stop(): void {
    this.isStopped = true;
    this.callOff?.();
  }

  private async follow(
    cause: HoldCause,
    isWanted: boolean,
    ask: () => Promise<boolean | null>,
    turn: number,
  ): Promise<void> {
    const answer = isWanted ? await ask() : null;
    if (turn !== this.turn || this.isStopped) return;
    if (!isWanted) this.lastAnswers.delete(cause);
    else if (answer !== null) this.lastAnswers.set(cause, answer);
    this.needs.setHeld(cause, this.lastAnswers.get(cause) ?? false);
  }
}
