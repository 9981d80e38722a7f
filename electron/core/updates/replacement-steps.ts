import { chooseFreeName, collisionKey } from '../naming/file-name';
import type { PromisedFile, ReplacementPromise } from './ports';

/** What is done with one file; every step of a replacement, or none. */
export type ReplacementStep =
  | {
      readonly kind: 'trash';
      readonly path: string;
      /** What stands beside it is as much about the new file, and stays. */
      readonly alone: boolean;
      /** As the file was when the user decided; when it is not so any more, nothing is done. */
      readonly known: { readonly bytes: number; readonly mtimeNs: string };
    }
  | {
      readonly kind: 'move';
      readonly from: string;
      readonly to: string;
      /** What was written beside the new file is there already, beside the old one of the same version. */
      readonly clearsBeside: boolean;
    };

/** Where a download has put its file. */
export interface PlacedFile {
  readonly folder: string;
  readonly fileName: string;
  /** What it would be called if that name had been free: as the user's template, or Civitai, has it. */
  readonly wantedName: string;
  readonly versionId: number;
}

/**
 * What is to be done once a new file is placed and proven. Old files go first, so that a name that one of them had is
 * free. The new one moves only where the user wants it in the old one's place, or where the old one stood in the way
 * of its own name; it never takes a name that somebody else has.
 *
 * @param old those that are still there
 * @param names everything in the folder that the new file ends in
 */
export function replacementSteps(
  fate: ReplacementPromise['fate'],
  old: readonly PromisedFile[],
  placed: PlacedFile,
  names: readonly string[],
  join: (folder: string, fileName: string) => string,
): readonly ReplacementStep[] {
  const folder = destinationOf(fate, old, placed);
  const leaving = new Set(old.filter((file) => file.folder === folder).map(({ fileName }) => fileName));
  if (folder === placed.folder) leaving.add(placed.fileName);
  const taken = new Set(names.filter((name) => !leaving.has(name)).map(collisionKey));
  const fileName =
    folder === placed.folder && taken.has(collisionKey(placed.wantedName))
      ? placed.fileName
      : chooseFreeName(placed.wantedName, null, taken);
  const [from, to] = [join(placed.folder, placed.fileName), join(folder, fileName)];
  const trashed = old.map(({ bytes, mtimeNs, ...file }) => ({
    kind: 'trash' as const,
    path: join(file.folder, file.fileName),
    alone: file.versionId === placed.versionId && join(file.folder, file.fileName) === to,
    known: { bytes, mtimeNs },
  }));
  const clearsBeside = trashed.some(({ alone }) => alone);
  return from === to ? trashed : [...trashed, { kind: 'move', from, to, clearsBeside }];
}

/** The folder that the new file ends in. */
export function destinationOf(
  fate: ReplacementPromise['fate'],
  old: readonly PromisedFile[],
  placed: Pick<PlacedFile, 'folder'>,
): string {
  return fate === 'replace' ? (old[0]?.folder ?? placed.folder) : placed.folder;
}
