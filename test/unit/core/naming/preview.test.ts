import { describe, expect, it } from 'vitest';
import { MOST_EXAMPLES, previewNames } from '../../../../electron/core/naming/preview';
import { targetOf } from '../../../support/queue-bench';

describe('previewNames', () => {
  it('tells apart what would get one name in one folder, whatever its case', () => {
    const targets = [
      targetOf('Aurora', 1, 1, { creator: 'Mira' }),
      targetOf('AURORA', 2, 1, { creator: 'mira' }),
      targetOf('aurora', 3, 1, { creator: 'somebody else' }),
    ];
    const names = previewNames({ file: '{model}', folder: '{creator}' }, targets);
    expect(names.map(({ subfolders, fileName, changes }) => [...subfolders, fileName, ...changes])).toEqual([
      ['Mira', 'Aurora.safetensors'],
      ['mira', 'AURORA (2).safetensors', 'taken'],
      ['somebody else', 'aurora.safetensors'],
    ]);
  });

  it('shows a file once and no more files than fit', () => {
    const targets = Array.from({ length: 60 }, (_, at) => targetOf(`m${at % 30}`, (at % 30) + 1, 1));
    const names = previewNames({ file: '', folder: '' }, targets);
    expect(names.length).toBe(MOST_EXAMPLES);
    expect(new Set(names.map(({ modelName }) => modelName)).size).toBe(MOST_EXAMPLES);
    expect(names[0]).toEqual({
      modelName: 'm0',
      versionName: 'v1',
      modelType: 'LORA',
      ownName: 'm0.safetensors',
      diskName: null,
      subfolders: [],
      fileName: 'm0.safetensors',
      changes: [],
    });
  });
});
