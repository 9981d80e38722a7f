import type { Failure } from '../../../shared/failure';
import { ok, type Result } from '../../../shared/result';
import { collisionKey } from '../../core/naming/file-name';
import type { OperationFiles } from '../../core/operations/ports';
import type { FileLook } from '../../core/operations/recovery';
import type { Turns } from '../turns';

type NamesByKey = Map<string, Set<string>>;

/** The names in folders as they will be once what is planned so far has happened. */
export class PlannedNames {
  private readonly folders = new Map<string, NamesByKey>();
  /** As they were before anything was planned. */
  private readonly first = new Map<string, NamesByKey>();
  private readonly gone = new Set<string>();
  private readonly made = new Map<string, FileLook>();

  constructor(
    private readonly files: Pick<OperationFiles, 'look' | 'namesIn' | 'folderOf' | 'nameOf'>,
    private readonly turns: Pick<Turns, 'next'>,
  ) {}

  async look(path: string): Promise<Result<FileLook | null, Failure>> {
    const made = this.made.get(path);
    if (made !== undefined) return ok(made);
    return this.gone.has(path) ? ok(null) : this.files.look(path);
  }

  /** Finds the names in a folder that some system takes for a given one. */
  async finder(folder: string): Promise<(name: string) => readonly string[]> {
    const keys = await this.keysIn(folder);
    return (name) => [...(keys.get(collisionKey(name)) ?? [])];
  }

  /** The same, of the names that were there before anything was planned. */
  async firstFinder(folder: string): Promise<(name: string) => readonly string[]> {
    await this.keysIn(folder);
    const keys = this.first.get(folder);
    return (name) => [...(keys?.get(collisionKey(name)) ?? [])];
  }

  /**
   * Whether nothing has this name, or one that some systems take for the same.
   *
   * @param leaving the file that wants the name, which may be its own in other capitals
   */
  async isFree(path: string, leaving: string | null): Promise<boolean> {
    const folder = this.files.folderOf(path);
    const name = this.files.nameOf(path);
    const taken = (await this.keysIn(folder)).get(collisionKey(name)) ?? new Set();
    const own =
      leaving !== null && this.files.folderOf(leaving) === folder ? this.files.nameOf(leaving) : null;
    return [...taken].every((each) => each === own && each !== name);
  }

  /** @param from the name that goes; null when it stays */
  async note(from: string | null, to: string, found: FileLook): Promise<void> {
    if (from !== null) {
      this.gone.add(from);
      this.made.delete(from);
      const keys = await this.keysIn(this.files.folderOf(from));
      keys.get(collisionKey(this.files.nameOf(from)))?.delete(this.files.nameOf(from));
    }
    this.gone.delete(to);
    this.made.set(to, found);
    add(await this.keysIn(this.files.folderOf(to)), this.files.nameOf(to));
  }

  private async keysIn(folder: string): Promise<NamesByKey> {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const keys: NamesByKey = new Map();
    const first: NamesByKey = new Map();
    for (const name of await this.files.namesIn(folder)) {
      add(keys, name);
      add(first, name);
      await this.turns.next();
    }
    this.folders.set(folder, keys);
    this.first.set(folder, first);
    return keys;
  }
}

function add(keys: NamesByKey, name: string): void {
  const key = collisionKey(name);
  const names = keys.get(key) ?? new Set();
  keys.set(key, names.add(name));
}
