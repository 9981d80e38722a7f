import type { EntryView, StoredNotice } from '../../../shared/entry/entry';
import type { Failure } from '../../../shared/failure';
import { ok, type Result } from '../../../shared/result';
import type { Placement } from '../placement';
import type { FindPrograms } from './find-programs';

/** What is kept of the first start, and of what had to be put right in the settings file. */
export interface EntryStore {
  isFirstStart(): boolean;
  endFirstStart(): void;
  notice(): StoredNotice | null;
  dismissNotice(): void;
}

export interface FirstStartNeeds {
  readonly store: EntryStore;
  readonly programs: FindPrograms;
  readonly placement: Pick<Placement, 'chooseRoot'>;
  readonly publish: (view: EntryView) => void;
}

/** What a new user is led through once, and what every user is told once. */
export class FirstStart {
  constructor(private readonly needs: FirstStartNeeds) {}

  view(): EntryView {
    const { store } = this.needs;
    return { isFirstStart: store.isFirstStart(), notice: store.notice() };
  }

  /** Takes programs by the ids that the last look gave them; ids of nothing are passed over. */
  async take(ids: readonly string[]): Promise<Result<null, Failure>> {
    const { programs, placement } = this.needs;
    for (const id of ids) {
      const program = programs.find(id);
      if (program === null) continue;
      const chosen = await placement.chooseRoot(program.path, program.layout);
      if (!chosen.ok) return chosen;
    }
    return ok(null);
  }

  end(): void {
    this.needs.store.endFirstStart();
    this.needs.publish(this.view());
  }

  dismissNotice(): void {
    this.needs.store.dismissNotice();
    this.needs.publish(this.view());
  }
}
