import { chooseFreeName, collisionKey, rivalKeys } from '../../core/naming/file-name';
import type { Clock, PartFiles } from '../../core/ports';

/**
 * So long a folder is not listed again for each file that goes there: reading 10,000 names takes longer than
 * everything else about placing one. What others put there meanwhile is found by `place`, which never replaces.
 */
const FRESH_MS = 30_000;

interface Listed {
  readonly keys: Set<string>;
  readonly atMs: number;
}

/** Finds names that are free in folders. */
export class FolderNames {
  private readonly known = new Map<string, Listed>();

  constructor(
    private readonly parts: Pick<PartFiles, 'namesIn'>,
    private readonly clock: Pick<Clock, 'steadyMs'>,
  ) {}

  /**
   * @param hint put behind the name when it is taken; null or empty for a number
   * @param taken names that are not free although the folder may not list them
   */
  async free(folder: string, wanted: string, hint: string | null, taken: readonly string[]): Promise<string> {
    const others = new Set(taken.map(collisionKey));
    const choose = ({ keys }: Listed) =>
      chooseFreeName(wanted, hint, { has: (key) => keys.has(key) || others.has(key) });
    const known = this.fresh(folder);
    // What seems to be in the way may have gone since.
    const isPlain = known !== null && choose(known) === wanted;
    const listed = isPlain ? known : await this.list(folder);
    const name = choose(listed);
    listed.keys.add(collisionKey(name));
    return name;
  }

  /** What stands in the folder under the names that `free` has passed over or would pass over. */
  async rivals(folder: string, wanted: string, hint: string | null): Promise<readonly string[]> {
    const names = await this.parts.namesIn(folder);
    const rivals = rivalKeys(wanted, hint, new Set(names.map(collisionKey)));
    return names.filter((name) => rivals.has(collisionKey(name)));
  }

  private fresh(folder: string): Listed | null {
    const listed = this.known.get(folder);
    return listed !== undefined && this.clock.steadyMs() - listed.atMs < FRESH_MS ? listed : null;
  }

  private async list(folder: string): Promise<Listed> {
    const names = await this.parts.namesIn(folder);
    const listed = { keys: new Set(names.map(collisionKey)), atMs: this.clock.steadyMs() };
    for (const other of this.known.keys()) if (this.fresh(other) === null) this.known.delete(other);
    this.known.set(folder, listed);
    return listed;
  }
}
