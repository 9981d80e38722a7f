import type { FileHandle } from 'node:fs/promises';
import type { WeightsFinding } from '../../shared/placement';
import { GGUF_BYTES } from '../core/weights/gguf-header';
import type { WeightHeaders } from '../core/weights/ports';
import { recogniseGguf, recogniseWeights } from '../core/weights/recognise-weights';
import { headerLength, LENGTH_BYTES, safetensorsTensors } from '../core/weights/safetensors-header';
import { openQuietly } from './quiet-open';

/** "GGUF" */
const GGUF_MAGIC = 0x46554747;

export const nodeWeightHeaders: WeightHeaders = {
  async recognise(path) {
    try {
      const file = await openQuietly(path);
      try {
        return await recogniseFile(file);
      } finally {
        await file.close();
      }
    } catch {
      // A file that cannot be read is told by whoever needs all of it.
      return null;
    }
  },
};

async function recogniseFile(file: FileHandle): Promise<WeightsFinding | null> {
  const start = await readFrom(file, 0, LENGTH_BYTES);
  if (start.length < LENGTH_BYTES) return null;
  if (start.readUInt32LE() === GGUF_MAGIC) return recogniseGguf(await readFrom(file, 0, GGUF_BYTES));
  const length = headerLength(start);
  if (length === null) return null;
  const header = await readFrom(file, LENGTH_BYTES, length);
  // What does not begin like JSON need not be parsed to know that it is none.
  if (header.length < length || header[0] !== '{'.charCodeAt(0)) return null;
  const tensors = safetensorsTensors(header.toString('utf8'));
  return tensors === null ? null : recogniseWeights(tensors);
}

/** Less than `length` where the file ends before. */
async function readFrom(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await file.read(bytes, got, length - got, position + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return bytes.subarray(0, got);
}
