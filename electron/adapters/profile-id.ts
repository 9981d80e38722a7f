import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ID = /^[0-9a-f]{32}$/;

/**
 * What tells this profile from every other one, also after all else in it was lost: 32 hex digits in a file of their
 * own, made by the first start.
 *
 * @param report told when it could not be kept, so that the next start has another one
 */
export function profileIdIn(profile: string, report: (what: string) => void): string {
  const path = join(profile, 'profile-id');
  const found = read(path);
  if (found !== null && ID.test(found)) return found;
  const id = randomBytes(16).toString('hex');
  try {
    writeFileSync(path, id, { flush: true });
  } catch (error) {
    report(`What tells this profile from others could not be kept (${String(error)}).`);
  }
  return id;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
