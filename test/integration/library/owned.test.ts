import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { bundleLibraryThread, LibraryRig, writeModel } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

let bundle: Awaited<ReturnType<typeof bundleLibraryThread>>;
let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  bundle = await bundleLibraryThread();
  civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
  folder = await temporaryFolder('library-owned');
});
afterAll(async () => {
  await civitai.close();
  await bundle.remove();
  await folder.remove();
});

describe('what the library has of a model', () => {
  it('is told by model and by version, and not of what is gone', async () => {
    const models = join(folder.path, 'models');
    const loras = join(models, 'loras');
    await mkdir(loras, { recursive: true });
    const { mainJob, checkpoint } = civitai.named;
    const first = await writeModel(civitai, 'mainJob', join(loras, 'mine.safetensors'));
    await writeModel(civitai, 'mainJob', join(loras, 'twice.safetensors'));
    const rig = new LibraryRig({
      origin: civitai.origin,
      script: bundle.script,
      profile: folder.path,
      roots: [models],
    });
    try {
      await rig.library.start();
      await rig.scan();
      const mine = {
        modelId: mainJob.modelId,
        versionId: mainJob.versionId,
        fileName: 'mine.safetensors',
        folderPath: loras,
        sha256: mainJob.sha256,
      };
      expect(rig.library.owned({ modelIds: [mainJob.modelId, checkpoint.modelId] })).toMatchObject({
        ok: true,
        value: [mine, { ...mine, fileName: 'twice.safetensors' }],
      });
      await rm(first);
      await rig.scan();
      expect(rig.library.owned({ versionIds: [mainJob.versionId, 1] })).toMatchObject({
        ok: true,
        value: [{ ...mine, fileName: 'twice.safetensors' }],
      });
      expect(rig.library.owned({ modelIds: [] })).toEqual({ ok: true, value: [] });
    } finally {
      await rig.library.stop();
    }
  });
});
