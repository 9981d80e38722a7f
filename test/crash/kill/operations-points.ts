import { readFileSync, writeFileSync } from 'node:fs';
import { type CopyCalls, systemCopyCalls } from '../../../electron/adapters/file-copies';
import { type NameCalls, systemNameCalls } from '../../../electron/adapters/part-files';
import { MOST_LOST_MARKS, type OperationBook } from '../../../electron/core/operations/ports';
import { ok } from '../../../shared/result';

/** Between which two deeds the program dies; how often each may be passed before the end of an operation. */
export const OPERATION_POINTS = {
  'before plan is written': 1,
  'after plan is written': 1,
  'before link': 12,
  'after link': 12,
  'before unlink': 12,
  'after unlink': 12,
  'before folder sync': 24,
  'after folder sync': 24,
  'in a copy': 8,
  'after a copy': 8,
  'before mark': 12,
  'after mark': 12,
  'before end is written': 3,
  'after end is written': 3,
} as const;

export type OperationPoint = keyof typeof OPERATION_POINTS;
// Object.keys forgets that these are the names above.
export const operationPoints = Object.keys(OPERATION_POINTS) as OperationPoint[];

export const COPY_POINTS: readonly OperationPoint[] = ['in a copy', 'after a copy'];

/** Kills this very program, without a chance to tidy up, when it passes a point for the n-th time. */
export class OperationPoints {
  private readonly point: string;
  private left: number;

  /** @param wanted for example "after mark:3"; undefined for none */
  constructor(wanted: string | undefined) {
    const [point = '', count] = (wanted ?? '').split(':');
    this.point = point;
    this.left = Number(count ?? 1);
  }

  names(): NameCalls {
    const around =
      <Rest extends readonly string[]>(
        before: OperationPoint,
        work: (...paths: Rest) => Promise<void>,
        after: OperationPoint,
      ) =>
      async (...paths: Rest) => {
        this.pass(before);
        await work(...paths);
        this.pass(after);
      };
    return {
      link: around('before link', systemNameCalls.link, 'after link'),
      unlink: around('before unlink', systemNameCalls.unlink, 'after unlink'),
      syncFolder: around('before folder sync', systemNameCalls.syncFolder, 'after folder sync'),
      rename: systemNameCalls.rename,
    };
  }

  copies(): CopyCalls {
    return {
      clone: systemCopyCalls.clone,
      copy: async (from, to, watch) => {
        if (this.point === 'in a copy') {
          const bytes = readFileSync(from);
          if (this.left === 1) writeFileSync(to, bytes.subarray(0, bytes.length / 2));
          this.pass('in a copy');
        }
        await systemCopyCalls.copy(from, to, watch);
        this.pass('after a copy');
      },
    };
  }

  book(book: OperationBook): OperationBook {
    const watched: OperationBook = Object.create(book);
    const around = <T>(before: OperationPoint, work: () => T, after: OperationPoint): T => {
      this.pass(before);
      const done = work();
      this.pass(after);
      return done;
    };
    // What the system would still hold back when the power goes is held back here.
    let held: Parameters<OperationBook['mark']>[] = [];
    const write = () => {
      const marks = held;
      held = [];
      for (const mark of marks) book.mark(...mark);
    };
    const written = <T>(work: () => T): T => {
      write();
      return work();
    };
    const markSoon = (...wanted: Parameters<OperationBook['markSoon']>) => {
      held.push(wanted);
      if (held.length >= MOST_LOST_MARKS) write();
      return ok(null);
    };
    watched.begin = (record) =>
      around('before plan is written', () => written(() => book.begin(record)), 'after plan is written');
    watched.mark = (...wanted) =>
      around('before mark', () => written(() => book.mark(...wanted)), 'after mark');
    watched.markSoon = (...wanted) => around('before mark', () => markSoon(...wanted), 'after mark');
    watched.arrive = (...arrival) => written(() => book.arrive(...arrival));
    watched.change = (to) =>
      around('before end is written', () => written(() => book.change(to)), 'after end is written');
    return watched;
  }

  private pass(point: OperationPoint): void {
    if (point !== this.point) return;
    this.left -= 1;
    if (this.left <= 0) process.kill(process.pid, 'SIGKILL');
  }
}
