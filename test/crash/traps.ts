import type { CallName, Trap } from './life';

interface ArmedTrap {
  readonly trap: Trap;
  /** Counts down with each call that fits. */
  callsLeft: number;
  /** Null fits every call. */
  readonly only: CallName | null;
}

/** Misfortune that waits for its moment: a call that fails, or a death before or after it. */
export class Traps {
  private armed: ArmedTrap[] = [];
  /** How many have gone off. */
  sprung = 0;
  onSprung: () => void = () => undefined;
  /** Told of every call. */
  onCall: (call: CallName) => void = () => undefined;

  arm(trap: Trap, callsLeft: number, only: CallName | null): void {
    this.armed.push({ trap, callsLeft, only });
  }

  disarm(): void {
    this.armed = [];
  }

  at(call: CallName): Trap | null {
    this.onCall(call);
    for (const each of this.armed) {
      if (each.only !== null && each.only !== call) continue;
      if (each.callsLeft > 0) {
        each.callsLeft -= 1;
        continue;
      }
      this.armed = this.armed.filter((other) => other !== each);
      this.sprung += 1;
      this.onSprung();
      return each.trap;
    }
    return null;
  }
}
