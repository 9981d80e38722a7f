/** What lies under a model's name and is none. */
export const FOREIGN_KINDS = [
  'empty',
  'webPage',
  'json',
  'xml',
  'lfsPointer',
  'archive',
  'picture',
  'video',
] as const;
export type ForeignKind = (typeof FOREIGN_KINDS)[number];

/**
 * What the beginning of a file says is wrong with it; certain, without the rest being read.
 *
 * - `cutShort`: its own header promises more bytes than are there. The promise is null where the file ends within
 *   the header, so that it cannot be told.
 * - `tooLong`: more bytes are there than its header says.
 * - `noModel`: it is something else.
 */
export type FileFlaw =
  | { readonly kind: 'cutShort'; readonly promisedBytes: number | null }
  | { readonly kind: 'tooLong'; readonly promisedBytes: number }
  | { readonly kind: 'noModel'; readonly what: ForeignKind };
