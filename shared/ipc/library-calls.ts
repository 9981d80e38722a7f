import { z } from 'zod';
import type {
  AgainOutcome,
  ChosenSummary,
  LibraryDetails,
  LibraryFacets,
  LibraryPage,
  LibraryStatus,
  SidecarsAsked,
} from '../library/library';
import {
  betweenSchema,
  chosenSchema,
  copiedSchema,
  libraryChoiceSchema,
  libraryEntrySchema,
  libraryOwnedSchema,
  libraryPageSchema,
} from '../library/library-schema';
import type { OwnedFile } from '../library/owned';
import type { SpaceReport } from '../library/space';
import { call } from './call';

const nothing = z.undefined();

/** What the page may ask about the user's files; a part of the contract. */
export const libraryCalls = {
  'library.status': call(nothing).returns<LibraryStatus>(),
  /** Begins to look through the folders, or goes on with it. */
  'library.scan': call(nothing).returns<null>(),
  /** Stands still where it is, also over a restart. */
  'library.pause': call(nothing).returns<null>(),
  'library.list': call(libraryPageSchema).returns<LibraryPage>(),
  /** What of these models is in the user's folders besides what Civet's own downloads are. */
  'library.owned': call(libraryOwnedSchema).returns<readonly OwnedFile[]>(),
  /** What the files take, by folder, drive, type, base model and creator. */
  'library.space': call(nothing).returns<SpaceReport>(),
  'library.facets': call(nothing).returns<LibraryFacets>(),
  /** Null for what is not in the index any more. */
  'library.details': call(libraryEntrySchema).returns<LibraryDetails | null>(),
  'library.show': call(libraryEntrySchema).returns<null>(),
  'library.chosen': call(chosenSchema).returns<ChosenSummary>(),
  /** The ids from one file of a list to another, in its order and with both; the last one alone when one is not in it. */
  'library.between': call(betweenSchema).returns<readonly number[]>(),
  /** Into the clipboard. @returns how many lines */
  'library.copy': call(copiedSchema).returns<number>(),
  /** What the user has ticked, beside those of the chosen files of which it is known what they are. */
  'library.writeSidecars': call(libraryChoiceSchema).returns<SidecarsAsked>(),
  /** Reads files once more and compares them with what they were; more of them while a check runs. */
  'library.check': call(libraryChoiceSchema).returns<null>(),
  'library.pauseCheck': call(z.object({ isPaused: z.boolean() }).strict()).returns<null>(),
  /** What was compared by then stays compared. */
  'library.endCheck': call(nothing).returns<null>(),
  /** What the last check has found is told no more, also after a restart. */
  'library.dismissCheck': call(nothing).returns<null>(),
  /** Asks Civitai at once about those of them that it did not know. @returns how many of these are known by now */
  'library.lookAgain': call(libraryChoiceSchema).returns<number>(),
  /** Finds the very same bytes at Civitai by their hash, and queues them. */
  'library.downloadAgain': call(libraryChoiceSchema).returns<AgainOutcome>(),
} as const;
