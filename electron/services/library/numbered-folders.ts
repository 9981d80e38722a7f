import type { WishedFolders } from '../../core/library/choices';

export interface NumberedFolder {
  /** To be sent back in a wish. */
  readonly id: number;
  readonly path: string;
}

/**
 * The user's folders, by numbers that stay: a number means one folder for as long as Civet runs, also when that is
 * not chosen any more, and no folder gets the number of another.
 */
export class NumberedFolders {
  private readonly known: string[] = [];
  private chosen: readonly string[] = [];

  /** @returns whether these are others than before */
  choose(paths: readonly string[]): boolean {
    if (paths.join('\n') === this.chosen.join('\n')) return false;
    this.chosen = paths;
    this.known.push(...paths.filter((path) => !this.known.includes(path)));
    return true;
  }

  list(): readonly NumberedFolder[] {
    return this.chosen.map((path) => ({ id: this.known.indexOf(path), path }));
  }

  /** The folders that a wish names, as far as they are chosen still. */
  wished(ids: readonly number[]): WishedFolders {
    if (ids.length === 0) return 'all';
    return this.list().flatMap(({ id, path }) => (ids.includes(id) ? [path] : []));
  }
}
