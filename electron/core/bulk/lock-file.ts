import { z } from 'zod';
import { MOST_PLANNED } from '../../../shared/bulk/plan';
import type { FileHashes } from '../../../shared/civitai/model';
import { type Failure, failure } from '../../../shared/failure';
import { fileIdSchema, modelIdSchema, versionIdSchema } from '../../../shared/ids';
import { FOLDER_KINDS, type FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import { cleanLine } from '../civitai/clean-text';

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
const LONGEST_LABEL = 1_000;
/** Shown to whoever imports it, so it may not hide or turn around what stands beside it. */
const label = z
  .string()
  .max(LONGEST_LABEL)
  .nullish()
  .transform((value) => cleanLine(value ?? ''));

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

/**
 * The text of a lock file. The same files give the same text, whatever order they came in, so that it may be kept under
 * version control.
 */
export function writeLock(files: readonly LockedFile[]): string {
  const sorted = files
    .toSorted((a, b) => a.modelId - b.modelId || a.versionId - b.versionId || a.fileId - b.fileId)
    .map(ordered);
  return `${JSON.stringify({ civetLock: FORMAT, files: sorted }, null, 2)}\n`;
}

/** Whether it claims to be a lock file, be it a good one or not. */
export function looksLikeLock(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && text.includes('"civetLock"');
}

/**
 * Reads a lock file that anybody may have written.
 *
 * @returns `input.badLock` with the place of the first mistake, `input.newerLock` for one that a newer Civet has
 *   written; a file that is named twice is read once, unless the two want different bytes
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
  const byFile = new Map<string, LockedFile>();
  for (const [at, file] of lock.data.files.entries()) {
    const key = `${file.versionId}/${file.fileId}`;
    const before = byFile.get(key);
    if (before !== undefined && !mayBeLocked(before, file))
      return bad(`entry ${at + 1} contradicts another one`);
    if (before === undefined) byFile.set(key, file);
  }
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
    model: shortened(model),
    version: shortened(version),
    fileName: shortened(fileName),
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

/** What is known of a file's bytes. */
export type FileProof = Pick<LockedFile, 'hashes' | 'size' | 'isSizeExact'>;

/** What the service tells of a size is rounded to a fraction of a KiB. */
const SIZE_SLACK_BYTES = 1_024;

/** Whether two may be the same bytes: no hash that both know differs, nor the size by more than a rounding. */
export function mayBeLocked(locked: FileProof, published: FileProof): boolean {
  if (locked.size !== null && published.size !== null && (locked.isSizeExact || published.isSizeExact))
    if (Math.abs(locked.size - published.size) > SIZE_SLACK_BYTES) return false;
  const [wanted, actual] = [withAutoV2(locked.hashes), withAutoV2(published.hashes)];
  return (Object.keys(wanted) as (keyof FileHashes)[]).every((kind) => {
    const [one, other] = [wanted[kind], actual[kind]];
    return one === null || other === null || one === other;
  });
}

/** AutoV2 is the beginning of SHA-256, also where only one of them is told. */
function withAutoV2(hashes: FileHashes): FileHashes {
  return { ...hashes, autoV2: hashes.autoV2 ?? hashes.sha256?.slice(0, 10) ?? null };
}

/** Never ends with half a character. */
function shortened(text: string): string {
  return text
    .slice(0, LONGEST_LABEL)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}
