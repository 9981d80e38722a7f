import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { NodePartFiles } from '../../../electron/adapters/part-files';
import { NodeSidecarFiles } from '../../../electron/adapters/sidecar-files';
import { systemPlaces } from '../../../electron/adapters/system';
import { sniffImageType } from '../../../electron/core/civitai/picture-url';
import { Sidecars } from '../../../electron/services/sidecars/sidecars';
import type { Settings } from '../../../shared/settings/schema';
import { SIDECAR_DIALECTS, SIDECAR_SUFFIXES } from '../../../shared/sidecars';
import { Bench } from '../../support/bench';

const bench = new Bench();

// Drawing a picture takes the test service longer the larger it is, and all of this is about its bytes.
beforeEach(() => {
  for (const image of bench.civitai.catalogue.images) {
    image.height = Math.round((image.height * 96) / image.width);
    image.width = 96;
  }
});

const EVERYTHING: Settings['sidecars'] = { dialects: [...SIDECAR_DIALECTS], hasPreview: true };

function wish(sidecars: Settings['sidecars'], change: Partial<Settings> = {}) {
  const { settings } = bench.rig;
  settings.saveSettings({ ...settings.settings(), ...change, sidecars });
}

/** Downloads it, and waits until everything beside it is written. */
async function downloaded(model = bench.named('mainJob')) {
  const before = bench.rig.sidecars.view().doneCount;
  const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
  await expect
    .poll(() => bench.rig.sidecars.view())
    .toMatchObject({
      waitingCount: 0,
      doneCount: before + 1,
    });
  return view;
}

const stemOf = (name: string) => name.replace(/\.safetensors$/, '');
const textAt = (name: string) => readFile(join(bench.loras, name), 'utf8');
const tableAt = async (name: string): Promise<Record<string, unknown>> => JSON.parse(await textAt(name));

describe('sidecars of a download', () => {
  it('are written in every dialect, with a preview under its true extension, and nothing else', async () => {
    wish(EVERYTHING);
    const model = bench.named('mainJob');
    const view = await downloaded();
    const stem = stemOf(view.fileName);
    const names = await readdir(bench.loras);
    const preview = names.find((name) => name.startsWith(`${stem}.preview.`)) ?? '';
    const expected = [
      view.fileName,
      preview,
      ...SIDECAR_DIALECTS.map((each) => stem + SIDECAR_SUFFIXES[each]),
    ];
    expect(names.toSorted()).toEqual(expected.toSorted());
    expect(bench.rig.sidecars.view()).toMatchObject({ writtenCount: 6, problems: [] });

    const bytes = await readFile(join(bench.loras, preview));
    const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }[
      sniffImageType(bytes) ?? ''
    ];
    expect(preview).toBe(`${stem}.preview.${extension}`);

    expect(await tableAt(`${stem}.civitai.info`)).toMatchObject({
      id: model.versionId,
      modelId: model.modelId,
      model: { name: model.modelName, type: model.modelType },
    });
    expect(await tableAt(`${stem}.cm-info.json`)).toMatchObject({
      ModelId: model.modelId,
      VersionId: model.versionId,
      RemoteFileId: model.fileId,
      Hashes: { SHA256: model.sha256 },
      Source: 0,
    });
    expect(await tableAt(`${stem}.metadata.json`)).toMatchObject({
      file_name: stem,
      file_path: join(bench.loras, view.fileName),
      size: model.bytes,
      sha256: model.sha256.toLowerCase(),
      preview_url: join(bench.loras, preview),
      civitai: { id: model.versionId },
    });
    const known = await bench.rig.catalogue.model(model.modelId, 'XXX');
    const version = known.ok ? known.value.versions.find(({ id }) => id === model.versionId) : undefined;
    expect(await tableAt(`${stem}.json`)).toMatchObject({
      'activation text': version?.triggerWords.join(', '),
    });
    expect(await tableAt(`${stem}.swarm.json`)).toMatchObject({
      'modelspec.title': `${model.modelName} - ${model.versionName}`,
    });
  });

  it('are written once: going through everything again changes no file', async () => {
    wish(EVERYTHING);
    await downloaded();
    const names = await readdir(bench.loras);
    const beside = names.filter((name) => !name.endsWith('.safetensors'));
    const texts = () => Promise.all(beside.map((name) => readFile(join(bench.loras, name), 'latin1')));
    const before = await texts();
    bench.rig.sidecars.writeFor(bench.rig.queue.all());
    await expect.poll(() => bench.rig.sidecars.view().doneCount).toBe(2);
    expect(bench.rig.sidecars.view()).toMatchObject({ writtenCount: 6, problems: [], waitingCount: 0 });
    expect(await texts()).toEqual(before);
    expect(await readdir(bench.loras)).toEqual(names);
    const ended = bench.rig.toldOfSidecars.filter(({ name }) => name === 'sidecars.ended');
    expect(ended).toMatchObject([
      {
        payload: {
          ...{ totalCount: 1, doneCount: 1 },
          ...{ writtenCount: 0, mergedCount: 0, sameCount: 6, failedCount: 0 },
        },
      },
    ]);
  });

  it('are nothing while nothing is wanted, and can be written later', async () => {
    const view = await bench.rig.reaches(await bench.rig.add(bench.named('mainJob')), 'completed');
    expect(await readdir(bench.loras)).toEqual([view.fileName]);
    wish({ dialects: ['a1111'], hasPreview: false });
    bench.rig.sidecars.writeFor(bench.rig.queue.all());
    await expect.poll(() => bench.rig.sidecars.view().doneCount).toBe(1);
    expect((await readdir(bench.loras)).toSorted()).toEqual(
      [view.fileName, `${stemOf(view.fileName)}.json`].toSorted(),
    );
  });

  it('are merged into what is there, and what is broken or a link is left alone and said', async () => {
    wish(EVERYTHING);
    const stem = stemOf(bench.named('mainJob').fileName);
    await mkdir(bench.loras, { recursive: true });
    const at = (suffix: string) => join(bench.loras, `${stem}${suffix}`);
    await writeFile(
      at('.json'),
      '{"notes": "mine", "preferred weight": 0.70, "extra": 18446744073709551615}',
    );
    await writeFile(at('.civitai.info'), '{"half": ');
    await writeFile(join(bench.models, 'victim.txt'), '{"precious": true}');
    await symlink(join(bench.models, 'victim.txt'), at('.metadata.json'));
    await mkdir(at('.swarm.json'));
    await writeFile(at('.png'), 'my own picture');
    const view = await downloaded();
    expect(view.state.kind).toBe('completed');
    const own = await textAt(`${stem}.json`);
    expect(own).toContain('"notes": "mine"');
    expect(own).toContain('"preferred weight": 0.70');
    expect(own).toContain('"extra": 18446744073709551615');
    expect(await textAt(`${stem}.civitai.info`)).toBe('{"half": ');
    expect(await readFile(join(bench.models, 'victim.txt'), 'utf8')).toBe('{"precious": true}');
    expect(await textAt(`${stem}.png`)).toBe('my own picture');
    const { problems, writtenCount } = bench.rig.sidecars.view();
    expect(writtenCount).toBe(2);
    expect(problems.map(({ part, cause, fileName }) => [part, cause.code, fileName])).toEqual(
      ['civitaiInfo', 'loraManager', 'swarm'].map((part) => [part, 'disk.sidecarUnreadable', view.fileName]),
    );
    expect((await readdir(bench.loras)).filter((name) => /\.part$|\.preview\./.test(name))).toEqual([]);
  });

  it('are left alone where they may be about another model of the same name, and that is said', async () => {
    wish({ dialects: ['cmInfo', 'a1111'], hasPreview: false });
    const stem = stemOf(bench.named('mainJob').fileName);
    await mkdir(bench.loras, { recursive: true });
    await writeFile(join(bench.loras, `${stem}.gguf`), 'another model');
    const others = '{"ModelId": 5, "Hashes": {"SHA256": "EF"}}';
    await writeFile(join(bench.loras, `${stem}.cm-info.json`), others);
    const view = await downloaded();
    expect(await textAt(`${stem}.cm-info.json`)).toBe(others);
    expect(await tableAt(`${stem}.json`), 'nobody had any').toHaveProperty('notes', '');
    expect(bench.rig.sidecars.view()).toMatchObject({
      writtenCount: 1,
      problems: [{ part: 'cmInfo', cause: { code: 'disk.sidecarShared' }, fileName: view.fileName }],
    });
    bench.rig.sidecars.writeFor(bench.rig.queue.all());
    await expect.poll(() => bench.rig.sidecars.view().doneCount).toBe(2);
    expect(bench.rig.sidecars.view().writtenCount).toBe(1);
  });

  it('say nothing of a file that has taken the place of the one that was downloaded', async () => {
    const view = await bench.rig.reaches(await bench.rig.add(bench.named('mainJob')), 'completed');
    await writeFile(join(bench.loras, view.fileName), 'other bytes');
    wish(EVERYTHING);
    bench.rig.sidecars.writeFor(bench.rig.queue.all());
    await expect.poll(() => bench.rig.sidecars.view().doneCount).toBe(1);
    expect(await readdir(bench.loras)).toEqual([view.fileName]);
    expect(bench.rig.sidecars.view().problems).toMatchObject([
      { part: null, cause: { code: 'disk.notWhatWasPlaced' }, fileName: view.fileName },
    ]);
  });

  it('have a still where the picture is a video', async () => {
    wish({ dialects: [], hasPreview: true }, { maturity: 'XXX' });
    const view = await downloaded(bench.named('video'));
    const names = await readdir(view.placePath);
    const preview = names.find((name) => name.includes('.preview.')) ?? '';
    expect(preview).toMatch(/\.preview\.(jpg|png|webp)$/);
    expect(sniffImageType(await readFile(join(view.placePath, preview)))).not.toBe(null);
  });

  it('have no picture above the level of maturity', async () => {
    wish({ dialects: [], hasPreview: true }, { maturity: 'PG' });
    const view = await downloaded(bench.named('matureX'));
    expect(await readdir(view.placePath)).toEqual([view.fileName]);
    expect(bench.rig.sidecars.view()).toMatchObject({ writtenCount: 0, problems: [] });
  });

  it('do not touch the download when the service says nothing, and say so', async () => {
    wish(EVERYTHING);
    const id = await bench.rig.add(bench.named('mainJob'));
    bench.rig.catalogue.forget(null);
    bench.civitai.faults.set('all', { apiStatus: 500, apiPath: '/api/v1/' });
    const view = await bench.rig.reaches(id, 'completed');
    await expect.poll(() => bench.rig.sidecars.view().doneCount).toBe(1);
    expect(bench.rig.sidecars.view().problems).toMatchObject([{ part: null, fileName: view.fileName }]);
    expect(await readdir(bench.loras)).toEqual([view.fileName]);
    expect(bench.rig.view(id).state.kind).toBe('completed');
  });

  it.each(['whole', 'version', 'still'] as const)('do not keep who quits waiting for %s', async (silent) => {
    await bench.rig.reaches(await bench.rig.add(bench.named('mainJob')), 'completed');
    const { catalogue, queue } = bench.rig;
    const asked: string[] = [];
    const nothing = (what: typeof silent) => () => {
      asked.push(what);
      return new Promise<never>(() => undefined);
    };
    const problems: unknown[] = [];
    const sidecars = new Sidecars({
      files: new NodeSidecarFiles(new NodePartFiles()),
      places: systemPlaces,
      catalogue: silent === 'whole' ? { whole: nothing('whole') } : catalogue,
      version: nothing('version'),
      still: nothing('still'),
      maturity: () => 'XXX',
      wishes: () => ({ dialects: SIDECAR_DIALECTS, hasPreview: silent === 'still' }),
      publish: () => undefined,
      onEnded: () => undefined,
      warn: (problem) => problems.push(problem),
      report: (error) => problems.push(error),
    });
    sidecars.writeFor(queue.all());
    await expect.poll(() => asked).toEqual([silent]);
    await sidecars.stop();
    expect(problems).toEqual([]);
    expect(await readdir(bench.loras)).toHaveLength(1);
  });

  it('are written beside files that no download has brought, and what stands in the way is said', async () => {
    const named = bench.named('mainJob');
    wish({ dialects: ['cmInfo'], hasPreview: false });
    await downloaded();
    const { target } = bench.rig.queue.all()[0] ?? {};
    if (target === undefined) throw new Error('Nothing was downloaded.');
    const folder = join(bench.loras, 'by hand');
    await mkdir(folder);
    const before = bench.rig.sidecars.view();
    for (const name of ['one', 'two']) await writeFile(join(folder, `${name}.safetensors`), 'weights');
    const model = { folder, bytes: 7, sha256: 'A'.repeat(64), placedAtMs: 0, kind: 'lora' as const, target };
    bench.rig.sidecars.writeForFiles([
      { ...model, fileName: 'one.safetensors' },
      { ...model, fileName: 'two.safetensors', bytes: 8 },
    ]);
    await expect.poll(() => bench.rig.sidecars.view().waitingCount).toBe(0);
    expect((await readdir(folder)).toSorted()).toEqual([
      'one.cm-info.json',
      'one.safetensors',
      'two.safetensors',
    ]);
    expect(JSON.parse(await readFile(join(folder, 'one.cm-info.json'), 'utf8'))).toMatchObject({
      ModelId: named.modelId,
    });
    const { doneCount, problems } = bench.rig.sidecars.view();
    expect(doneCount - before.doneCount).toBe(2);
    expect(problems).toMatchObject([
      { fileName: 'two.safetensors', placePath: folder, cause: { code: 'disk.notWhatWasPlaced' } },
    ]);
  });

  it('follow a template, so that they stand beside their model', async () => {
    wish({ dialects: ['cmInfo'], hasPreview: false }, { names: { file: '{model-id}', folder: '{type}' } });
    const view = await downloaded();
    const { modelId, modelType } = bench.named('mainJob');
    expect(view.placePath).toBe(join(bench.loras, modelType));
    expect((await readdir(view.placePath)).toSorted()).toEqual([
      `${modelId}.cm-info.json`,
      `${modelId}.safetensors`,
    ]);
  });
});
