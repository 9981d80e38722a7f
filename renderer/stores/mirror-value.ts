import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';

interface MirroredValue<T> {
  readonly subscribe: (listener: (value: T) => void) => () => void;
  readonly ask: () => Promise<Result<T, Failure>>;
  readonly set: (value: T) => void;
}

/**
 * Mirrors something that main always tells as a whole.
 *
 * An event that arrives before the first answer is newer than that answer, so the answer is dropped.
 */
export function mirrorValue<T>({ subscribe, ask, set }: MirroredValue<T>): () => void {
  let hasNewerThanAnswer = false;
  let isEnded = false;
  const unsubscribe = subscribe((value) => {
    hasNewerThanAnswer = true;
    set(value);
  });
  void ask().then((answer) => {
    if (answer.ok && !hasNewerThanAnswer && !isEnded) set(answer.value);
  });
  return () => {
    isEnded = true;
    unsubscribe();
  };
}
