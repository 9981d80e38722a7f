/**
 * Of what only one question a file can tell, a scan asks so many in vain and goes on with the next one. Very few files are
 * known by their short hash alone, and most that nobody knows are unknown by that too.
 */
const MOST_IN_VAIN = { autoV2: 4, all: 204 } as const;
/** A look at what has just come or changed is about few files; what is left from before waits for a whole scan. */
const FEW_IN_VAIN = { autoV2: 1, all: 11 } as const;

export type LoneHash = 'autoV2' | 'autoV3';

/** How many questions about single files may still be asked in vain. */
export class LoneQuestions {
  private readonly left: { autoV2: number; all: number };

  constructor(
    readonly signal: AbortSignal,
    reach: 'whole' | 'part' = 'whole',
  ) {
    this.left = { ...(reach === 'whole' ? MOST_IN_VAIN : FEW_IN_VAIN) };
  }

  mayAsk(kind: LoneHash): boolean {
    const isLeft = kind === 'autoV3' || this.left.autoV2 > 0;
    return !this.signal.aborted && isLeft && this.left.all > 0;
  }

  noteInVain(kind: LoneHash): void {
    this.left.all -= 1;
    if (kind === 'autoV2') this.left.autoV2 -= 1;
  }
}
