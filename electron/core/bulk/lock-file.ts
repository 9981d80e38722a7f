import { z } from 'zod';
import { MOST_PLANNED } from '../../../shared/bulk/plan';
import type { FileHashes } from '../../../shared/civitai/model';
import { type Failure, failure } from '../../../shared/failure';
import { fileIdSchema, modelIdSchema, versionIdSchema } from '../../../shared/ids';
import { FOLDER_KINDS, type FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';

/** Raised when an older Civet would misread what a newer one writes. */
const FORMAT = 1;
/** Of the text of a lock file, in UTF-16 units: `MOST_PLANNED` entries with the longest names there are. */
export const LONGEST_LOCK = 16_000_000;

/** One file, so that another machine gets exactly the same bytes. */
export interface LockedFile {
  readonly modelId: number;
  readonly versionId: number;
  readonly fileId: number;
  /** For whoever reads the file; Civet goes by the ids. */
  readonly model: string;
  readonly version: string;
  readonly fileName: string;
  /** Bytes; null when nobody has told. */
  readonly size: number | null;
  /** Whether the size was counted on disk; what Civitai tells may be off by a rounding. */
  readonly isSizeExact: boolean;
  readonly hashes: FileHashes;
  /** The kind of folder that the user had chosen; null for the one that suits the file. */
  readonly folder: FolderKind | null;
}

const hash = (digits: number) =>
  z
    .string()
    .refine((text) => /^[0-9a-f]+$/i.test(text) && text.length === digits)
    .transform((text) => text.toUpperCase())
    .nullish()
    .transform((value) => value ?? null);
const label = z
  .string()
  .max(1_000)
  .nullish()
  .transform((value) => value ?? '');

const lockedFile = z.object({
  modelId: modelIdSchema,
  versionId: versionIdSchema,
  fileId: fileIdSchema,
  model: label,
  version: label,
  fileName: label,
  size: z
    .number()
    .int()
    .min(0)
    .nullish()
    .transform((value) => value ?? null),
  isSizeExact: z.boolean().default(false),
  folder: z
    .enum(FOLDER_KINDS)
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
  hashes: z
    .object({
      sha256: hash(64),
      blake3: hash(64),
      crc32: hash(8),
      autoV1: hash(8),
      autoV2: hash(10),
      autoV3: hash(12),
    })
    .prefault({}),
});

const head = z.object({ civetLock: z.number().int().min(1) });
const body = z.object({ files: z.array(lockedFile).max(MOST_PLANNED) });

/** The text of a lock file. The same files give the same text, so that it may be kept under version control. */
export function writeLock(files: readonly LockedFile[]): string {
  return `${JSON.stringify({ civetLock: FORMAT, files: files.map(ordered) }, null, 2)}\n`;
}

/** Whether it claims to be a lock file, be it a good one or not. */
export function looksLikeLock(text: string): boolean {
  return /^\uFEFF?\s*\{\s*"civetLock"/.test(text);
}

/**
 * Reads a lock file that anybody may have written.
 *
 * @returns `input.badLock` with the place of the first mistake, `input.newerLock` for one that a newer Civet has
 *   written; a file that is named twice is read once
 */
export function readLock(text: string): Result<readonly LockedFile[], Failure> {
  if (text.length > LONGEST_LOCK) return bad('it is too long');
  let untrusted: unknown;
  try {
    untrusted = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return bad('it is no JSON');
  }
  const found = head.safeParse(untrusted);
  if (!found.success) return bad('“civetLock” is missing');
  if (found.data.civetLock > FORMAT) return err(failure('input.newerLock'));
  const lock = body.safeParse(untrusted);
  if (!lock.success) return bad(placeOf(lock.error.issues[0]?.path ?? []));
  const byFile = new Map(lock.data.files.map((file) => [`${file.versionId}/${file.fileId}`, file]));
  return ok([...byFile.values()]);
}

function placeOf(path: readonly PropertyKey[]): string {
  const [, at, ...rest] = path;
  if (typeof at !== 'number') return 'the list of files is missing or too long';
  return `entry ${at + 1}${rest.length === 0 ? '' : `, “${rest.map(String).join('.')}”`}`;
}

function bad(message: string): Result<never, Failure> {
  return err(failure('input.badLock', { message }));
}

/** One order of members, whatever the order of those that came. */
function ordered(file: LockedFile): LockedFile {
  const { modelId, versionId, fileId, model, version, fileName, size, isSizeExact, hashes, folder } = file;
  const { sha256, blake3, crc32, autoV1, autoV2, autoV3 } = hashes;
  return {
    modelId,
    versionId,
    fileId,
    model,
    version,
    fileName,
    size,
    isSizeExact,
    folder,
    hashes: { sha256, blake3, crc32, autoV1, autoV2, autoV3 },
  };
}

/** The hashes that a download has to be proven with: what is locked, and what is published besides. */
export function lockedHashes(locked: FileHashes, published: FileHashes): FileHashes {
  return {
    sha256: locked.sha256 ?? published.sha256,
    blake3: locked.blake3 ?? published.blake3,
    crc32: locked.crc32 ?? published.crc32,
    autoV1: locked.autoV1 ?? published.autoV1,
    autoV2: locked.autoV2 ?? published.autoV2,
    autoV3: locked.autoV3 ?? published.autoV3,
  };
}

/** Whether a published file may be the locked one: no hash that both know differs. */
export function mayBeLocked(locked: FileHashes, published: FileHashes): boolean {
  return (Object.keys(locked) as (keyof FileHashes)[]).every((kind) => {
    const [wanted, actual] = [locked[kind], published[kind]];
    return wanted === null || actual === null || wanted === actual;
  });
}
