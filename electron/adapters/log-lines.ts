import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** As electron-log names them: what is written now, and what was before the last rotation. */
const LOG_FILES = ['civet.old.log', 'civet.log'] as const;
const MOST_BYTES = 256 * 1024;

/**
 * The last lines of the log, the newest last; none where there is no log yet.
 *
 * @param folder of the log files
 */
export async function readLogLines(folder: string, most: number): Promise<readonly string[]> {
  const texts = await Promise.all(LOG_FILES.map((name) => readEnd(join(folder, name))));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .slice(-most);
}

async function readEnd(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - MOST_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    // The first line is cut, and may begin in the middle of a letter.
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
