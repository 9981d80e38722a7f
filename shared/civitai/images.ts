import type { MaturityLevel, Picture } from './model';
import type { Period } from './search';
import type { Seen } from './seen';

/** Pictures that people made with models: the service's `/images`, whatever dialect it spoke. */

/** `Random` is left out: its pages have nothing to do with each other. */
export const GALLERY_SORTS = [
  'Most Reactions',
  'Most Comments',
  'Most Collected',
  'Newest',
  'Oldest',
] as const;
export type GallerySort = (typeof GALLERY_SORTS)[number];

/** Whose pictures. A version names its model too, because the model's maturity counts for all of them. */
export type GallerySubject =
  | { readonly kind: 'model'; readonly modelId: number }
  | { readonly kind: 'version'; readonly modelId: number; readonly versionId: number }
  | { readonly kind: 'creator'; readonly username: string }
  | { readonly kind: 'post'; readonly postId: number }
  /** One picture alone. */
  | { readonly kind: 'image'; readonly imageId: number };

export interface GalleryQuery {
  readonly subject: GallerySubject;
  readonly sort: GallerySort;
  readonly period: Period;
  /** Nothing above it is listed, and so never fetched. */
  readonly maturity: MaturityLevel;
  /** Civitai's own words for where the next page begins; null for the first page. */
  readonly cursor: string | null;
}

/** Each is null where the service does not say. */
export interface ReactionCounts {
  readonly likes: number | null;
  readonly hearts: number | null;
  readonly laughs: number | null;
  readonly cries: number | null;
  readonly comments: number | null;
}

/** A model, LoRA or embedding that a picture was made with, as far as its maker's program told. */
export interface UsedResource {
  /** As the program wrote it, such as "lora" or "model". */
  readonly type: string | null;
  readonly name: string | null;
  readonly weight: number | null;
  readonly modelVersionId: number | null;
  /** Upper-case hex in one of the lengths that Civitai stores, to find the file by. */
  readonly hash: string | null;
}

/** How a picture was made. Every text is a stranger's, cleaned of what could deceive a reader. */
export interface GenerationFacts {
  /** May have several lines. */
  readonly prompt: string | null;
  readonly negativePrompt: string | null;
  readonly sampler: string | null;
  readonly steps: number | null;
  readonly cfgScale: number | null;
  /** Digits: a seed may be larger than a number can hold. */
  readonly seed: string | null;
  readonly clipSkip: number | null;
  /** For example "832x1216". */
  readonly size: string | null;
  readonly modelName: string | null;
  /** Everything that was told in words or numbers, the above included, in the order it came. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly resources: readonly UsedResource[];
  /** All of it in the form that generators paste, with the prompt first. */
  readonly text: string;
}

export interface GalleryImage {
  readonly id: number;
  readonly picture: Picture;
  readonly creator: string | null;
  readonly postId: number | null;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number | null;
  readonly level: MaturityLevel;
  readonly baseModel: string | null;
  readonly stats: ReactionCounts;
  /** Null when its maker kept it to themselves, or no program wrote it down. */
  readonly generation: GenerationFacts | null;
}

export interface GalleryPage {
  readonly items: readonly GalleryImage[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** Entries of the answer that could not be understood and were left out. */
  readonly skippedCount: number;
  readonly seen: Seen;
}
