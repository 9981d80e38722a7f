interface Restless {
  readonly stamp: string;
  readonly sinceMs: number;
}

/**
 * Files that somebody is writing to, as far as the system told of it. One has settled when its size and date have
 * stood still for a while: a file that is being copied is no model yet.
 */
export class Settling {
  private readonly restless = new Map<string, Restless>();

  /** @param settleMs how long it has to stand still */
  constructor(private readonly settleMs: number) {}

  get isEmpty(): boolean {
    return this.restless.size === 0;
  }

  note(path: string, stamp: string, nowMs: number): void {
    const known = this.restless.get(path);
    if (known?.stamp !== stamp) this.restless.set(path, { stamp, sinceMs: nowMs });
  }

  /** @param stampOf size and date as they are now, or one text for all that is not there @returns those that settled */
  take(nowMs: number, stampOf: (path: string) => string): readonly string[] {
    const settled: string[] = [];
    for (const [path, { sinceMs }] of [...this.restless]) {
      this.note(path, stampOf(path), nowMs);
      if (this.restless.get(path)?.sinceMs !== sinceMs || nowMs - sinceMs < this.settleMs) continue;
      this.restless.delete(path);
      settled.push(path);
    }
    return settled;
  }

  /** What is still being written to. */
  paths(): readonly string[] {
    return [...this.restless.keys()];
  }
}
