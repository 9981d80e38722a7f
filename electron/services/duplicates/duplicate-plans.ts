import { type Failure, failure } from '../../../shared/failure';
import type { DuplicateAct, DuplicateChoice, DuplicateObstacle } from '../../../shared/library/duplicates';
import { err, ok, type Result } from '../../../shared/result';
import {
  type DuplicateStore,
  groupIdOf,
  type IndexedGroup,
  isPerhapsOneFile,
  proposedToKeep,
} from '../../core/library/duplicates';
import type { IndexedFile } from '../../core/library/ports';
import type { OperationFiles } from '../../core/operations/ports';
import type { Clock } from '../../core/ports';
import type { DuplicateGroups, ReadFolders, WeighedCopy } from './duplicate-groups';

/** Groups that are looked up in one go. */
const GROUPS_AT_ONCE = 200;

export interface DuplicatePlansNeeds {
  readonly store: DuplicateStore;
  readonly groups: Pick<DuplicateGroups, 'weigh'>;
  readonly files: Pick<OperationFiles, 'look'>;
  readonly clock: Clock;
}

export interface PlannedGroup {
  readonly bytes: number;
  /** What all of them measured; upper-case hex. */
  readonly sha256: string;
  /** The name that stays. */
  readonly kept: string;
  /** The copies that would change, each with the names that are entries of their own. */
  readonly others: readonly WeighedCopy[];
}

export interface PlannedGroups {
  readonly groups: readonly PlannedGroup[];
  /** Copies that stay, and why. */
  readonly staying: Readonly<Record<DuplicateObstacle, number>>;
}

/** Says which copy of which group would stay, and what would become of the others. */
export class DuplicatePlans {
  constructor(private readonly needs: DuplicatePlansNeeds) {}

  /**
   * @param groupId null for all that are not left alone
   * @param choices what the user wants to keep; in a group without a choice it is what suits best
   * @param onLooked told how many groups were looked at, of how many
   * @returns `input.cancelled` once it is called off
   */
  async make(
    act: DuplicateAct,
    groupId: number | null,
    choices: readonly DuplicateChoice[],
    onLooked: (doneCount: number, totalCount: number) => void,
    signal: AbortSignal,
  ): Promise<Result<PlannedGroups, Failure>> {
    const found = await this.wanted(groupId);
    if (!found.ok) return found;
    const keptIds = new Map(choices.map((choice) => [choice.groupId, choice.keptId]));
    const groups: PlannedGroup[] = [];
    const staying = { otherVolume: 0, linkedName: 0, perhapsOneFile: 0 };
    // Folders are large, and shared by many groups.
    const folders: ReadFolders = new Map();
    for (const [at, group] of found.value.entries()) {
      if (signal.aborted) return err(failure('input.cancelled'));
      onLooked(at, found.value.length);
      const copies = await this.needs.groups.weigh(group.files, folders);
      const keptId = keptIds.get(groupId ?? groupIdOf(group));
      const wanted = copies.findIndex(({ names }) => names.some(({ id }) => id === keptId));
      const kept = copies[wanted >= 0 ? wanted : proposedToKeep(copies)];
      const keptName = kept === undefined ? null : await this.realName(kept);
      if (kept === undefined || keptName === null) continue;
      const others: WeighedCopy[] = [];
      for (const copy of copies) {
        if (copy === kept) continue;
        const judged = await this.judge(act, kept, copy);
        if (typeof judged === 'string') staying[judged] += 1;
        else others.push(judged);
      }
      const { bytes = 0, sha256 = null } = kept.names[0] ?? {};
      if (others.length > 0 && sha256 !== null) groups.push({ bytes, sha256, kept: keptName, others });
    }
    return signal.aborted ? err(failure('input.cancelled')) : ok({ groups, staying });
  }

  private async wanted(groupId: number | null): Promise<Result<readonly IndexedGroup[], Failure>> {
    const { store, clock } = this.needs;
    if (groupId !== null) {
      const group = store.groupOf(groupId);
      if (!group.ok) return group;
      return group.value === null ? err(failure('input.unknownFile')) : ok([group.value]);
    }
    const all: IndexedGroup[] = [];
    for (;;) {
      const part = store.groups('bytes', false, all.length, GROUPS_AT_ONCE);
      if (!part.ok) return part;
      all.push(...part.value.groups);
      if (part.value.groups.length < GROUPS_AT_ONCE) return ok(all);
      await new Promise<void>((resolve) => void clock.after(0, resolve));
    }
  }

  /** The copy with the names that something would become of, or why it stays as it is. */
  private async judge(
    act: DuplicateAct,
    kept: WeighedCopy,
    copy: WeighedCopy,
  ): Promise<WeighedCopy | DuplicateObstacle> {
    // One folder may be reached by two ways, each with a number of its own: then there is one file only.
    const mayBeOne = (name: IndexedFile) => kept.names.some((each) => isPerhapsOneFile(each, name));
    if (copy.names.some(mayBeOne)) return 'perhapsOneFile';
    if (act === 'link' && copy.names[0]?.dev !== kept.names[0]?.dev) return 'otherVolume';
    const names: IndexedFile[] = [];
    let linkCount = copy.names.length;
    // A name that only leads to the file would lead nowhere afterwards, or has nothing that could be replaced.
    for (const name of copy.names) {
      const found = await this.needs.files.look(name.path);
      if (!found.ok || found.value === null) continue;
      if (found.value.kind === 'link') return 'linkedName';
      linkCount = found.value.linkCount;
      names.push(name);
    }
    if (linkCount >= copy.names.length) return copy;
    // More names than the file has: one folder is reached twice, and both show the same entry.
    return linkCount === 1 ? { ...copy, names: names.slice(0, 1) } : 'perhapsOneFile';
  }

  /** A name of the file itself: what only leads to it would lead nowhere once the other is gone. */
  private async realName(copy: WeighedCopy): Promise<string | null> {
    for (const { path } of copy.names) {
      const found = await this.needs.files.look(path);
      if (found.ok && found.value?.kind === 'file') return path;
    }
    return null;
  }
}
