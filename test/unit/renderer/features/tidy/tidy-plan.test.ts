import { describe, expect, it } from 'vitest';
import { planOf } from '../../../../../renderer/features/tidy/tidy-plan';
import type { MisplacedFile, TargetName } from '../../../../../shared/operations/tidy';

const file = (id: number, kind: TargetName['kind'], isOtherVolume = false): MisplacedFile => ({
  id,
  fileName: `${id}.safetensors`,
  modelName: null,
  bytes: 10 ** id,
  folderPath: '/a',
  targetPath: '/b',
  targetLabel: 'ComfyUI › loras',
  why: { kind: 'lora', code: 'modelType', fileType: 'Model', modelType: 'LORA', baseModel: null },
  keptName: { name: `${id}.safetensors`, kind },
  templateName: { name: `own ${id}.safetensors`, kind: 'free' },
  isOtherVolume,
});

const files = [file(1, 'free'), file(2, 'numbered', true), file(3, 'alreadyThere'), file(4, 'unread')];

describe('planOf', () => {
  it('counts what is ticked, and leaves what is there already where it is', () => {
    expect(planOf(files, new Set([1]), false)).toEqual({
      movableCount: 3,
      ids: [2, 4],
      bytes: 10_100,
      copiedBytes: 100,
      numberedCount: 1,
      thereCount: 1,
      unreadCount: 1,
    });
  });

  it('says of what is there already that it stays, ticked or not: there is nothing to tick', () => {
    expect(planOf(files, new Set([1, 2, 3, 4]), false)).toMatchObject({
      movableCount: 3,
      ids: [],
      thereCount: 1,
    });
  });

  it('goes by the names of the template where those are wanted', () => {
    expect(planOf(files, new Set(), true)).toMatchObject({
      ids: [1, 2, 3, 4],
      numberedCount: 0,
      thereCount: 0,
      unreadCount: 0,
    });
  });
});
