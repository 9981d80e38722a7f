import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';

interface Revised {
  /** Rises by one with each change. */
  readonly revision: number;
}

interface MirroredDeltas<Whole extends Revised, Delta extends Revised> {
  readonly subscribe: (listener: (delta: Delta) => void) => () => void;
  readonly ask: () => Promise<Result<Whole, Failure>>;
  /** Of what is shown; null before the first answer. */
  readonly shownRevision: () => number | null;
  readonly replace: (whole: Whole) => void;
  readonly apply: (delta: Delta) => void;
}

/**
 * Mirrors something that main tells whole once and then by its changes.
 *
 * Subscribes first and asks second, so that no change falls between the two. Changes that arrive while
 * an answer is awaited are held and applied on top of it; a gap in the revisions asks again.
 */
export function mirrorDeltas<Whole extends Revised, Delta extends Revised>({
  subscribe,
  ask,
  shownRevision,
  replace,
  apply,
}: MirroredDeltas<Whole, Delta>): () => void {
  let isEnded = false;
  let isAsking = false;
  let held: Delta[] = [];

  const unsubscribe = subscribe((delta) => {
    held.push(delta);
    if (isAsking) return;
    if (!applyHeld()) void askAnew();
  });

  async function askAnew(): Promise<void> {
    isAsking = true;
    const answer = await ask();
    isAsking = false;
    if (isEnded || !answer.ok) return;
    const revision = shownRevision();
    // An answer older than what is shown would turn the list back in time.
    if (revision === null || answer.value.revision >= revision) replace(answer.value);
    if (!applyHeld()) await askAnew();
  }

  /** Answers false when a change in between is missing. */
  function applyHeld(): boolean {
    const pending = held.toSorted((a, b) => a.revision - b.revision);
    held = [];
    for (const [index, delta] of pending.entries()) {
      const revision = shownRevision();
      if (revision !== null && delta.revision <= revision) continue;
      if (revision === null || delta.revision > revision + 1) {
        held = pending.slice(index);
        return false;
      }
      apply(delta);
    }
    return true;
  }

  void askAnew();
  return () => {
    isEnded = true;
    unsubscribe();
  };
}
