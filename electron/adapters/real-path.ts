import { realpathSync } from 'node:fs';

/** Once links are followed; as it is called where that cannot be. */
export function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
