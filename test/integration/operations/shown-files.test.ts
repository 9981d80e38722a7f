import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CopyCalls, systemCopyCalls } from '../../../electron/adapters/file-copies';
import { codeOf, OperationsRig, OTHER_VOLUME } from '../../support/operations-rig';

let rig: OperationsRig;
let elsewhere: string;
beforeEach(() => {
  rig = new OperationsRig();
  elsewhere = mkdtempSync(join(tmpdir(), 'civet-elsewhere-'));
});
afterEach(async () => {
  await rig.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

const file = () => {
  const path = join(elsewhere, 'fog.pt');
  writeFileSync(path, 'fog');
  return path;
};

describe('a file from outside the user’s folders', () => {
  it('comes into them only when the user has shown it, and goes back when that is undone, also after a restart', async () => {
    const from = file();
    const to = join(rig.root, 'models', 'loras', 'fog.pt');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to }]))).toBe('input.outsideFolders');
    const done = await rig.do('move', [{ kind: 'move', from, to, isShown: true }]);
    expect([codeOf(done), existsSync(from), readFileSync(to, 'utf8')]).toEqual(['ok', false, 'fog']);
    await rig.restart();
    const [{ id } = { id: '' }] = rig.operations.list();
    expect(codeOf(await rig.operations.undo(id))).toBe('ok');
    expect([readFileSync(from, 'utf8'), existsSync(to)]).toEqual(['fog', false]);
  });

  it('is copied from another drive, compared, and only then taken away there; and goes back by undoing', async () => {
    const drive = mkdtempSync(join(OTHER_VOLUME, 'civet-elsewhere-'));
    try {
      const from = join(drive, 'fog.safetensors');
      writeFileSync(from, 'fog');
      writeFileSync(join(drive, 'fog.civitai.info'), '{}');
      const to = join(rig.root, 'models', 'loras', 'fog.safetensors');
      const copied: number[] = [];
      const copy: CopyCalls['copy'] = (source, target, watch) =>
        systemCopyCalls.copy(source, target, {
          ...watch,
          onBytes: (bytes) => {
            watch.onBytes(bytes);
            copied.push(rig.operations.view().progress?.copy?.totalBytes ?? 0);
          },
        });
      await rig.restart({ copies: { ...systemCopyCalls, copy } });
      expect(codeOf(await rig.do('move', [{ kind: 'move', from, to, isShown: true }]))).toBe('ok');
      expect(readdirSync(drive)).toEqual([]);
      expect(rig.tree()).toEqual({
        'models/loras/fog.civitai.info': '{}',
        'models/loras/fog.safetensors': 'fog',
      });
      // Of the model and of what lies beside it.
      expect(copied).toEqual([5, 5]);
      await rig.restart();
      expect(codeOf(await rig.operations.undoLast())).toBe('ok');
      expect(readFileSync(from, 'utf8')).toBe('fog');
      expect(rig.tree()).toEqual({});
    } finally {
      rmSync(drive, { recursive: true, force: true });
    }
  });

  it('goes nowhere else, and not into the trash', async () => {
    const from = file();
    const to = join(elsewhere, 'other.pt');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to, isShown: true }]))).toBe(
      'input.outsideFolders',
    );
    expect(codeOf(await rig.do('trash', [{ kind: 'trash', path: from, isShown: true }]))).toBe(
      'input.outsideFolders',
    );
    expect(readFileSync(from, 'utf8')).toBe('fog');
  });
});
