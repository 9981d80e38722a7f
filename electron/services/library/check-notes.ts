import { z } from 'zod';
import type { CheckTally } from '../../../shared/library/library';
import type { LibraryStore } from '../../core/library/ports';

const count = z.number().int().nonnegative();
const filesSchema = z.object({ ids: z.array(z.number().int().positive()), bytes: z.number() });
const soFarSchema = z.object({
  doneCount: count,
  readBytes: z.number(),
  isPaused: z.boolean(),
  tally: z.object({
    unchangedCount: count,
    damagedCount: count,
    changedCount: count,
    missingCount: count,
    unreadableCount: count,
    newCount: count,
  }),
});

/** A check that has not come to its end: which files it is of, in their order, and how far it is. */
export interface NotedCheck {
  readonly ids: readonly number[];
  /** Of all of them. */
  readonly bytes: number;
  readonly doneCount: number;
  readonly readBytes: number;
  readonly isPaused: boolean;
  readonly tally: CheckTally;
}

/** Keeps a check over the end of Civet. What it is of may be long and is written once; how far it is, file by file. */
export class CheckNotes {
  constructor(private readonly store: Pick<LibraryStore, 'note' | 'keepNote'>) {}

  /** Null where there is none, or it cannot be read any more. */
  read(): NotedCheck | null {
    const files = filesSchema.safeParse(parsed(this.store.note('checkFiles')));
    const soFar = soFarSchema.safeParse(parsed(this.store.note('checkSoFar')));
    return files.success && soFar.success ? { ...files.data, ...soFar.data } : null;
  }

  keepFiles(files: Pick<NotedCheck, 'ids' | 'bytes'>): void {
    this.store.keepNote('checkFiles', JSON.stringify(files));
  }

  keepSoFar(soFar: Omit<NotedCheck, 'ids' | 'bytes'>): void {
    this.store.keepNote('checkSoFar', JSON.stringify(soFar));
  }

  forget(): void {
    this.store.keepNote('checkFiles', null);
    this.store.keepNote('checkSoFar', null);
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
