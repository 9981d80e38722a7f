/**
 * Which folders were looked through by now. A folder that is reached again, by a link or a cycle of links, has the
 * device and the inode of the first time. Some file systems give many folders one inode, or none at all (FAT, some
 * network drives): where one comes again, it is where the folder really is that decides.
 */
export class VisitedFolders {
  private readonly byInode = new Map<string, { readonly first: string; places: Set<string> | null }>();

  /** @param placeOf the path without any links; costs a question to the system, so it is asked for where it counts */
  constructor(private readonly placeOf: (path: string) => string) {}

  /** Notes the folder. @returns whether it was not looked through before */
  enter(path: string, dev: string, ino: string): boolean {
    const key = `${dev}:${ino}`;
    const same = this.byInode.get(key);
    if (same === undefined) {
      this.byInode.set(key, { first: path, places: null });
      return true;
    }
    same.places ??= new Set([this.placeOf(same.first)]);
    const place = this.placeOf(path);
    if (same.places.has(place)) return false;
    same.places.add(place);
    return true;
  }
}
