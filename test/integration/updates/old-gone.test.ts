import { renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chosenRoot } from '../../support/operations-rig';
import { ReplacementsRig } from '../../support/replacements-rig';

const gone = { kind: 'kept', why: 'oldGone' };
const away = 'disk.driveMissing';

let rig: ReplacementsRig;

beforeEach(() => {
  rig = new ReplacementsRig();
});

afterEach(() => rig.close());

describe('an old file that is not there', () => {
  it('is gone where a scan has found that, whatever number its drive had', async () => {
    const old = await rig.old('models/loras/mine/old.safetensors');
    rig.placed('models/loras/new.safetensors');
    rmSync(old.path);
    rig.index.set(old.id, { ...old, dev: 'of an earlier start' });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => room.waiting()[0]?.cause?.code, { message: 'nobody has looked' }).toBe(away);
    rig.index.set(old.id, { ...old, dev: 'of an earlier start', standing: 'missing' });
    await expect.poll(() => rig.toldAfter(15_000)).toEqual([['old.safetensors', gone]]);
  });

  it('is gone where nothing else lay in its folder, which is on the same drive', async () => {
    const old = await rig.old('models/elsewhere/old.safetensors');
    rig.roots = [...rig.roots, chosenRoot(rig.path('models/elsewhere'), 'plain')];
    rig.placed('models/loras/new.safetensors');
    rmSync(old.path);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', gone]]);
  });

  it('is waited for where its folder is empty on another drive', async () => {
    const old = await rig.old('models/elsewhere/old.safetensors');
    rig.roots = [...rig.roots, chosenRoot(rig.path('models/elsewhere'), 'plain')];
    rig.placed('models/loras/new.safetensors');
    renameSync(old.path, `${rig.folder}/away`);
    rig.index.set(old.id, { ...old, dev: 'of the drive' });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => room.waiting()[0]?.cause?.code).toBe(away);
    expect(rig.told()).toEqual([]);
  });
});
