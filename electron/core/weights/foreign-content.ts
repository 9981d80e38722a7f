import type { ForeignKind } from '../../../shared/library/flaw';
import { isModelFile } from '../library/model-files';

/** As much of a file as is looked at. */
export const FOREIGN_BYTES = 512;

/** Their own format is a ZIP as well. */
const TORCH = /\.(ckpt|pt|pth|bin)$/i;
const MODEL_WITHIN = /\.(safetensors|sft|ckpt|gguf)$/i;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
/** Of a ZIP's first entry: how long its name is, and where that begins. */
const ZIP_NAME_LENGTH_AT = 26;
const ZIP_NAME_AT = 30;
/** A page may begin with a doctype, a comment or right with its elements. */
const WEB_PAGE = /^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body|script|title|meta|div)\b/i;

/**
 * What a file is that is no model, by its first bytes. A picture is told whatever it is called; of what has another
 * name than a model's nothing else is said, because it may be just that.
 *
 * @param start the first `FOREIGN_BYTES`, or all of a shorter file
 * @returns null for what may be a model
 */
export function foreignContent(fileName: string, start: Uint8Array): ForeignKind | null {
  if (start.length === 0) return 'empty';
  const text = new TextDecoder()
    .decode(start)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith(LFS_POINTER)) return 'lfsPointer';
  const seen = pictureOrVideo(start);
  if (seen !== null) return seen;
  if (!isModelFile(fileName)) return null;
  if (WEB_PAGE.test(text)) return 'webPage';
  if (/^[{[]\s*["{[\]}]/.test(text)) return 'json';
  if (text.startsWith('<?xml')) return 'xml';
  return isArchive(fileName, start) ? 'archive' : null;
}

function pictureOrVideo(start: Uint8Array): ForeignKind | null {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => start[at] === byte);
  const says = (text: string, from: number) =>
    [...text].every((char, at) => start[from + at] === char.charCodeAt(0));
  if (begins(0x89, 0x50, 0x4e, 0x47) || begins(0xff, 0xd8, 0xff) || says('GIF8', 0)) return 'picture';
  if (says('RIFF', 0) && says('WEBP', 8)) return 'picture';
  return says('ftyp', 4) || begins(0x1a, 0x45, 0xdf, 0xa3) ? 'video' : null;
}

function isArchive(fileName: string, start: Uint8Array): boolean {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => start[at] === byte);
  const isOther =
    begins(0x52, 0x61, 0x72, 0x21, 0x1a) || begins(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) || begins(0x1f, 0x8b);
  if (isOther || !begins(0x50, 0x4b, 0x03, 0x04)) return isOther;
  if (!TORCH.test(fileName)) return true;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const length = start.length > ZIP_NAME_AT ? view.getUint16(ZIP_NAME_LENGTH_AT, true) : 0;
  return MODEL_WITHIN.test(new TextDecoder().decode(start.subarray(ZIP_NAME_AT, ZIP_NAME_AT + length)));
}
