import type { NameChange, NameExample, NameTemplates } from '../../../shared/naming';
import { chooseFreeName, cleanFileName, collisionKey } from './file-name';
import { type NamedTarget, nameFor } from './template';

/** As many as fit on a screen. */
export const MOST_EXAMPLES = 20;

/** By which a file is known among examples. */
export function exampleKey({ versionId, fileId }: Pick<NamedTarget, 'versionId' | 'fileId'>): string {
  return `${versionId} ${fileId}`;
}

/**
 * What templates make of files, the first of them taking its name first. No file is asked for twice.
 *
 * @param diskNames by `exampleKey`, what files are called on the disk now
 */
export function previewNames(
  templates: NameTemplates,
  targets: readonly NamedTarget[],
  diskNames: ReadonlyMap<string, string> = new Map(),
): readonly NameExample[] {
  const byFile = new Map(targets.map((target) => [exampleKey(target), target]));
  const taken = new Map<string, Set<string>>();
  return [...byFile.values()].slice(0, MOST_EXAMPLES).map((target) => {
    const { subfolders, fileName, changes } = nameFor(target, templates);
    const key = [target.modelType, target.file.type, ...subfolders].map(collisionKey).join('/');
    const names = taken.get(key) ?? new Set<string>();
    const free = chooseFreeName(fileName, target.file.precision ?? target.file.sizeClass, names);
    taken.set(key, names.add(collisionKey(free)));
    const isTaken: readonly NameChange[] = free === fileName ? [] : ['taken'];
    return {
      modelName: target.modelName,
      versionName: target.versionName,
      modelType: target.modelType,
      ownName: cleanFileName(target.file.untrustedName, `model-${target.versionId}-${target.fileId}`),
      diskName: diskNames.get(exampleKey(target)) ?? null,
      subfolders,
      fileName: free,
      changes: [...changes, ...isTaken],
    };
  });
}
