import { closeSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FileClaim, readHeaderClaim, readSidecar } from '../core/library/claims';
import { sidecarsOf } from '../core/library/model-files';
import type { FileStamp } from '../core/library/ports';
import { headerLength, headerText, LENGTH_BYTES } from '../core/weights/safetensors-header';
import { openQuietlySync } from './quiet-open';

/** Longer ones are no sidecars of a model; they are left alone. */
const LONGEST_SIDECAR_BYTES = 8 * 1024 * 1024;
/** What a claim is looked for in; the hashes stand in its first entry, but JSON is read as a whole. */
const LONGEST_HEADER_BYTES = 16 * 1024 * 1024;

/** What the sidecars beside a file say of it, else the file's own header; null when nobody says anything. */
export function claimOf(path: string, { bytes }: FileStamp, beside: Iterable<string>): FileClaim | null {
  const fileName = basename(path);
  const folder = dirname(path);
  const names = beside instanceof Set ? beside : new Set(beside);
  for (const { name, ending } of sidecarsOf(fileName)) {
    if (!names.has(name)) continue;
    const claim = readSidecar(ending, readSmall(join(folder, name)), fileName);
    if (claim !== null) return claim;
  }
  if (!/\.(safetensors|sft)$/i.test(fileName)) return null;
  const header = readHeader(path, bytes);
  return header === null ? null : readHeaderClaim(header);
}

/** What cannot be read says nothing. */
function readSmall(path: string): string {
  try {
    return statSync(path).size > LONGEST_SIDECAR_BYTES ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The JSON in front of the weights; null for what is no safetensors file. */
function readHeader(path: string, fileBytes: number): string | null {
  let file: number | null = null;
  try {
    file = openQuietlySync(path);
    const start = Buffer.alloc(LENGTH_BYTES);
    const got = readSync(file, start, 0, LENGTH_BYTES, 0);
    const length = headerLength(start.subarray(0, got), fileBytes, LONGEST_HEADER_BYTES);
    if (length === null) return null;
    const header = Buffer.alloc(length);
    return headerText(header, readSync(file, header, 0, length, LENGTH_BYTES));
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
