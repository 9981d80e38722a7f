import type { Failure } from '../../../shared/failure';
import { emptiedOutcome } from '../../core/operations/steps';
import { type GroundCheckNeeds, groundRefusal } from './ground-check';
import type { OperationRecords } from './operation-records';
import type { OutcomeListeners } from './outcome-listeners';

/** What lies in Civet's own trash, as operations have put it there. */
export class OperationTrash {
  constructor(
    private readonly needs: GroundCheckNeeds,
    private readonly records: OperationRecords,
    private readonly listeners: Pick<OutcomeListeners, 'inform'>,
  ) {}

  /** Removes all of it for good. @returns what the disk refused last; null when all of it is gone */
  async empty(): Promise<Failure | null> {
    let cause: Failure | null = null;
    for (const { id, trash, state } of this.records.all())
      if (trash === 'emptying' || (trash === 'kept' && state === 'done'))
        cause = (await this.remove(id)) ?? cause;
    return cause;
  }

  /** Goes on with what an earlier life began to remove. */
  async goOn(): Promise<void> {
    for (const { id, trash } of this.records.all()) if (trash === 'emptying') await this.remove(id);
  }

  private async remove(id: string): Promise<Failure | null> {
    const { plan } = this.records.current(id);
    // What lies on a drive that is away is not gone because nobody finds it.
    const refused = await groundRefusal(plan, this.needs, false);
    if (refused !== null) return refused;
    const begun = this.records.change(id, { trash: 'emptying' });
    if (!begun.ok) return begun.error;
    let cause: Failure | null = null;
    for (const deed of plan.deeds) {
      if (deed.kind !== 'move' || !deed.isTrash) continue;
      const dropped = await this.needs.files.drop(deed.to);
      if (!dropped.ok) cause = dropped.error;
    }
    await this.needs.files.dropFolders(plan.folders);
    this.records.change(id, { trash: cause === null ? 'emptied' : 'emptying', failure: cause });
    if (cause === null) await this.listeners.inform(emptiedOutcome(plan.deeds));
    return cause;
  }
}
