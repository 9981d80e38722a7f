import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IndexedFile } from '../../../electron/core/library/ports';
import { oneRoot, rootIdOf, withRoot } from '../../../electron/core/placement/roots';
import { RulePreviews } from '../../../electron/services/placement/preview-rules';
import type { PlacementRule } from '../../../shared/placement-rules';
import { Bench } from '../../support/bench';
import { modelOf } from '../../support/civitai/publish-version.mjs';

const bench = new Bench();

const rule = (change: Partial<PlacementRule> = {}): PlacementRule => ({
  name: 'Landscapes → LyCORIS',
  isOn: true,
  conditions: [{ field: 'tag', text: 'landscape' }],
  kind: 'embedding',
  rootId: null,
  ...change,
});

function setRules(...placementRules: readonly PlacementRule[]) {
  const { settings } = bench.rig;
  const copied = placementRules.map((each) => ({ ...each, conditions: [...each.conditions] }));
  settings.saveSettings({ ...settings.settings(), placementRules: copied });
}

describe('a rule', () => {
  it('sends a download elsewhere, says so, and holds over a restart', async () => {
    setRules(rule());
    const id = await bench.rig.add(bench.named('mainJob'));
    const view = await bench.rig.reaches(id, 'completed');
    expect(view.placePath).toBe(join(bench.models, 'models', 'embeddings'));
    const reason = { kind: 'embedding', code: 'rule', ruleName: 'Landscapes → LyCORIS' };
    expect(view.placeReason).toMatchObject(reason);
    setRules();
    await bench.restart();
    expect(bench.rig.view(id).placeReason, 'as it was then').toMatchObject(reason);
  });

  it('names a program, and leaves the kind', async () => {
    const forge = join(bench.models, 'forge');
    const choice = withRoot(oneRoot('comfyui', bench.models), { layout: 'forge', path: forge }, null);
    bench.rig.settings.saveFolders(choice);
    setRules(rule({ kind: null, rootId: rootIdOf(forge) }));
    const target = await bench.rig.catalogue.target(
      bench.named('mainJob').modelId,
      bench.named('mainJob').versionId,
      bench.named('mainJob').fileId,
    );
    if (!target.ok) throw new Error(target.error.code);
    expect(bench.rig.placement.plan(target.value)).toMatchObject({
      value: { kind: 'lora', folder: join(forge, 'models', 'Lora'), label: 'Forge › Lora' },
    });
    // A program that was taken off the list takes nothing any more.
    bench.rig.settings.saveFolders(oneRoot('comfyui', bench.models));
    expect(bench.rig.placement.plan(target.value)).toMatchObject({ value: { folder: bench.loras } });
  });

  it('stands behind the choice for one file, and before what its tensors say', async () => {
    const checkpoint = bench.named('checkpoint');
    const [file] = modelOf(bench.civitai, checkpoint.modelId).versions[0]?.files ?? [];
    if (file === undefined) throw new Error('There is no file.');
    file.tensorsOf = 'UNet';
    setRules(rule({ conditions: [{ field: 'modelType', text: 'checkpoint' }], kind: 'other' }));
    const ruled = await bench.rig.reaches(await bench.rig.add(checkpoint), 'completed');
    expect(ruled.placeReason).toMatchObject({ kind: 'other', code: 'rule' });
    const main = bench.named('mainJob');
    setRules(rule());
    const target = await bench.rig.catalogue.target(main.modelId, main.versionId, main.fileId);
    if (!target.ok) throw new Error(target.error.code);
    const added = bench.rig.queue.add(target.value, 'vae');
    if (!added.ok) throw new Error(added.error.code);
    const chosen = await bench.rig.reaches(added.value, 'completed');
    expect(chosen.placeReason).toMatchObject({ kind: 'vae', code: 'chosen' });
  });
});

describe('a download that waits', () => {
  it('is put elsewhere and back while nothing of it is here, and not once it has begun', async () => {
    bench.rig.settings.saveSettings({ ...bench.rig.settings.settings(), simultaneousDownloads: 1 });
    bench.civitai.faults.set(bench.named('mainJob').fileId, { bytesPerSecond: 2_000_000 });
    const running = await bench.rig.add(bench.named('mainJob'));
    await bench.rig.reaches(running, 'transferring');
    const waiting = await bench.rig.add(bench.named('largeSlow'));
    const { queue } = bench.rig;
    expect(queue.putInto(running, 'vae')).toMatchObject({ error: { code: 'input.notPossibleNow' } });
    expect(queue.putInto(waiting, 'vae').ok).toBe(true);
    expect(bench.rig.view(waiting)).toMatchObject({
      placeLabel: 'ComfyUI › vae',
      placeReason: { kind: 'vae', code: 'chosen' },
    });
    expect(queue.putInto(waiting, null).ok).toBe(true);
    expect(bench.rig.view(waiting).placeReason).toMatchObject({ kind: 'lora', code: 'modelType' });
    expect(queue.putInto(waiting, 'embedding').ok).toBe(true);
    bench.civitai.faults.clear();
    const placed = await bench.rig.reaches(waiting, 'completed');
    expect(await readdir(join(bench.models, 'models', 'embeddings'))).toEqual([placed.fileName]);
  });
});

describe('RulePreviews', () => {
  /** As the index has them; nothing else of a file matters here. */
  const indexed = (at: number): IndexedFile =>
    // What is not looked at is left out.
    ({
      fileName: `file-${at}.safetensors`,
      sha256: null,
      facts: {
        modelId: at,
        versionId: at,
        modelName: `Model ${at}`,
        versionName: 'v1',
        modelType: 'LORA',
        baseModel: null,
        creator: null,
        tags: at % 10 === 0 ? ['landscape'] : ['style'],
        triggerWords: [],
        pictures: [],
      },
    }) as unknown as IndexedFile;

  function previews(count: number) {
    let turns = 0;
    const made = new RulePreviews({
      placement: bench.rig.placement,
      settings: () => bench.rig.settings.settings(),
      downloads: () => bench.rig.queue.all(),
      library: (offset, limit) =>
        Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, at) => indexed(offset + at)),
      turn: () => {
        turns += 1;
        return new Promise((resolve) => setImmediate(resolve));
      },
    });
    return { made, turns: () => turns };
  }

  it('counts all files that a rule would send elsewhere, and shows the first twenty, with turns between', async () => {
    const { made, turns } = previews(1_000);
    const preview = await made.preview([rule()]);
    expect(preview).toMatchObject({ total: 100, lookedAt: 1_000 });
    expect(preview?.files.length).toBe(20);
    expect(preview?.files[1]).toEqual({
      fileName: 'file-10.safetensors',
      modelName: 'Model 10',
      source: 'library',
      before: 'ComfyUI › loras',
      after: 'ComfyUI › embeddings',
      ruleName: 'Landscapes → LyCORIS',
    });
    expect(turns()).toBe(4);
    expect(bench.rig.settings.settings().placementRules, 'nothing is kept').toEqual([]);
  });

  it('says what a rule that is taken away would change back, and nothing of one that changes nothing', async () => {
    setRules(rule());
    const { made } = previews(20);
    expect(await made.preview([])).toMatchObject({
      total: 2,
      files: [{ before: 'ComfyUI › embeddings', after: 'ComfyUI › loras', ruleName: null }, {}],
    });
    expect(await made.preview([rule({ name: 'another name' })])).toMatchObject({ total: 0 });
    setRules();
    expect(await made.preview([rule({ kind: 'lora' })])).toMatchObject({ total: 0 });
    expect(await made.preview([rule({ isOn: false })])).toMatchObject({ total: 0 });
  });

  it('looks at downloads that are still to come, and not at those whose folder the user has chosen', async () => {
    bench.rig.queue.setHeld('metered', true);
    await bench.rig.add(bench.named('mainJob'));
    const other = await bench.rig.add(bench.named('largeSlow'));
    const { made } = previews(0);
    expect(await made.preview([rule()])).toMatchObject({ total: 2, files: [{ source: 'queue' }, {}] });
    bench.rig.queue.putInto(other, 'vae');
    expect(await made.preview([rule()])).toMatchObject({ total: 1 });
  });

  it('gives up an answer that nobody waits for any more', async () => {
    const { made } = previews(1_000);
    const [first, second] = await Promise.all([made.preview([rule()]), made.preview([])]);
    expect([first, second?.total]).toEqual([null, 0]);
  });
});
