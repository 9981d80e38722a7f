import type { VersionTerms } from '../../../shared/civitai/access';
import type { Clock } from '../../core/ports';
import type { PlanEntry } from './plan-entry';

export interface PlanTermsNeeds {
  readonly clock: Pick<Clock, 'after'>;
  /** An entry that would be downloaded and that nobody has told about, passing over these versions. */
  readonly next: (passed: ReadonlySet<number>) => PlanEntry | undefined;
  readonly terms: (versionId: number) => Promise<VersionTerms>;
  readonly tell: (versionId: number, terms: VersionTerms) => void;
  readonly report: (error: unknown) => void;
}

/** After an answer that told nothing: the service may not answer just now. */
const PAUSE_MS = 30_000;
const MOST_TRIES = 3;

/**
 * Asks behind the plan what only further answers say of each version: whether it needs a login. One version at a
 * time, because each is two questions and three are all that go at once.
 */
export class PlanTerms {
  private readonly tries = new Map<number, number>();
  /** Told about, or asked about in vain often enough. */
  private readonly passed = new Set<number>();
  private isAsking = false;
  private isStopped = false;
  private callOff: (() => void) | null = null;

  constructor(private readonly needs: PlanTermsNeeds) {}

  /** To be called when there may be something new to ask about. */
  go(): void {
    if (this.isAsking || this.isStopped || this.callOff !== null) return;
    const entry = this.needs.next(this.passed);
    if (entry !== undefined) void this.ask(entry.versionId);
  }

  stop(): void {
    this.isStopped = true;
    this.callOff?.();
    this.callOff = null;
  }

  start(): void {
    this.isStopped = false;
    this.go();
  }

  /** Somebody has signed in or out, or the plan is another. */
  forget(): void {
    this.passed.clear();
    this.tries.clear();
  }

  private async ask(versionId: number): Promise<void> {
    this.isAsking = true;
    try {
      const terms = await this.needs.terms(versionId);
      const isTold = terms.needsLogin !== null || terms.isDownloadable !== null;
      const tries = (this.tries.get(versionId) ?? 0) + 1;
      this.tries.set(versionId, tries);
      if (isTold || tries >= MOST_TRIES) this.passed.add(versionId);
      if (isTold) this.needs.tell(versionId, terms);
      else this.pause();
    } catch (error) {
      this.passed.add(versionId);
      this.needs.report(error);
    } finally {
      this.isAsking = false;
    }
    this.go();
  }

  private pause(): void {
    if (this.isStopped) return;
    this.callOff = this.needs.clock.after(PAUSE_MS, () => {
      this.callOff = null;
      this.go();
    });
  }
}
