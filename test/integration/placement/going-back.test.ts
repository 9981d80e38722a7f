import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DownloadId } from '../../../shared/ids';
import { Bench } from '../../support/bench';
import { codeOf } from '../../support/operations-rig';

const bench = new Bench();

/** A checkpoint by Civitai's word, that was among the LoRAs where its tensors belong. */
async function lost() {
  const { modelId, versionId, fileId } = bench.named('checkpoint');
  const found = await bench.rig.catalogue.target(modelId, versionId, fileId);
  if (!found.ok) throw new Error(found.error.code);
  const { chosenFile: _chosenFile, ...target } = found.value;
  const folder = join(bench.models, 'models', 'loras', 'mine');
  return { target, folder, wanted: { ...target, backTo: { folder, fileName: 'as it was.safetensors' } } };
}

describe('a file that goes back to where it was', () => {
  it('has the kind of that folder, which nobody has chosen', async () => {
    const { wanted, folder } = await lost();
    const added = bench.rig.queue.add(wanted);
    if (!added.ok) throw new Error(added.error.code);
    const view = await bench.rig.reaches(added.value, 'completed');
    expect(view).toMatchObject({
      ...{ placePath: folder, fileName: 'as it was.safetensors' },
      placeReason: { kind: 'lora', code: 'former' },
    });
    const path = join(folder, 'as it was.safetensors');
    expect(bench.rig.queue.placed.chosenKinds().has(path), 'its tensors are still asked').toBe(false);
    await bench.restart();
    expect(bench.rig.view(added.value).placeReason).toMatchObject({ kind: 'lora', code: 'former' });
  });

  it('comes to each of the places where it was, also when they are asked for once more', async () => {
    const { wanted, folder, target } = await lost();
    const names = ['first.safetensors', 'second.safetensors', 'third.safetensors'];
    const all = names.map((fileName) => ({
      target: { ...wanted, backTo: { folder, fileName } },
      kind: null,
    }));
    bench.rig.settings.saveSettings({ ...bench.rig.settings.settings(), simultaneousDownloads: 1 });
    bench.civitai.faults.set(bench.named('mainJob').fileId, { bytesPerSecond: 2_000_000 });
    const other = await bench.rig.add(bench.named('mainJob'));
    await bench.rig.reaches(other, 'transferring');
    // One that is on the list already and leads nowhere else is taken for the first of them.
    const before = bench.rig.queue.add(target);
    if (!before.ok) throw new Error(before.error.code);
    const ids = () => bench.rig.queue.addAll(all).map((each) => (each.ok ? each.value : each.error.code));
    const added = ids();
    expect(added[0]).toBe(before.value);
    expect(new Set(added).size).toBe(3);
    // What is unfinished is taken up again, each by its own.
    expect(ids()).toEqual(added);
    expect(codeOf(bench.rig.queue.cancel(other))).toBe('ok');
    for (const id of added) await bench.rig.reaches(id as DownloadId, 'completed');
    expect(readdirSync(folder).toSorted()).toEqual(names);
  });

  it('goes where the user chooses instead, at once, later, and with every further try', async () => {
    const { wanted, target, folder } = await lost();
    expect(bench.rig.placement.plan(wanted, 'vae')).toMatchObject({
      value: { kind: 'vae', folder: join(bench.models, 'models', 'vae'), decision: { by: 'user' } },
    });
    bench.rig.settings.saveSettings({ ...bench.rig.settings.settings(), simultaneousDownloads: 1 });
    bench.civitai.faults.set(bench.named('mainJob').fileId, { bytesPerSecond: 2_000_000 });
    await bench.rig.reaches(await bench.rig.add(bench.named('mainJob')), 'transferring');
    const added = bench.rig.queue.add(wanted);
    if (!added.ok) throw new Error(added.error.code);
    expect(bench.rig.view(added.value).placePath).toBe(folder);
    expect(codeOf(bench.rig.queue.add(target, 'vae'))).toBe('ok');
    const chosen = { kind: 'vae', code: 'chosen' };
    expect(bench.rig.view(added.value).placeReason).toMatchObject(chosen);
    expect(codeOf(bench.rig.queue.add(target))).toBe('ok');
    expect(bench.rig.view(added.value).placeReason, 'it is not forgotten').toMatchObject(chosen);
    expect(codeOf(bench.rig.queue.add(wanted)), 'the last word').toBe('ok');
    expect(bench.rig.view(added.value).placePath).toBe(folder);
  });
});
