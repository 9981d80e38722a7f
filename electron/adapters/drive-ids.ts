import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux has a link to the device of every file system, under the id that was written into it when it was made. */
const IDS_ON_LINUX = '/dev/disk/by-uuid';

/**
 * Tells drives apart that have the same number one after the other, as those have that are plugged in in turn. Windows
 * needs no more than the number: there it is that of the file system itself.
 */
export class DriveIds {
  private byDevice: ReadonlyMap<string, string> | null = null;

  /** @param folder of such links */
  constructor(private readonly folder = IDS_ON_LINUX) {}

  /** @returns empty where the system does not tell: for network drives, and for most of macOS */
  of(dev: string): string {
    this.byDevice ??= this.read();
    return this.byDevice.get(dev) ?? '';
  }

  private read(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const name of namesIn(this.folder)) {
      const device = statSync(join(this.folder, name), { bigint: true, throwIfNoEntry: false });
      if (device?.isBlockDevice() === true) found.set(String(device.rdev), name);
    }
    return found;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
