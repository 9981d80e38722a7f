import { createHash } from 'node:crypto';
import { type FileHandle, stat } from 'node:fs/promises';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { DroppedFiles, DroppedPaths, FileGlance } from '../core/inspection/ports';
import { headerLength, headerText, LENGTH_BYTES } from '../core/weights/safetensors-header';
import { diskFailure } from './disk-failure';
import { AUTO_V1_LENGTH, AUTO_V1_START } from './file-hashing';
import { openQuietly } from './quiet-open';
import { nodeWeightHeaders } from './weight-headers';

/** It is read as JSON by main; a longer one would hold the window up. */
const LONGEST_HEADER = 1024 * 1024;
const LIST_ENDINGS = /\.(txt|json|md|csv)$/i;

/** Looks at what was dropped: a few blocks of each file, never more. */
export const nodeDroppedFiles: DroppedFiles = {
  async sort(paths: readonly string[]): Promise<DroppedPaths> {
    const folders: string[] = [];
    const files: string[] = [];
    const lists: string[] = [];
    const unreadable: { path: string; cause: Failure }[] = [];
    for (const path of new Set(paths)) {
      try {
        const found = await stat(path);
        if (found.isDirectory()) folders.push(path);
        else if (found.isFile()) (LIST_ENDINGS.test(path) ? lists : files).push(path);
      } catch (error) {
        unreadable.push({ path, cause: diskFailure(error, path) });
      }
    }
    return { folders, files, lists, unreadable };
  },

  async glance(path: string): Promise<Result<FileGlance, Failure>> {
    try {
      const file = await openQuietly(path);
      try {
        const { size } = await file.stat();
        const [header, weights] = [
          await safetensorsHeader(file, size),
          await nodeWeightHeaders.recognise(path),
        ];
        return ok({ autoV1: await autoV1(file), header, weights });
      } finally {
        await file.close();
      }
    } catch (error) {
      return err(diskFailure(error, path));
    }
  },
};

async function autoV1(file: FileHandle): Promise<string | null> {
  const part = Buffer.alloc(AUTO_V1_LENGTH);
  const { bytesRead } = await file.read(part, 0, part.length, AUTO_V1_START);
  // Of a smaller file there is nothing to hash, and all those would be one.
  if (bytesRead === 0) return null;
  return createHash('sha256').update(part.subarray(0, bytesRead)).digest('hex').slice(0, 8).toUpperCase();
}

async function safetensorsHeader(file: FileHandle, size: number): Promise<string | null> {
  const start = Buffer.alloc(LENGTH_BYTES);
  const { bytesRead: got } = await file.read(start, 0, LENGTH_BYTES, 0);
  const length = headerLength(start.subarray(0, got), size, LONGEST_HEADER);
  if (length === null) return null;
  const header = Buffer.alloc(length);
  const { bytesRead } = await file.read(header, 0, length, LENGTH_BYTES);
  return headerText(header, bytesRead);
}
