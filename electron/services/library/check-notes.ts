import { z } from 'zod';
import type { CheckTally, CheckView } from '../../../shared/library/library';
import type { LibraryStore } from '../../core/library/ports';
import { FINDINGS, type FoundIn } from './check-findings';

const count = z.number().int().nonnegative();
const filesSchema = z.object({ ids: z.array(z.number().int().positive()), bytes: z.number() });
const tally = z.object({
  unchangedCount: count,
  damagedCount: count,
  changedCount: count,
  missingCount: count,
  unreadableCount: count,
  newCount: count,
  brokenCount: count.default(0),
});
const found = z.array(z.tuple([z.number().int().positive(), z.enum(FINDINGS)])).default([]);
const soFarSchema = z.object({
  doneCount: count,
  readBytes: z.number(),
  isPaused: z.boolean(),
  tally,
  found,
});
const endedSchema = z.object({ isWhole: z.boolean(), tally, endedAtMs: z.number(), found });

/** A check that has not come to its end: which files it is of, in their order, and how far it is. */
export interface NotedCheck {
  readonly ids: readonly number[];
  /** Of all of them. */
  readonly bytes: number;
  readonly doneCount: number;
  readonly readBytes: number;
  readonly isPaused: boolean;
  readonly tally: CheckTally;
  /** In which files something was found so far. */
  readonly found: readonly FoundIn[];
}

/** What the last check has found, as long as nobody has put it away. */
export type CheckSummary = Omit<Extract<CheckView, { kind: 'ended' }>, 'kind'>;

/**
 * Keeps a check over the end of Civet, and what the last one has found. What it is of may be long and is written once;
 * how far it is, file by file.
 */
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

  /** Null where there is none, or it was put away. */
  readEnded(): { readonly summary: CheckSummary; readonly found: readonly FoundIn[] } | null {
    const read = endedSchema.safeParse(parsed(this.store.note('checkEnded')));
    if (!read.success) return null;
    const { found: kept, ...summary } = read.data;
    return { summary, found: kept };
  }

  keepEnded(ended: ReturnType<CheckNotes['readEnded']>): void {
    const note = ended === null ? null : JSON.stringify({ ...ended.summary, found: ended.found });
    this.store.keepNote('checkEnded', note);
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
