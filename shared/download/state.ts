import { z } from 'zod';
import { failureSchema } from '../failure';

export const HASH_KINDS = ['sha256', 'blake3', 'autoV2', 'autoV3', 'crc32', 'autoV1'] as const;
/** From the strongest proof to the weakest. */
export type HashKind = (typeof HASH_KINDS)[number];

/** What was proven about a whole file. `sha256` is always our own measurement, upper-case hex. */
export const verificationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified'), by: z.enum(HASH_KINDS), sha256: z.string() }),
  /** Civitai publishes no hash for this file, so there was nothing to compare with. */
  z.object({
    kind: z.literal('unverified'),
    sha256: z.string(),
    /** Civitai has published a hash since the file was placed, and it is another one. */
    isRefuted: z.literal(true).optional(),
  }),
]);
export type Verification = z.infer<typeof verificationSchema>;

/**
 * The one state of a download, with data only where it is true.
 * Which event leads where is written in `electron/core/download/machine.ts`.
 */
export const downloadStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  /** Asking Civitai where the file is. */
  z.object({ kind: z.literal('probing') }),
  z.object({ kind: z.literal('transferring') }),
  z.object({ kind: z.literal('verifying') }),
  /** Verified; `finalName` is the name it is about to get, written down before the rename. */
  z.object({
    kind: z.literal('finalizing'),
    verification: verificationSchema,
    finalName: z.string(),
    /** Another program holds the file; it is tried again by itself, and nothing is fetched again. */
    isBlocked: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('completed'),
    verification: verificationSchema,
    finalName: z.string(),
    atMs: z.number(),
  }),
  z.object({
    kind: z.literal('waiting'),
    /** When the next try is due; null until its cause has gone, such as a full disk or a missing drive. */
    untilMs: z.number().nullable(),
    cause: failureSchema,
    attempt: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('paused') }),
  z.object({ kind: z.literal('failed'), cause: failureSchema }),
  z.object({ kind: z.literal('cancelled') }),
]);

export type DownloadState = z.infer<typeof downloadStateSchema>;
export type DownloadStateKind = DownloadState['kind'];

export type DownloadEvent =
  | { readonly kind: 'start' }
  /** A whole file stands under its name already; whether it is the one is being found out. */
  | { readonly kind: 'found' }
  /** It is another one, so it has to be fetched. */
  | { readonly kind: 'differs' }
  /** It is the one, and stays where it is. */
  | { readonly kind: 'kept'; readonly verification: Verification; readonly finalName: string }
  | { readonly kind: 'probed' }
  | { readonly kind: 'received' }
  | { readonly kind: 'verified'; readonly verification: Verification; readonly finalName: string }
  /** The name chosen before was taken meanwhile. */
  | { readonly kind: 'renamed'; readonly finalName: string }
  | { readonly kind: 'placed' }
  | { readonly kind: 'fail'; readonly cause: z.infer<typeof failureSchema> }
  /** Nothing may be fetched for a while; it goes on by itself. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'wake' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'cancel' };
export type DownloadEventKind = DownloadEvent['kind'];
