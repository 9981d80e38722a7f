import type { MaturityLevel } from '../../../shared/civitai/model';
import type { SeenModelName } from '../../../shared/civitai/seen-models';

/**
 * Names of models that were in a list once, kept from run to run and bounded in number: the ones seen longest
 * ago go first. A convenience: what goes wrong in it is a name that is not found, never a failure.
 */
export interface SeenModels {
  /** @param owner who was told; empty for what anybody is told */
  keep(owner: string, models: readonly SeenModelName[]): void;
  /**
   * Those whose name or creator holds all the words, seen last first.
   *
   * @param words as `wordsOf` gives them
   */
  find(owner: string, words: readonly string[], limit: MaturityLevel, most: number): readonly SeenModelName[];
  /** Forgets what was told to anybody else who was signed in. */
  dropOthers(owner: string): void;
  clear(): void;
}

/** The words of a text, each once, in the form in which names are compared: without case and width. */
export function wordsOf(text: string): readonly string[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/);
  return [...new Set(words)].filter((word) => word !== '');
}
