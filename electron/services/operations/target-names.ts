import type { TargetName } from '../../../shared/operations/tidy';
import type { IndexedFile, LibraryTwins } from '../../core/library/ports';
import { chooseFreeName, collisionKey } from '../../core/naming/file-name';
import type { OperationFiles } from '../../core/operations/ports';
import type { Places } from '../../core/ports';
import type { Turns } from '../turns';

export interface TargetNamesNeeds {
  readonly files: Pick<OperationFiles, 'namesIn' | 'look' | 'isSameContent'>;
  readonly places: Pick<Places, 'join'>;
  /** What was read of files once, as long as they have not changed since. */
  readonly twins: Pick<LibraryTwins, 'known'>;
}

/** A file that wants a name. */
export type NamelessFile = Pick<IndexedFile, 'path' | 'bytes' | 'sha256'>;

/** Chooses names that are free in the folders that files go to, as they will be once the others have gone there. */
export class TargetNames {
  private readonly folders = new Map<string, Map<string, string>>();

  /**
   * @param comparing of a file that nobody has read: `known` never reads, `read` reads both
   * @param signal ends the reading; what could not be compared is another file
   * @param turns given to others while a large folder is gone through
   */
  constructor(
    private readonly needs: TargetNamesNeeds,
    private readonly comparing: 'known' | 'read',
    private readonly signal: AbortSignal,
    private readonly turns: Pick<Turns, 'next'> | null = null,
  ) {}

  /**
   * @param wanted clean; a number is put behind it where something else has it. Where that comes to the name which the
   * file has in this folder already, it is that one.
   */
  async choose(file: NamelessFile, folder: string, wanted: string): Promise<TargetName> {
    const keys = await this.keysIn(folder);
    const taken = keys.get(collisionKey(wanted));
    if (taken === undefined) {
      keys.set(collisionKey(wanted), '');
      return { name: wanted, kind: 'free' };
    }
    const same = taken === '' ? 'other' : await this.compare(file, this.needs.places.join(folder, taken));
    if (same === 'same') return { name: taken, kind: 'alreadyThere' };
    const { places } = this.needs;
    const isOwn = (key: string) => places.join(folder, keys.get(key) ?? '') === file.path;
    const name = chooseFreeName(wanted, null, { has: (key) => keys.has(key) && !isOwn(key) });
    if (!isOwn(collisionKey(name))) keys.set(collisionKey(name), '');
    return { name, kind: same === 'unread' ? 'unread' : 'numbered' };
  }

  private async compare(file: NamelessFile, other: string): Promise<'same' | 'other' | 'unread'> {
    const { files, twins } = this.needs;
    const found = await files.look(other);
    if (!found.ok || found.value?.kind !== 'file' || found.value.stamp.bytes !== file.bytes) return 'other';
    const known = twins.known([{ path: other, ...found.value.stamp }]);
    const sha256 = known.ok ? (known.value[0]?.sha256 ?? null) : null;
    if (sha256 !== null && file.sha256 !== null) return sha256 === file.sha256 ? 'same' : 'other';
    if (this.comparing === 'known') return 'unread';
    const same = await files.isSameContent(file.path, other, this.signal);
    return same.ok && same.value ? 'same' : 'other';
  }

  /** By what systems take for one name: as it is written there, or empty for one that is promised. */
  private async keysIn(folder: string): Promise<Map<string, string>> {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const names = await this.needs.files.namesIn(folder);
    const keys = new Map<string, string>();
    for (const name of names) {
      keys.set(collisionKey(name), name);
      await this.turns?.next();
    }
    this.folders.set(folder, keys);
    return keys;
  }
}
