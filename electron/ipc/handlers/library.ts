import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import type { DownloadAgain } from '../../services/library/download-again';
import type { Library } from '../../services/library/library';
import type { LookAgain } from '../../services/library/look-again';
import type { SpaceReports } from '../../services/library/space-reports';
import type { ChosenFiles } from '../../services/operations/chosen-files';
import type { Area } from './area';

export interface LibraryHandlersNeeds {
  readonly library: Library;
  readonly again: DownloadAgain;
  readonly chosen: Pick<ChosenFiles, 'writeSidecars'>;
  readonly reports: SpaceReports;
  readonly lookAgain: Pick<LookAgain, 'ask'>;
  readonly copyText: (text: string) => void;
  /** Shows a file, or its folder when it is not there, in the system's file manager. */
  readonly show: (place: { readonly folder: string; readonly file: string }) => Promise<boolean>;
}

export function libraryHandlers(needs: LibraryHandlersNeeds): Area<'library'> {
  const { library, again, chosen, reports, lookAgain, copyText, show } = needs;
  const { choices } = library;
  return {
    'library.status': () => ok(library.status()),
    'library.scan': () => library.scanNow(),
    'library.pause': () => library.pause(),
    'library.list': ({ wish, offset, limit }) => library.list(wish, offset, limit),
    'library.owned': ({ modelIds }) => library.owned({ modelIds }),
    'library.space': () => reports.report(),
    'library.facets': () => library.facets(),
    'library.check': (choice) => library.checkFiles(choice),
    'library.pauseCheck': ({ isPaused }) => {
      library.check.setPaused(isPaused);
      return ok(null);
    },
    'library.endCheck': async () => {
      await library.check.cancel();
      return ok(null);
    },
    'library.dismissCheck': () => {
      library.check.dismiss();
      return ok(null);
    },
    'library.downloadAgain': async (choice) => {
      // What somebody has changed may be meant so: it gives way only where the user points at that very file.
      const isOne = choice.kind === 'files' && choice.ids.length === 1;
      const lost = await choices.files(choice, isOne ? 'renewable' : 'lost');
      return lost.ok ? again.add(lost.value) : lost;
    },
    'library.lookAgain': async (choice) => {
      const files = await choices.files(choice, 'there');
      return files.ok ? lookAgain.ask(files.value) : files;
    },
    'library.chosen': ({ choice, wish }) => choices.summary(choice, wish),
    'library.between': ({ wish, fromId, toId }) => choices.between(wish, fromId, toId),
    'library.copy': async ({ choice, part }) => {
      const lines = await choices.lines(choice, part);
      if (!lines.ok) return lines;
      if (lines.value.length > 0) copyText(lines.value.join('\n'));
      return ok(lines.value.length);
    },
    'library.writeSidecars': (choice) => chosen.writeSidecars(choice),
    'library.details': ({ id }) => library.details(id),
    'library.show': async ({ id }) => {
      const file = library.fileOf(id);
      if (!file.ok) return file;
      const { folder, path } = file.value;
      const isShown = await show({ folder, file: path });
      return isShown ? ok(null) : err(failure('disk.folderMissing', { path: folder }));
    },
  };
}
