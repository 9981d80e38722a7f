import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NameTemplates } from '../../../shared/naming';
import { Bench } from '../../support/bench';
import { temporaryFolder } from '../../support/rig';

const bench = new Bench();

function wish(names: NameTemplates) {
  const { settings } = bench.rig;
  settings.saveSettings({ ...settings.settings(), names });
}

describe('a download with templates', () => {
  it('gets its name and its folders from what Civitai says of it', async () => {
    wish({ file: '{model} - {version} [{precision}] {hash}', folder: '{base}/{creator|nobody}' });
    const model = bench.named('mainJob');
    const known = await bench.rig.catalogue.model(model.modelId, 'XXX');
    if (!known.ok) throw new Error(known.error.code);
    const version = known.value.versions.find(({ id }) => id === model.versionId);
    const file = version?.files.find(({ id }) => id === model.fileId);
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    const hash = model.sha256.slice(0, 10);
    expect(view.fileName).toBe(
      `${model.modelName} - ${model.versionName} [${file?.precision}] ${hash}.safetensors`,
    );
    const folder = join(bench.loras, `${version?.baseModel}`, `${known.value.creator}`);
    expect(view.placePath).toBe(folder);
    expect(view.placeLabel).toBe(`ComfyUI › loras › ${version?.baseModel} › ${known.value.creator}`);
    expect(await readdir(folder)).toEqual([view.fileName]);
    expect(await readdir(bench.loras), 'nothing else is made').toEqual([version?.baseModel]);
  });

  it('keeps its place when the templates change while it waits and runs', async () => {
    wish({ file: '', folder: '{type}' });
    const { id } = await bench.pausedHalfway();
    wish({ file: '{model-id}', folder: 'elsewhere' });
    await bench.restart();
    bench.rig.queue.resume(id);
    const view = await bench.rig.reaches(id, 'completed');
    expect(view.placePath).toBe(join(bench.loras, bench.named('mainJob').modelType));
    expect(view.placeLabel).toBe(`ComfyUI › loras › ${bench.named('mainJob').modelType}`);
    expect(view.fileName).toBe(bench.named('mainJob').fileName);
  });

  it('never replaces a file of the name that a template makes, in whatever case it is written', async () => {
    wish({ file: '{model-id}', folder: '' });
    const model = bench.named('mainJob');
    await mkdir(bench.loras, { recursive: true });
    await writeFile(join(bench.loras, `${model.modelId}.SAFETENSORS`), 'mine');
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(view.fileName).not.toBe(`${model.modelId}.safetensors`);
    expect((await readdir(bench.loras)).length).toBe(2);
  });

  it('is refused where a subfolder is a link out of the root, and goes on once that is a folder', async () => {
    wish({ file: '', folder: 'sorted/{type}' });
    const model = bench.named('mainJob');
    const { path: outside, remove } = await temporaryFolder('outside');
    onTestFinished(remove);
    await mkdir(bench.loras, { recursive: true });
    await symlink(outside, join(bench.loras, 'sorted'));
    const id = await bench.rig.add(model);
    const view = await bench.rig.reaches(id, 'failed');
    expect(view.state).toMatchObject({
      cause: { code: 'disk.leadsElsewhere', params: { path: join(bench.loras, 'sorted') } },
    });
    expect(await readdir(outside)).toEqual([]);
    wish({ file: '', folder: '{type}' });
    bench.rig.queue.retry(id);
    const placed = await bench.rig.reaches(id, 'completed');
    expect(placed.placePath).toBe(join(bench.loras, model.modelType));
    expect(await readdir(outside)).toEqual([]);
  });
});
