import type { NameChange, NameExample, NameTemplates } from '../../../shared/naming';
import { chooseFreeName, cleanFileName, collisionKey } from './file-name';
import { type NamedTarget, nameFor } from './template';

/** As many as fit on a screen. */
export const MOST_EXAMPLES = 20;

/** What templates make of files, the first of them taking its name first. No file is asked for twice. */
export function previewNames(
  templates: NameTemplates,
  targets: readonly NamedTarget[],
): readonly NameExample[] {
  const byFile = new Map(targets.map((target) => [`${target.versionId} ${target.fileId}`, target]));
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
      subfolders,
      fileName: free,
      changes: [...changes, ...isTaken],
    };
  });
}
