import type { KeptPromise } from './ports';

/** Whether two readings of one promise are of the same one: neither made anew nor following moved files since. */
export function isSamePromise(one: KeptPromise, other: KeptPromise): boolean {
  return (
    one.fate === other.fate &&
    one.operationId === other.operationId &&
    one.files.length === other.files.length &&
    one.files.every((file, at) => {
      const twin = other.files[at];
      return (
        twin?.id === file.id &&
        twin.versionId === file.versionId &&
        twin.folder === file.folder &&
        twin.fileName === file.fileName &&
        twin.bytes === file.bytes &&
        twin.mtimeNs === file.mtimeNs
      );
    })
  );
}
