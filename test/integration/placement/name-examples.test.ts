import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../../../electron/core/ports';
import { NameExamples, type NameExamplesNeeds } from '../../../electron/services/placement/name-examples';
import type { DownloadTarget } from '../../../shared/download/download';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { bundleLibraryThread, LibraryRig, writeModel } from '../../support/library-rig';
import { targetOf } from '../../support/queue-bench';
import { temporaryFolder } from '../../support/rig';
import { SteeredClock } from '../../support/steered-clock';

let bundle: Awaited<ReturnType<typeof bundleLibraryThread>>;
let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: LibraryRig;

beforeAll(async () => {
  bundle = await bundleLibraryThread();
  civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
});
afterAll(async () => {
  await civitai.close();
  await bundle.remove();
});
beforeEach(async () => {
  folder = await temporaryFolder('name-examples');
  const models = join(folder.path, 'models');
  await mkdir(models);
  rig = new LibraryRig({
    ...{ origin: civitai.origin, script: bundle.script, profile: folder.path, roots: [models] },
  });
  await writeModel(civitai, 'mainJob', join(models, 'a.safetensors'));
  await writeModel(civitai, 'checkpoint', join(models, 'b.safetensors'));
  await rig.scan();
});
afterEach(async () => {
  await rig.library.stop();
  await folder.remove();
});

const TEMPLATES = { file: '{model}', folder: '{type}/{precision|any}' };

function examples(change: Partial<NameExamplesNeeds> = {}): NameExamples {
  return new NameExamples({
    downloads: () => [],
    samples: (mostOfType) => rig.library.samples(mostOfType),
    revision: () => rig.library.status().revision,
    published: async () => new Map(),
    lookedAt: () => [],
    clock: new SteeredClock(),
    ...change,
  });
}
const modelNames = () => ['a', 'b'].map((name) => rig.file(`${name}.safetensors`).modelName);

describe('examples of names', () => {
  it('ask the index once for each of its revisions, and Civitai once as long as it does not answer', async () => {
    let revision = 1;
    let sampleCount = 0;
    let askedCount = 0;
    let answer: () => void = () => undefined;
    const made = examples({
      revision: () => revision,
      samples: (mostOfType) => {
        sampleCount += 1;
        return rig.library.samples(mostOfType);
      },
      published: () => {
        askedCount += 1;
        return new Promise((resolve) => {
          answer = () => resolve(new Map());
        });
      },
    });
    const both = Promise.all([made.preview(TEMPLATES), made.preview({ ...TEMPLATES, file: '{type}' })]);
    answer();
    await both;
    expect([sampleCount, askedCount]).toEqual([1, 1]);
    revision += 1;
    const next = made.preview(TEMPLATES);
    answer();
    await next;
    expect([sampleCount, askedCount]).toEqual([2, 2]);
  });

  it('are files of the library, of each type of model', async () => {
    const { source, examples: made } = await examples().preview(TEMPLATES);
    expect(source).toBe('library');
    const types = made.map(({ modelType }) => modelType);
    expect(new Set(types).size).toBe(2);
    expect(new Set(made.map(({ modelName }) => modelName))).toEqual(new Set(modelNames()));
    expect(made.map(({ subfolders }) => subfolders)).toEqual(types.map((type) => [type, 'any']));
    expect(made.map(({ diskName }) => diskName).toSorted()).toEqual(['a.safetensors', 'b.safetensors']);
  });

  it('say what only Civitai knows of a file, such as its precision', async () => {
    const published: NameExamplesNeeds['published'] = async (files) =>
      new Map(
        files.map(({ id, facts }) => {
          const target = targetOf(facts?.modelName ?? '', id, 1, { modelType: facts?.modelType ?? '' });
          return [id, { ...target, file: { ...target.file, precision: 'fp16' } }];
        }),
      );
    const { examples: made } = await examples({ published }).preview(TEMPLATES);
    expect(made.map(({ subfolders }) => subfolders[1])).toEqual(['fp16', 'fp16']);
  });

  it('do not wait for a service that takes long', async () => {
    const clock = new SteeredClock();
    const published = () => new Promise<ReadonlyMap<number, DownloadTarget>>(() => undefined);
    const preview = examples({ clock, published }).preview(TEMPLATES);
    await clock.advance(1_500);
    expect((await preview).examples).toHaveLength(2);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('begin with the newest downloads, and name no version twice', async () => {
    const versionId = rig.file('a.safetensors').versionId ?? 0;
    const download = (target: DownloadTarget, addedAtMs: number) =>
      // Nothing else of a record is looked at.
      ({ target, addedAtMs, state: { kind: 'queued' } }) as DownloadRecord;
    const downloads = [
      ...Array.from({ length: 8 }, (_, at) => download(targetOf(`D${at}`, 1_000_000 + at, 1), at)),
      download(targetOf('Mine', versionId, 1), 99),
    ];
    const { examples: made } = await examples({ downloads: () => downloads }).preview(TEMPLATES);
    expect(made.map(({ modelName }) => modelName)).toEqual([
      ...['Mine', 'D7', 'D6', 'D5', 'D4', 'D3'],
      rig.file('b.safetensors').modelName,
      ...['D2', 'D1', 'D0'],
    ]);
  });

  it('are of models that were looked at while nothing else is known', async () => {
    const lookedAt = () => [targetOf('Seen', 5, 1)];
    const none = { samples: () => [], lookedAt };
    expect(await examples(none).preview(TEMPLATES)).toMatchObject({ source: 'models' });
    expect(await examples({ ...none, lookedAt: () => [] }).preview(TEMPLATES)).toEqual({
      source: 'none',
      examples: [],
    });
  });
});
