import { closeSync, readSync } from 'node:fs';
import type { FileFlaw } from '../../shared/library/flaw';
import { judgeBeginning } from '../core/weights/judge-beginning';
import { openQuietlySync } from './quiet-open';

/**
 * What the beginning of a file says is wrong with it, for a thread that may wait.
 *
 * @param bytes of the whole file
 * @returns undefined when it cannot be read; null when nothing is known to be wrong
 */
export function flawNow(path: string, bytes: number): FileFlaw | null | undefined {
  let file: number | null = null;
  try {
    file = openQuietlySync(path);
    const judging = judgeBeginning(path, bytes);
    for (let step = judging.next(); ; ) {
      if (step.done === true) return step.value;
      const part = Buffer.alloc(Math.min(step.value.length, bytes));
      const got = readSync(file, part, 0, part.length, step.value.at);
      step = judging.next(part.subarray(0, got));
    }
  } catch {
    return undefined;
  } finally {
    if (file !== null) closeSync(file);
  }
}
