import type { VersionTerms } from '../../../shared/civitai/access';
import type { PlanEntry } from './plan-entry';

export interface PlanTermsNeeds {
  /** Entries that nobody has asked about yet and that might be downloaded. */
  readonly wanted: () => readonly PlanEntry[];
  readonly terms: (versionId: number) => Promise<VersionTerms>;
  readonly tell: (versionId: number, terms: VersionTerms) => void;
}

/** As many at once as leave a place free for what the user looks at. */
const AT_ONCE = 2;

/** Asks behind the plan what only further answers say of each version: whether it needs a login. */
export class PlanTerms {
  private readonly asking = new Set<number>();
  /** Asked in vain or not, once is enough as long as it is planned. */
  private readonly asked = new Set<number>();

  constructor(private readonly needs: PlanTermsNeeds) {}

  /** To be called when there may be something new to ask about. */
  go(): void {
    for (const { versionId } of this.needs.wanted()) {
      if (this.asking.size >= AT_ONCE) return;
      if (!this.asked.has(versionId)) void this.ask(versionId);
    }
  }

  /** Somebody has signed in or out, or the plan is another. */
  forget(): void {
    this.asked.clear();
  }

  private async ask(versionId: number): Promise<void> {
    this.asking.add(versionId);
    this.asked.add(versionId);
    try {
      this.needs.tell(versionId, await this.needs.terms(versionId));
    } finally {
      this.asking.delete(versionId);
    }
    this.go();
  }
}
