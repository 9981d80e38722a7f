import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import type { Placement } from '../../services/placement';
import type { Area } from './area';

export interface FoldersNeeds {
  readonly placement: Placement;
  /** Opens the system's folder dialog; null when the user closed it. */
  readonly pickFolder: () => Promise<string | null>;
  readonly openFolder: (path: string) => Promise<boolean>;
}

export function foldersHandlers({ placement, pickFolder, openFolder }: FoldersNeeds): Area<'folders'> {
  return {
    'folders.snapshot': async () => ok(await placement.view()),
    'folders.pickRoot': async ({ layout }) => {
      const picked = await pickFolder();
      return picked === null ? ok(null) : placement.chooseRoot(picked, layout);
    },
    'folders.takeRefused': ({ layout }) => placement.takeRefused(layout),
    'folders.pickForKind': async ({ kind }) => {
      const picked = await pickFolder();
      return picked === null ? ok(null) : placement.chooseForKind(kind, picked);
    },
    'folders.resetKind': ({ kind }) => placement.resetKind(kind),
    'folders.open': async ({ kind }) => {
      const path = placement.folderOfKind(kind);
      if (path === null) return err(failure('input.folderNotChosen'));
      return (await openFolder(path)) ? ok(null) : err(failure('disk.folderMissing', { path }));
    },
  };
}
