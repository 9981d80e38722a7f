import { execFileSync } from 'node:child_process';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodePartFiles, systemNameCalls } from '../../../electron/adapters/part-files';
import { NodeVolumes } from '../../../electron/adapters/volumes';
import type { Volumes } from '../../../electron/core/ports';
import type { DownloadId } from '../../../shared/ids';
import { Bench, sha256Of } from '../../support/bench';
import { modelOf } from '../../support/civitai/publish-version.mjs';

const bench = new Bench();

/** A checkpoint whose file holds a diffusion model alone, as many creators publish them. */
async function mislabelled() {
  const model = bench.named('checkpoint');
  const [version] = modelOf(bench.civitai, model.modelId).versions;
  const [file] = version?.files ?? [];
  if (file === undefined) throw new Error('There is no file.');
  file.tensorsOf = 'UNet';
  return model;
}

const foldersBelow = async () => (await readdir(join(bench.models, 'models'))).toSorted();
const inFolder = (name: string) => readdir(join(bench.models, 'models', name));

describe('a file that is not what Civitai calls it', () => {
  it('gets its name where its own tensors belong, and says why, also in the history and after a restart', async () => {
    const model = await mislabelled();
    const id = await bench.rig.add(model);
    expect(bench.rig.view(id).placeReason).toMatchObject({ kind: 'checkpoint', code: 'wholeModel' });
    const view = await bench.rig.reaches(id, 'completed');
    const reason = { kind: 'diffusionModel', code: 'header', finding: 'diffusionModel' };
    expect(view.placeReason).toMatchObject(reason);
    expect(view.placeLabel).toBe('ComfyUI › diffusion_models');
    expect(await foldersBelow()).toEqual(['checkpoints', 'diffusion_models']);
    expect(await inFolder('checkpoints'), 'nothing is left where it was to go').toEqual([]);
    expect(await inFolder('diffusion_models')).toEqual([view.fileName]);
    const verification = view.state.kind === 'completed' ? view.state.verification : null;
    expect(await sha256Of(join(view.placePath, view.fileName))).toBe(verification?.sha256);
    const history = bench.rig.journal.history.search('', null);
    expect(history).toMatchObject({ value: { entries: [{ id, placeReason: reason }] } });
    await bench.restart();
    expect(bench.rig.view(id).placeReason).toMatchObject(reason);
  });

  it('stays where the user wants it', async () => {
    const model = await mislabelled();
    const target = await bench.rig.catalogue.target(model.modelId, model.versionId, model.fileId);
    if (!target.ok) throw new Error(target.error.code);
    const [added] = bench.rig.queue.addAll([{ target: target.value, kind: 'checkpoint' }]);
    if (!added?.ok) throw new Error('Not added.');
    await bench.rig.reaches(added.value, 'completed');
    expect(await foldersBelow()).toEqual(['checkpoints']);
  });

  it('stays in its folder, whole, when the right one lies on another drive, and says so', async () => {
    const model = await mislabelled();
    const other = join(bench.models, 'models', 'diffusion_models');
    await bench.rig.close();
    const volumes: Volumes = {
      async look(root, folder) {
        const facts = await new NodeVolumes().look(root, folder);
        return typeof facts === 'string' || folder !== other ? facts : { ...facts, device: 'another' };
      },
    };
    await bench.start(null, undefined, { volumes });
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(view.placeReason).toMatchObject({
      kind: 'checkpoint',
      code: 'headerElsewhere',
      finding: 'diffusionModel',
      rightKind: 'diffusionModel',
    });
    expect(await inFolder('checkpoints')).toEqual([view.fileName]);
    expect(await foldersBelow(), 'no folder is made there').toEqual(['checkpoints']);
  });

  it('stays in its folder when nobody says which drive the right one is on, and claims nothing of it', async () => {
    const model = await mislabelled();
    const other = join(bench.models, 'models', 'diffusion_models');
    await bench.rig.close();
    const volumes: Volumes = {
      look: async (root, folder) => (folder === other ? 'unknown' : new NodeVolumes().look(root, folder)),
    };
    await bench.start(null, undefined, { volumes });
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(view.placeReason).toMatchObject({
      kind: 'checkpoint',
      code: 'headerRefused',
      finding: 'diffusionModel',
    });
    expect(await inFolder('checkpoints')).toEqual([view.fileName]);
  });

  it('stays in its folder when the right one is a link out of it', async () => {
    const model = await mislabelled();
    const models = join(bench.models, 'models');
    await mkdir(models, { recursive: true });
    await symlink(join(bench.models, 'nowhere'), join(models, 'diffusion_models'));
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(view.placeReason).toMatchObject({ kind: 'checkpoint', code: 'headerRefused' });
    expect(await inFolder('checkpoints')).toEqual([view.fileName]);
  });

  describe.each(['EXDEV', 'EACCES', 'EROFS'])('when a name there is answered with %s', (code) => {
    const refusing = (answer = code) =>
      new NodePartFiles({
        ...systemNameCalls,
        link: (from, to) =>
          to.includes('diffusion_models')
            ? Promise.reject(Object.assign(new Error(answer), { code: answer }))
            : systemNameCalls.link(from, to),
      });

    async function staysWhole(id: DownloadId) {
      const view = await bench.rig.reaches(id, 'completed');
      const reason = { kind: 'checkpoint', code: 'headerRefused', rightKind: 'diffusionModel' };
      expect(view.placeReason).toMatchObject(reason);
      expect(view.placeLabel).toBe('ComfyUI › checkpoints');
      expect(await inFolder('checkpoints')).toEqual([view.fileName]);
      expect(await inFolder('diffusion_models')).toEqual([]);
      const verification = view.state.kind === 'completed' ? view.state.verification : null;
      expect(await sha256Of(join(view.placePath, view.fileName))).toBe(verification?.sha256);
      await bench.restart();
      expect(bench.rig.view(id).placeReason).toMatchObject(reason);
    }

    it('stays in its folder, whole, though both say that they are on one drive', async () => {
      const model = await mislabelled();
      await bench.rig.close();
      await bench.start(null, undefined, { parts: refusing() });
      await staysWhole(await bench.rig.add(model));
    });

    it('does so, too, when Civet ended in between', async () => {
      const model = await mislabelled();
      await bench.rig.close();
      await bench.start(null, undefined, { parts: refusing('EIO') });
      const id = await bench.rig.add(model);
      const isBlocked = () => JSON.stringify(bench.rig.view(id).state).includes('"isBlocked":true');
      await expect.poll(isBlocked).toBe(true);
      await bench.rig.close();
      await bench.start(null, undefined, { parts: refusing() });
      await staysWhole(id);
    });
  });

  // One device, and two mounts: the system refuses a name of one in the other.
  it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'stays in its folder when the right one is mounted from elsewhere on one disk',
    async () => {
      const model = await mislabelled();
      const right = join(bench.models, 'models', 'diffusion_models');
      const elsewhere = join(bench.models, 'elsewhere');
      for (const folder of [right, elsewhere]) await mkdir(folder, { recursive: true });
      execFileSync('mount', ['--bind', elsewhere, right]);
      try {
        const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
        expect(view.placeReason).toMatchObject({ kind: 'checkpoint', code: 'headerRefused' });
        expect(await inFolder('checkpoints')).toEqual([view.fileName]);
        expect(await inFolder('diffusion_models')).toEqual([]);
      } finally {
        execFileSync('umount', ['--lazy', right]);
      }
    },
  );

  it('is the same file again when it is there already, though it was to go elsewhere', async () => {
    const model = await mislabelled();
    const first = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    const sentBefore = bench.storageRequests().length;
    const again = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(again.id).not.toBe(first.id);
    expect(again.placeReason).toEqual(first.placeReason);
    expect(bench.storageRequests().length, 'nor is it fetched again').toBe(sentBefore);
    expect([again.fileName, again.placePath]).toEqual([first.fileName, first.placePath]);
    expect(await inFolder('diffusion_models')).toEqual([first.fileName]);
    expect(await inFolder('checkpoints')).toEqual([]);
  });

  it('goes where Civitai says when its header is none', async () => {
    const view = await bench.rig.reaches(await bench.rig.add(bench.named('mainJob')), 'completed');
    expect(view.placeReason).toMatchObject({ kind: 'lora', code: 'modelType' });
    await mkdir(bench.loras, { recursive: true });
    expect(await readdir(bench.loras)).toEqual([view.fileName]);
  });
});
