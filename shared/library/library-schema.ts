import { z } from 'zod';
import { LIBRARY_SORTS, STANDINGS } from './library';

const someWords = z.array(z.string().max(100)).max(200).readonly();

// Apart from the lists themselves, so that the page can use those without carrying zod.
export const libraryWishSchema = z
  .object({
    text: z.string().max(200),
    types: someWords,
    baseModels: someWords,
    standings: z.array(z.enum(STANDINGS)).max(STANDINGS.length).readonly(),
    creators: someWords,
    folderIds: z.array(z.number().int().min(0).max(10_000)).max(200).readonly(),
    usedBeforeMs: z.number().int().nonnegative().nullable(),
    order: z.object({ by: z.enum(LIBRARY_SORTS), isDescending: z.boolean() }).strict(),
  })
  .strict();

export const libraryPageSchema = z
  .object({
    wish: libraryWishSchema,
    offset: z.number().int().min(0).max(10_000_000),
    limit: z.number().int().min(1).max(200),
  })
  .strict();

const libraryId = z
  .number()
  .int()
  .positive()
  .max(2 ** 53 - 1);

/** As many models as a page of a search and what it has around it, several times over. */
export const MOST_OWNED_ASKED = 1_000;

export const libraryOwnedSchema = z
  .object({ modelIds: z.array(libraryId).max(MOST_OWNED_ASKED).readonly() })
  .strict();

export const libraryEntrySchema = z.object({ id: libraryId }).strict();

/** A range over a whole library; what is all of it is said as a wish instead. */
export const MOST_CHOSEN_IDS = 100_000;
const someIds = z.array(libraryId).max(MOST_CHOSEN_IDS);

export const libraryChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('files'), ids: someIds.min(1).readonly() }).strict(),
  z.object({ kind: z.literal('wish'), wish: libraryWishSchema, exceptIds: someIds.readonly() }).strict(),
]);

export const seenChoiceSchema = z
  .object({ choice: libraryChoiceSchema, mark: z.string().max(200).nullable() })
  .strict();

/** @param wish the list that is looked at */
export const chosenSchema = z.object({ choice: libraryChoiceSchema, wish: libraryWishSchema }).strict();

export const betweenSchema = z
  .object({ wish: libraryWishSchema, fromId: libraryId, toId: libraryId })
  .strict();

export const copiedSchema = z
  .object({ choice: libraryChoiceSchema, part: z.enum(['paths', 'triggerWords']) })
  .strict();

/** More at once than anybody chooses by hand. */
export const libraryFilesSchema = z
  .object({ ids: z.array(libraryId).min(1).max(20_000).readonly() })
  .strict();
