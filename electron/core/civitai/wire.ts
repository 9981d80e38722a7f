import { z } from 'zod';
import { flag, flagOrWord, list, number, numberOrDigits, text } from './wire-parts';

/**
 * The service's JSON as it may arrive: the documented dialect, today's, and mixtures of both
 * (API note 3). Tolerant on purpose: every optional member may be missing or null, every enum is an
 * open string, and a member of the wrong type counts as missing instead of spoiling the page.
 */

const tag = z.union([z.string(), z.object({ name: z.string() }).transform((entry) => entry.name)]);

export const wireFile = z.object({
  id: z.number().int().positive(),
  name: text,
  overrideName: text,
  type: text,
  sizeKB: number,
  sizeKb: number,
  primary: flag,
  pickleScanResult: text,
  pickleScanMessage: text,
  virusScanResult: text,
  virusScanMessage: text,
  scannedAt: text,
  metadata: z
    .object({ fp: text, size: text, format: text, quantType: text, isRequired: flag })
    .nullish()
    .catch(null),
  hashes: z.record(z.string(), z.unknown()).nullish().catch(null),
});

export const wirePicture = z.object({
  url: z.string(),
  type: text,
  width: number,
  height: number,
  hash: text,
  /** A bit today, a word in the old dialect. */
  nsfwLevel: z.union([z.number(), z.string()]).nullish().catch(null),
  nsfw: z.union([z.boolean(), z.string()]).nullish().catch(null),
});

export const wireVersion = z.object({
  id: z.number().int().positive(),
  name: text,
  baseModel: text,
  createdAt: text,
  publishedAt: text,
  description: text,
  trainedWords: list(z.string()),
  usageControl: text,
  earlyAccessDeadline: text,
  earlyAccessEndsAt: text,
  availability: text,
  paidAccess: z.object({ permanent: flag, endsAt: text }).nullish().catch(null),
  stats: z.object({ downloadCount: number }).nullish().catch(null),
  files: list(wireFile),
  images: list(wirePicture),
});

export const wireModel = z.object({
  id: z.number().int().positive(),
  name: text,
  type: text,
  description: text,
  nsfw: flagOrWord,
  nsfwLevel: numberOrDigits,
  mode: text,
  tags: list(tag),
  creator: z.object({ username: text }).nullish().catch(null),
  stats: z
    .object({ downloadCount: number, thumbsUpCount: number, favoriteCount: number })
    .nullish()
    .catch(null),
  allowNoCredit: flag,
  allowDerivatives: flag,
  allowDifferentLicense: flag,
  /** "Sell", ["Image", "Rent"] or "{Image,RentCivit}". */
  allowCommercialUse: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(null),
  modelVersions: list(wireVersion),
});

/** A version asked for by its id or by a hash: it names its model instead of standing inside it. */
export const wireLoneVersion = z.object({
  id: z.number().int().positive(),
  modelId: z.number().int().positive(),
  files: list(wireFile),
});

/** Of `/model-versions/mini/:id`, which has much more. */
export const wireTerms = z.object({ requireAuth: flag });

/** Of `/model-versions/:id`: the answer about the model does not have it (API note 3.1). */
export const wireUsage = z.object({ usageControl: text });

export const wireMe = z.object({ id: z.number(), username: z.string().min(1) });

export const wireEnums = z.object({
  ModelType: z.array(z.string()).catch([]),
  ActiveBaseModel: z.array(z.string()).catch([]),
  BaseModel: z.array(z.string()).catch([]),
});

export type WireFile = z.infer<typeof wireFile>;
export type WirePicture = z.infer<typeof wirePicture>;
export type WireVersion = z.infer<typeof wireVersion>;
export type WireModel = z.infer<typeof wireModel>;
