import { describe, expect, it } from 'vitest';
import { companionEndings } from '../../../../electron/core/operations/companions';

/** The names that a system takes for one when it folds case. */
const among = (names: readonly string[]) => (wanted: string) =>
  names.filter((name) => name.toLowerCase() === wanted.toLowerCase());

describe('companionEndings', () => {
  it('finds sidecars, previews and notes of the same stem, as they are written', () => {
    const names = [
      'a.b.json',
      'a.b.civitai.info',
      'a.b.PREVIEW.png',
      'a.b.yaml',
      'a.b.zip',
      'a.json',
      'a.b.c.json',
    ];
    const found = companionEndings('a.b.safetensors', among(names));
    expect(found.toSorted()).toEqual(['.PREVIEW.png', '.civitai.info', '.json', '.yaml']);
  });

  it('finds nothing when another model has the stem, whatever its capitals', () => {
    expect(companionEndings('a.safetensors', among(['a.json', 'A.gguf', 'a.safetensors']))).toEqual([]);
  });

  it('finds nothing for a name without an ending', () => {
    expect(companionEndings('model', among(['model.json']))).toEqual([]);
  });
});
