import { describe, expect, it } from 'vitest';
import { type Ground, trashGround } from '../../../../electron/core/operations/trash-place';

const ground = (path: string, dev: string | null, isRoot: boolean): Ground => ({
  path,
  realPath: path,
  isRoot,
  dev,
});

describe('trashGround', () => {
  const comfy = ground('/comfy', '1', true);
  const loras = ground('/comfy/models/loras', '2', false);
  const forge = ground('/drive/forge', '2', true);

  it('is the folder that the user pointed at and that the file lies in', () => {
    expect(trashGround('1', [comfy, forge], [comfy])).toBe(comfy);
  });

  it('is another one on the same volume where the file lies behind a link', () => {
    expect(trashGround('2', [comfy, loras, forge], [comfy, loras])).toBe(forge);
  });

  it('is a folder of models only when there is no other on the volume', () => {
    expect(trashGround('2', [comfy, loras], [comfy, loras])).toBe(loras);
  });

  it('is none on a volume without a folder of the user’s', () => {
    expect(trashGround('3', [comfy, loras], [comfy])).toBeNull();
  });
});
