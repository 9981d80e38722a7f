import type { Settings } from '../../../shared/settings/schema';
import type { LimitInForce } from '../../../shared/status';
import { limitAt, type WeekMoment } from '../../core/bandwidth/schedule';
import type { Clock } from '../../core/ports';

const MINUTE_MS = 60_000;

export interface LimitNeeds {
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'limit' | 'schedule'>;
  /** What the clock on the wall shows at this time. */
  readonly weekMoment: (atMs: number) => WeekMoment;
  readonly onChanged: (limit: LimitInForce) => void;
}

/** The speed limit that holds now: from the schedule while one of its rules holds, else as set by hand. */
export class LimitWatch {
  private current: LimitInForce;
  private callOff: (() => void) | null = null;

  constructor(private readonly needs: LimitNeeds) {
    this.current = this.work();
  }

  limit(): LimitInForce {
    return this.current;
  }

  /** Looks now, and from then on with every minute while the schedule is on; to be called after settings have changed. */
  look(): void {
    this.stop();
    const before = this.current;
    this.current = this.work();
    const isSame =
      before.bytesPerSecond === this.current.bytesPerSecond &&
      before.source === this.current.source &&
      before.untilMs === this.current.untilMs;
    if (!isSame) this.needs.onChanged(this.current);
    if (!this.needs.settings().schedule.isOn) return;
    // A minute at a time, because the clock on the wall may be set, and springs twice a year.
    const nextMs = MINUTE_MS - (this.needs.clock.nowMs() % MINUTE_MS);
    this.callOff = this.needs.clock.after(nextMs, () => this.look());
  }

  stop(): void {
    this.callOff?.();
    this.callOff = null;
  }

  private work(): LimitInForce {
    const { limit, schedule } = this.needs.settings();
    const nowMs = this.needs.clock.nowMs();
    const manual = limit.isOn ? limit.bytesPerSecond : null;
    const rules = schedule.isOn ? schedule.rules : [];
    const found = limitAt(rules, manual, this.needs.weekMoment(nowMs));
    const minuteMs = nowMs - (nowMs % MINUTE_MS);
    return {
      bytesPerSecond: found.bytesPerSecond,
      source: found.source,
      untilMs: found.changesInMinutes === null ? null : minuteMs + found.changesInMinutes * MINUTE_MS,
    };
  }
}
