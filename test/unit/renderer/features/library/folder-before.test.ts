import { describe, expect, it } from 'vitest';
import { folderBefore } from '../../../../../renderer/features/library/folder-before';

describe('the folder that a file of the trash was in', () => {
  it.each([
    ['/ai/.civet-trash/dd37fc60e6f7c7b9/models/loras', '/ai/models/loras'],
    ['C:\\ai\\.civet-trash\\dd37fc60e6f7c7b9\\models', 'C:\\ai\\models'],
    ['/ai/.civet-trash/dd37fc60e6f7c7b9', '/ai'],
    ['/ai/.civet-trash/mine/models', '/ai/.civet-trash/mine/models'],
    ['/ai/models', '/ai/models'],
  ])('of %s is %s', (inTrash, before) => {
    expect(folderBefore(inTrash)).toBe(before);
  });
});
