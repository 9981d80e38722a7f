import { z } from 'zod';
import type { EntryView, FoundProgram } from '../entry/entry';
import type { ImportPreview } from '../settings/exchange';
import type { Settings } from '../settings/schema';
import { call } from './call';

const nothing = z.undefined();
const withFolders = z.object({ withFolders: z.boolean() }).strict();

/** What the page may ask of the first start, the settings file, and settings in files of the user's; a part of the contract. */
export const entryCalls = {
  'entry.snapshot': call(nothing).returns<EntryView>(),
  /** Looks where generators usually lie; takes three seconds at the most. */
  'entry.findPrograms': call(nothing).returns<readonly FoundProgram[]>(),
  /** Takes programs that were found; new files go to the first of them. */
  'entry.takePrograms': call(
    z.object({ ids: z.array(z.string().min(1).max(40)).min(1).max(50) }).strict(),
  ).returns<null>(),
  /** It was gone through or skipped, and does not come again by itself. */
  'entry.endFirstStart': call(nothing).returns<null>(),
  'entry.showKept': call(nothing).returns<null>(),
  'entry.dismissNotice': call(nothing).returns<null>(),

  'exchange.defaults': call(nothing).returns<Settings>(),
  /** Lets the user choose a file; false when they closed the dialog. */
  'exchange.export': call(withFolders).returns<boolean>(),
  /** Lets the user choose a file and says what it would change; null when they closed the dialog. */
  'exchange.read': call(nothing).returns<ImportPreview | null>(),
  /** Takes what was read last. */
  'exchange.take': call(withFolders).returns<null>(),
} as const;
