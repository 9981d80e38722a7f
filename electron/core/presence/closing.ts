export interface ClosingFacts {
  readonly isMac: boolean;
  readonly wantsTray: boolean;
  /** Whether an icon in the tray is seen on this desktop. */
  readonly hasTray: boolean;
  readonly runningCount: number;
  readonly pendingCount: number;
}

/**
 * What becomes of Civet when its window is closed.
 *
 * - `hide`: it goes on without it.
 * - `quit`: it ends, after a question where something runs.
 * - `close`: the window goes, the program stays in the dock.
 *
 * Where no tray shows that Civet is there, it goes on only as long as it has something to do when it is closed:
 * nobody looks for a program that is neither seen nor does anything.
 */
export function afterClosing(facts: ClosingFacts): 'hide' | 'quit' | 'close' {
  if (facts.wantsTray && facts.hasTray) return 'hide';
  if (facts.isMac) return 'close';
  return facts.wantsTray && facts.runningCount + facts.pendingCount > 0 ? 'hide' : 'quit';
}
