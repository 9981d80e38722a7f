import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import type { Placement } from '../../services/placement';
import type { RulePreviews } from '../../services/placement/preview-rules';
import type { Area } from './area';

export interface FoldersNeeds {
  readonly placement: Placement;
  readonly previews: RulePreviews;
  /** Opens the system's folder dialog; null when the user closed it. */
  readonly pickFolder: () => Promise<string | null>;
  readonly openFolder: (path: string) => Promise<boolean>;
}

export function foldersHandlers({
  placement,
  previews,
  pickFolder,
  openFolder,
}: FoldersNeeds): Area<'folders'> {
  const open = async (path: string | null) => {
    if (path === null) return err(failure('input.folderNotChosen'));
    return (await openFolder(path)) ? ok(null) : err(failure('disk.folderMissing', { path }));
  };
  return {
    'folders.snapshot': async () => ok(await placement.view()),
    'folders.lookAgain': async () => {
      await placement.lookAgain();
      return ok(null);
    },
    'folders.pickRoot': async ({ layout, replaces }) => {
      const picked = await pickFolder();
      return picked === null ? ok(null) : placement.chooseRoot(picked, layout, replaces);
    },
    'folders.takeRefused': ({ layout }) => placement.takeRefused(layout),
    'folders.setUsual': ({ id }) => placement.setUsual(id),
    'folders.removeRoot': ({ id }) => placement.removeRoot(id),
    'folders.takeBack': () => placement.takeBack(),
    'folders.openRoot': ({ id }) => open(placement.folderOfRoot(id)),
    'folders.pickForKind': async ({ kind }) => {
      const picked = await pickFolder();
      return picked === null ? ok(null) : placement.chooseForKind(kind, picked);
    },
    'folders.useRootForKind': ({ kind, rootId }) => placement.useRootForKind(kind, rootId),
    'folders.resetKind': ({ kind }) => placement.resetKind(kind),
    'folders.open': ({ kind }) => open(placement.folderOfKind(kind)),
    'folders.previewRules': async ({ rules }) => ok(await previews.preview(rules)),
  };
}
