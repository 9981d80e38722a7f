import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../../../renderer/features/model/compare-versions';
import type { ModelVersion } from '../../../../../shared/civitai/model';

const version = (part: Partial<ModelVersion>): ModelVersion => ({
  id: 1,
  name: 'v1',
  baseModel: 'SDXL 1.0',
  publishedAt: 10,
  untrustedDescription: null,
  triggerWords: [],
  downloadCount: null,
  access: { kind: 'open' },
  files: [],
  pictures: [],
  ...part,
});
const words = {
  day: (at: number) => `day ${at}`,
  count: String,
  file: ({ id }: { id: number }) => `file ${id}`,
};
const compare = (left: Partial<ModelVersion>, right: Partial<ModelVersion>) =>
  new Map(compareVersions(version(left), version(right), words).map((row) => [row.fact, row]));

describe('compareVersions', () => {
  it('finds no difference between equals, also where words come in another order', () => {
    const rows = compare({ triggerWords: ['a', 'b'] }, { triggerWords: ['b', 'a'] });
    expect([...rows.values()].filter(({ differs }) => differs)).toEqual([]);
  });

  it('marks the lines that only one of the two has', () => {
    const row = compare({ triggerWords: ['a', 'b'] }, { triggerWords: ['b', 'c'] }).get('words');
    expect(row).toEqual({
      fact: 'words',
      differs: true,
      sides: [
        [
          { text: 'a', isOnlyHere: true },
          { text: 'b', isOnlyHere: false },
        ],
        [
          { text: 'b', isOnlyHere: false },
          { text: 'c', isOnlyHere: true },
        ],
      ],
    });
  });

  it('tells a fact that one of them does not know from one that is the same', () => {
    const rows = compare({ baseModel: null, publishedAt: null }, { publishedAt: null });
    expect(rows.get('baseModel')).toMatchObject({ differs: true, sides: [[], [{ text: 'SDXL 1.0' }]] });
    expect(rows.get('published')).toMatchObject({ differs: false, sides: [[], []] });
  });
});
