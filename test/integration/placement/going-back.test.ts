import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
