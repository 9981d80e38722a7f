import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootIdOf } from '../../../electron/core/placement/roots';
import { failure } from '../../../shared/failure';
import type { FileFlaw } from '../../../shared/library/flaw';
import type { LibraryChoice } from '../../../shared/library/library';
import { ok } from '../../../shared/result';
import { codeOf } from '../../support/operations-rig';
import { TidyRig } from '../../support/tidy-rig';

let rig: TidyRig;

beforeEach(() => {
  rig = new TidyRig();
});

afterEach(() => rig.close());

describe('wishes for single files', () => {
  it('moves one where it belongs, and says when it is there, or nobody knows', async () => {
    rig.add('models/checkpoints/lora.safetensors', 'LORA');
    rig.add('models/loras/right.safetensors', 'LORA');
    rig.add('models/loras/strange.safetensors', 'SomethingNew');
    const { wishes } = rig.make();
    expect(codeOf(await wishes.moveToRightFolder(1))).toBe('ok');
    expect(codeOf(await wishes.moveToRightFolder(2))).toBe('input.rightPlace');
    expect(codeOf(await wishes.moveToRightFolder(3))).toBe('input.placeUnknown');
  });

  it('brings one back from the trash that lies there, and says where there is no record of it', async () => {
    const file = rig.add('models/loras/a.safetensors', 'LORA');
    const before = rig.tree();
    const { wishes, chosen } = rig.make();
    expect(codeOf(await wishes.bringBack(1))).toBe('input.notUndoable');
    await chosen.trash({ choice: { kind: 'files', ids: [1] }, mark: null });
    const path = Object.keys(rig.tree()).find((each) => each.endsWith('a.safetensors')) ?? '';
    const id = rig.operations.list()[0]?.id ?? '';
    rig.library = [{ ...file, path: rig.path(path.replace('*', id)) }];
    expect(codeOf(await wishes.bringBack(1))).toBe('ok');
    expect(rig.tree()).toEqual(before);
  });

  it('says of one in the trash where it was, and how many went there with it', async () => {
    const file = rig.add('models/loras/a.safetensors', 'LORA');
    rig.add('models/loras/b.safetensors', 'LORA');
    const { wishes, chosen } = rig.make();
    expect(wishes.trashed(1)).toEqual(ok({ folderPath: null, fileCount: 1 }));
    await chosen.trash({ choice: { kind: 'files', ids: [1, 2] }, mark: null });
    const path = Object.keys(rig.tree()).find((each) => each.endsWith('a.safetensors')) ?? '';
    const id = rig.operations.list()[0]?.id ?? '';
    rig.library = [{ ...file, path: rig.path(path.replace('*', id)) }];
    expect(wishes.trashed(1)).toEqual(ok({ folderPath: rig.path('models/loras'), fileCount: 2 }));
  });

  it('gives a file a second name where another program looks for its kind, known or not', async () => {
    const forge = `${rig.folder}/forge`;
    rig.write('../forge/webui.py', '');
    rig.addRoot(forge, 'forge');
    const known = rig.add('models/loras/known.safetensors', 'LORA');
    const unknown = rig.add('models/vae/strange.safetensors', 'SomethingNew');
    const { wishes } = rig.make();
    for (const id of [1, 2]) expect(codeOf(await wishes.linkInto(id, rootIdOf(forge)))).toBe('ok');
    expect(statSync(`${forge}/models/Lora/known.safetensors`).ino).toBe(statSync(known.path).ino);
    expect(statSync(`${forge}/models/VAE/strange.safetensors`).ino).toBe(statSync(unknown.path).ino);
    expect(codeOf(await wishes.linkInto(1, rootIdOf(forge)))).toBe('disk.alreadyThere');
  });
});

describe('many chosen files', () => {
  const wanted: LibraryChoice = { kind: 'files', ids: [1, 2, 3] };
  const seen = { choice: wanted, mark: null };

  it('go into the trash as one, and come back as one', async () => {
    rig.add('models/loras/a.safetensors', 'LORA');
    rig.add('models/loras/b.safetensors', 'LORA');
    const before = rig.tree();
    const { chosen } = rig.make();
    const done = await chosen.trash(seen);
    expect(done).toMatchObject({ ok: true, value: { kind: 'trash', fileCount: 2, canUndo: true } });
    expect(Object.keys(rig.tree()).filter((path) => path.startsWith('models/'))).toEqual([]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual(before);
    rig.library = [];
    expect(codeOf(await chosen.trash(seen))).toBe('input.unknownFile');
  });

  it('stay where they are, all of them, when one of them has changed meanwhile', async () => {
    rig.add('models/loras/a.safetensors', 'LORA');
    rig.add('models/loras/b.safetensors', 'LORA');
    rig.write('models/loras/b.safetensors', 'something else by now');
    const before = rig.tree();
    expect(codeOf(await rig.make().chosen.trash(seen))).toBe('disk.changedSince');
    expect(rig.tree()).toEqual(before);
  });

  it('go to their right folders as one; it is counted what stays, and why', async () => {
    rig.add('models/checkpoints/wrong.safetensors', 'LORA');
    rig.add('models/loras/right.safetensors', 'LORA');
    rig.add('models/vae/unknown.safetensors', 'SomethingNew');
    rig.add('models/checkpoints/twin.safetensors', 'LORA', 'the same bytes');
    rig.write('models/loras/twin.safetensors', 'the same bytes');
    rig.add('models/vae/another.safetensors', 'Checkpoint');
    const { chosen } = rig.make();
    rig.library.push({ ...rig.add('models/vae/gone.safetensors', 'LORA'), id: 7, standing: 'missing' });
    rig.library.splice(5, 1);
    rig.library.push({ ...rig.add('models/vae/mine.safetensors', 'LORA'), id: 8, standing: 'unknown' });
    rig.library.splice(6, 1);
    const blocked = rig.add('models/vae/changed.safetensors', 'LORA');
    rig.write('models/vae/changed.safetensors', 'something else by now');
    const page = rig.add('models/vae/page.safetensors', 'LORA');
    const flaw: FileFlaw = { kind: 'noModel', what: 'webPage' };
    rig.library.splice(rig.library.indexOf(page), 1, { ...page, standing: 'noModel', flaw });
    const each = { right: 1, double: 1, missing: 1, flawed: 1, unproven: 1, unknown: 1, blocked: 1 };
    const stayCounts = { ...each, unasked: 0 };
    const staying = (name: string, folder: string, why: string) => ({
      ...{ fileName: `${name}.safetensors`, folderPath: rig.path(`models/${folder}`), why },
      ...{ bytes: expect.any(Number), flaw: null, cause: null },
    });
    const stays = [
      staying('gone', 'vae', 'missing'),
      staying('mine', 'vae', 'unproven'),
      { ...staying('page', 'vae', 'flawed'), flaw },
      staying('unknown', 'vae', 'unknown'),
      staying('twin', 'checkpoints', 'double'),
      {
        ...staying('changed', 'vae', 'blocked'),
        cause: failure('disk.changedSince', { path: blocked.path }),
      },
    ];
    const counts = { chosenCount: 9, stayCounts, stays, trouble: null };
    const before = rig.tree();
    const plan = await chosen.planMove(seen);
    const target = (folder: string, from: string, name: string) => ({
      ...{ label: `ComfyUI › ${folder}`, folderPath: rig.path(`models/${folder}`), fileCount: 1 },
      files: [{ fileName: `${name}.safetensors`, folderPath: rig.path(`models/${from}`) }],
    });
    const planned = {
      ...{ id: expect.any(String), fileCount: 2, bytes: expect.any(Number), copies: false },
      targets: [target('loras', 'checkpoints', 'wrong'), target('checkpoints', 'vae', 'another')],
    };
    expect(plan).toEqual(ok({ ...planned, ...counts }));
    expect(rig.tree()).toEqual(before);
    const id = plan.ok ? (plan.value.id ?? '') : '';
    expect(codeOf(await chosen.runMove('0123456789abcdef'))).toBe('input.changedMeanwhile');
    expect(await chosen.runMove(id)).toMatchObject({ value: { id, kind: 'move', fileCount: 2 } });
    expect(codeOf(await chosen.runMove(id))).toBe('input.changedMeanwhile');
    expect(Object.keys(rig.tree())).toEqual([
      'models/checkpoints/another.safetensors',
      'models/checkpoints/twin.safetensors',
      'models/loras/right.safetensors',
      'models/loras/twin.safetensors',
      'models/loras/wrong.safetensors',
      'models/vae/changed.safetensors',
      'models/vae/gone.safetensors',
      'models/vae/mine.safetensors',
      'models/vae/page.safetensors',
      'models/vae/unknown.safetensors',
    ]);
  });

  it('get sidecars beside them where they lie, as far as it is known what they are', async () => {
    const { folder } = rig.add('models/checkpoints/wrong.safetensors', 'LORA');
    rig.add('models/vae/unknown.safetensors', 'SomethingNew');
    rig.library.push({ ...rig.add('models/vae/mine.safetensors', 'LORA'), id: 9, standing: 'unknown' });
    rig.library.splice(2, 1);
    const { chosen } = rig.make();
    expect(await chosen.writeSidecars(wanted)).toEqual(
      ok({ isWanted: true, modelCount: 1, unprovenCount: 1, unknownCount: 1 }),
    );
    expect(rig.written).toMatchObject([
      { folder, fileName: 'wrong.safetensors', kind: 'lora', target: { modelId: 1, versionId: 1 } },
    ]);
    rig.wantsSidecars = false;
    expect(await chosen.writeSidecars(wanted)).toMatchObject({ value: { isWanted: false } });
    expect(rig.written).toHaveLength(1);
  });
});
