import type { Failure } from '../../../shared/failure';
import type { Clock } from '../../core/ports';

/** How often a drive is looked for that was away when something on it had to be finished. */
const LOOK_AGAIN_MS = 15_000;

/** What an earlier life left and cannot be looked at now, with what stands in the way. */
export class AwaitedDrives {
  private readonly causes = new Map<string, Failure>();
  private callOffLook: (() => void) | null = null;
  private isStopped = false;

  /** @param lookAgain called now and then with the operations that still wait */
  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly lookAgain: (ids: readonly string[]) => void,
  ) {}

  causeOf(id: string): Failure | undefined {
    return this.causes.get(id);
  }

  wait(id: string, cause: Failure): void {
    this.causes.set(id, cause);
    if (this.isStopped) return;
    this.callOffLook ??= this.clock.after(LOOK_AGAIN_MS, () => {
      this.callOffLook = null;
      this.lookAgain([...this.causes.keys()]);
    });
  }

  forget(id: string): void {
    this.causes.delete(id);
  }

  stop(): void {
    this.isStopped = true;
    this.callOffLook?.();
  }
}
