import { type Failure, failure } from '../../../shared/failure';
import { readErrorBody } from '../civitai/answers';

/** Enough of a file to tell a model from a web page. */
export const SNIFF_BYTES = 64;
/** A message from a server is read so far. */
export const MESSAGE_BYTES = 64 * 1024;

/** No real header is larger; a larger number means that these bytes are something else. */
const LARGEST_SAFETENSORS_HEADER = 100_000_000;

const TEXT_EXTENSIONS = /\.(json|ya?ml|txt|md|csv|toml|html?|log)$/i;

export interface Beginning {
  /** The first bytes of the file, as many as are there; fewer than `SNIFF_BYTES` only when it is shorter. */
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly totalBytes: number | null;
  /** The name the file will get; its extension tells what to expect. */
  readonly fileName: string;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, index) => bytes[index] === char.charCodeAt(0));
}

function safetensorsHeaderBytes(bytes: Uint8Array): number | null {
  if (bytes.length < 9 || bytes[8] !== 0x7b) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  return length > 0n && length <= BigInt(LARGEST_SAFETENSORS_HEADER) ? Number(length) : null;
}

/**
 * Looks at how a body begins, before any of it is kept. A login page or an error message saved under
 * a model's name is the oldest trap of this field (API note 4.9).
 *
 * @returns what is wrong, or null when the beginning fits the name
 */
export function judgeBeginning(beginning: Beginning): Failure | null {
  const { fileName, totalBytes } = beginning;
  const bytes = beginning.bytes.subarray(0, SNIFF_BYTES);
  const contentType = beginning.contentType?.toLowerCase() ?? '';
  const text = new TextDecoder('utf-8')
    .decode(bytes)
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  const expectsText = TEXT_EXTENSIONS.test(fileName);
  const looksHtml = /^(<!doctype html|<html|<head|<body|<\?xml|<!--|<script)/.test(text);
  if (looksHtml || (contentType.includes('text/html') && !expectsText)) {
    return expectsText && /\.html?$/i.test(fileName) ? null : failure('content.webPage', { name: fileName });
  }
  const message = () => {
    const words = new TextDecoder('utf-8').decode(beginning.bytes.subarray(0, MESSAGE_BYTES));
    return failure('content.message', { name: fileName, message: readErrorBody(words).message });
  };
  if (!expectsText && contentType.includes('json')) return message();
  if (/\.(safetensors|sft)$/i.test(fileName)) {
    const header = safetensorsHeaderBytes(bytes);
    const isSane = header !== null && (totalBytes === null || header <= totalBytes - 8);
    if (isSane) return null;
    if (/^[{[]\s*"/.test(text)) return message();
    return failure('content.notTheFormat', { name: fileName, format: 'SafeTensor' });
  }
  if (/\.gguf$/i.test(fileName) && !startsWith(bytes, 'GGUF')) {
    return failure('content.notTheFormat', { name: fileName, format: 'GGUF' });
  }
  if (/\.zip$/i.test(fileName) && !startsWith(bytes, 'PK')) {
    return failure('content.notTheFormat', { name: fileName, format: 'ZIP' });
  }
  if (!expectsText && /^\{\s*"(error|message)"/.test(text)) {
    return message();
  }
  return null;
}

/**
 * What the server's word about a body that begins in the middle of a file is worth: it may still be a page
 * where a model was.
 *
 * @returns what is wrong, or null
 */
export function judgeType(contentType: string | null, fileName: string): Failure | null {
  const type = contentType?.toLowerCase() ?? '';
  if (TEXT_EXTENSIONS.test(fileName)) return null;
  if (type.includes('text/html')) return failure('content.webPage', { name: fileName });
  return type.includes('json') ? failure('content.message', { name: fileName, message: '' }) : null;
}
