import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../../electron/core/updates/compare-versions';

const version = (id: number, triggerWords: readonly string[] = [], baseModel = 'SDXL 1.0') => ({
  id,
  name: `v${id}`,
  baseModel,
  publishedAt: id,
  triggerWords,
  untrustedDescription: id % 2 === 0 ? `<p>${id}</p>` : null,
});
const versions = [version(4, ['b', 'c']), version(3, [], 'Pony'), version(2), version(1, ['a', 'b'])];

describe('compareVersions', () => {
  it('tells of every version between, of the same base model, the newest first', () => {
    const told = compareVersions(versions, 1, 4, 100);
    expect(told?.versions.map(({ versionName, untrustedNotes }) => [versionName, untrustedNotes])).toEqual([
      ['v4', '<p>4</p>'],
      ['v2', '<p>2</p>'],
    ]);
  });

  it('tells which trigger words are new and which are gone', () => {
    expect(compareVersions(versions, 1, 4, 100)).toMatchObject({
      addedWords: ['c'],
      removedWords: ['a'],
      oldVersionName: 'v1',
    });
  });

  it('compares no words with a version that is not shown any more', () => {
    expect(compareVersions(versions.slice(0, 3), 1, 4, 100)).toMatchObject({
      addedWords: [],
      removedWords: [],
      oldVersionName: null,
    });
  });

  it('has nothing to tell of a new version that is gone', () => {
    expect(compareVersions(versions, 1, 9, 100)).toBeNull();
  });
});
