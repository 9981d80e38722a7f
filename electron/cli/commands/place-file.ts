import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Failure, failure } from '../../../shared/failure';
import { FOLDER_KINDS, type FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import { oneRoot } from '../../core/placement/roots';
import type { Destination } from '../arguments/command-line';
import type { Services } from '../compose';

/**
 * Tells the placement which folder was named. It must be there: a folder that is missing may be a
 * drive that is not, and making it would fill another disk.
 */
export async function chooseFolder(
  { placement, settings }: Services,
  destination: Destination,
): Promise<Result<null, Failure>> {
  const named = resolve(destination.kind === 'folder' ? destination.folder : destination.root);
  const found = await stat(named).catch(() => null);
  if (found === null) return err(failure('disk.folderMissing', { path: named }));
  if (!found.isDirectory()) return err(failure('disk.folderMissing', { path: named, message: 'a file' }));
  if (destination.kind === 'profile') {
    const chosen = await placement.chooseRoot(named, destination.layout);
    return chosen.ok ? ok(null) : chosen;
  }
  // Every kind of file goes straight into it.
  const own: Partial<Record<FolderKind, string>> = {};
  for (const kind of FOLDER_KINDS) own[kind] = named;
  settings.saveFolders(oneRoot('plain', named, own));
  return ok(null);
}
