import { basename } from 'node:path';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { Settings } from '../../../shared/settings/schema';
import type { FindPrograms } from '../../services/entry/find-programs';
import type { FirstStart } from '../../services/entry/first-start';
import type { SettingsExchange } from '../../services/entry/settings-exchange';
import type { Area } from './area';

export interface EntryNeeds {
  readonly first: FirstStart;
  readonly programs: FindPrograms;
  readonly exchange: SettingsExchange;
  readonly defaults: () => Settings;
  /** Shows a file in the system's file manager. */
  readonly show: (path: string) => Promise<boolean>;
  /** The system's dialogs; null when the user closed them without choosing. */
  readonly pickFile: () => Promise<string | null>;
  readonly pickTarget: () => Promise<string | null>;
  readonly read: (path: string) => Promise<Result<string, Failure>>;
  readonly write: (path: string, text: string) => Promise<Result<null, Failure>>;
}

export function entryHandlers(needs: EntryNeeds): Area<'entry'> & Area<'exchange'> {
  const { first, programs, exchange } = needs;
  return {
    'entry.snapshot': () => ok(first.view()),
    'entry.findPrograms': async () => ok(await programs.look()),
    'entry.takePrograms': ({ ids }) => first.take(ids),
    'entry.endFirstStart': () => {
      first.end();
      return ok(null);
    },
    'entry.showKept': async () => {
      const path = first.view().notice?.keptPath;
      if (path === undefined) return err(failure('input.notPossibleNow'));
      return (await needs.show(path)) ? ok(null) : err(failure('disk.folderMissing', { path }));
    },
    'entry.dismissNotice': () => {
      first.dismissNotice();
      return ok(null);
    },
    'exchange.defaults': () => ok(needs.defaults()),
    'exchange.export': async ({ withFolders }) => {
      const path = await needs.pickTarget();
      if (path === null) return ok(false);
      const written = await needs.write(path, exchange.text(withFolders));
      return written.ok ? ok(true) : written;
    },
    'exchange.read': async () => {
      const path = await needs.pickFile();
      if (path === null) return ok(null);
      const text = await needs.read(path);
      return text.ok ? exchange.offer(text.value, basename(path)) : text;
    },
    'exchange.take': ({ withFolders }) => exchange.take(withFolders),
  };
}
