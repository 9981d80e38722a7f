import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openLibrary } from '../../electron/adapters/library-store';
import { WorkerLibrary } from '../../electron/adapters/library-threads';
import { systemClock, systemPlaces } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import { Identification } from '../../electron/services/library/identification';
import { Library } from '../../electron/services/library/library';
import { type NamedModel, VersionNames } from '../../electron/services/library/version-names';
import { failure } from '../../shared/failure';
import { pictureIdSchema } from '../../shared/ids';
import type { LibraryWish } from '../../shared/library/library';
import { err, ok } from '../../shared/result';

/**
 * What the library costs on this machine. Threads, index and scan are the real ones; of the service only the answers
 * are made up, at once: every second hash is known.
 */

const PICTURE = pictureIdSchema.parse('A'.repeat(22));
const SAMPLES = 31;
const MEBIBYTE = 2 ** 20;
const FILES_A_FOLDER = 500;
const TYPES = ['LORA', 'Checkpoint', 'VAE', 'TextualInversion', 'Controlnet'];
const BASE_MODELS = ['SDXL 1.0', 'SD 1.5', 'Illustrious', 'Flux.1 D'];

export interface LibraryMeasures {
  /** Wall seconds, one a round. */
  readonly sha256sum: readonly number[];
  readonly oneWorker: readonly number[];
  readonly twoWorkers: readonly number[];
  readonly find: readonly number[];
  readonly rescan: readonly number[];
  /** The first scan of the tree, every file read once. */
  readonly firstScanSeconds: number;
  /** About many hashes at once. */
  readonly questions: number;
  /** About one hash each, in the first scan. */
  readonly loneQuestions: number;
  readonly files: number;
  /** Milliseconds of one answer, one a sample. */
  readonly list: Readonly<Record<string, readonly number[]>>;
  readonly rssBeforeMb: number;
  readonly rssAfterMb: number;
}

const [, , folder = '', script = '', counts = ''] = process.argv;
const [rounds = 5, hashBytes = 0, treeFiles = 0] = counts.split(',').map(Number);

const seconds = (sinceMs: number) => (performance.now() - sinceMs) / 1_000;
const rssMb = () => process.memoryUsage().rss / MEBIBYTE;

/** Safetensors files of random weights, so that every hash has something to measure. */
function makeModels(place: string): readonly string[] {
  mkdirSync(place);
  const chunk = Buffer.allocUnsafe(8 * MEBIBYTE);
  const each = Math.floor(hashBytes / 6);
  return Array.from({ length: 6 }, (_, at) => {
    const path = join(place, `${at}.safetensors`);
    const file = openSync(path, 'w');
    const header = Buffer.from(JSON.stringify({ __metadata__: { at: String(at) } }));
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(BigInt(header.length));
    writeSync(file, Buffer.concat([prefix, header]));
    for (let written = 0; written < each; written += chunk.length)
      writeSync(file, randomFillSync(chunk), 0, Math.min(chunk.length, each - written));
    closeSync(file);
    return path;
  });
}

/** Small files in folders of a few hundred, as a large collection has them. */
function makeTree(place: string): void {
  for (let at = 0; at < treeFiles; at += 1) {
    const inside = join(place, `folder ${Math.floor(at / FILES_A_FOLDER)}`);
    if (at % FILES_A_FOLDER === 0) mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, `model ${at} of many.safetensors`), `weights of ${at}`);
  }
}

async function hashAll(paths: readonly string[], width: number): Promise<number> {
  const threads = new WorkerLibrary(script, width);
  const signal = new AbortController().signal;
  // A thread is started once, not with every file.
  const small = join(folder, 'small.bin');
  writeFileSync(small, 'small');
  await Promise.all(Array.from({ length: width }, () => threads.read(small, signal)));
  const left = [...paths];
  const beganMs = performance.now();
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const read = await threads.read(path, signal);
      if (!read.ok || read.value.kind !== 'read') throw new Error(`${path} was not read.`);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  const took = seconds(beganMs);
  await threads.close();
  return took;
}

function timed(program: string, args: readonly string[]): number {
  const beganMs = performance.now();
  execFileSync(program, args, { maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'inherit'] });
  return seconds(beganMs);
}

let questions = 0;
let loneQuestions = 0;

function namedModel(versionId: number): NamedModel {
  const facts = {
    versionId,
    modelId: versionId,
    modelName: `Aurora ${versionId} over the fjord`,
    versionName: `v${versionId % 7}`,
    modelType: TYPES[versionId % TYPES.length] ?? 'LORA',
    baseModel: BASE_MODELS[versionId % BASE_MODELS.length] ?? null,
    creator: `creator_${versionId % 400}`,
    tags: ['style', `tag ${versionId % 90}`],
    triggerWords: [`trigger${versionId % 900}`, 'polar light'],
    pictures: [{ url: `https://pictures.invalid/${versionId}`, maturity: 'PG' as const, blurhash: null }],
    publishedSha256: null,
  };
  return { id: versionId, versions: [{ id: versionId, ...facts }] };
}

function openedLibrary(root: string): Library {
  const profile = join(folder, 'profile');
  mkdirSync(profile, { recursive: true });
  const { store, choices, keeping } = openLibrary(join(profile, 'library.db'), Date.now(), () => undefined);
  const models = {
    byVersions: (ids: readonly number[]) =>
      Promise.resolve(new Map(ids.map((id) => [id, ok(namedModel(id))] as const))),
  };
  return new Library({
    store,
    choices,
    keeping,
    checkThreads: new WorkerLibrary(script, 1),
    volumes: new NodeVolumes(),
    watch: { begin: async () => undefined, close: async () => undefined },
    clock: systemClock,
    places: systemPlaces,
    threads: new WorkerLibrary(script, 2),
    identification: new Identification({
      store,
      clock: systemClock,
      api: {
        postJson: (_path, body) => {
          questions += 1;
          const known = (body as string[]).filter((hash) => Number.parseInt(hash.slice(0, 2), 16) % 2 === 0); // sent by `findByHashes`
          return Promise.resolve(
            ok(
              known.map((hash) => {
                const id = (Number.parseInt(hash.slice(2, 10), 16) % 2_000_000_000) + 1;
                return { hash, modelId: id, modelVersionId: id };
              }),
            ),
          );
        },
      },
      catalogue: {
        findByHash: () => {
          loneQuestions += 1;
          return Promise.resolve(err(failure('input.unknownHash')));
        },
      },
    }),
    names: new VersionNames({ models, store, clock: systemClock }),
    roots: () => Promise.resolve([root]),
    pictures: { idOf: () => PICTURE },
    maturity: () => 'PG',
    downloads: () => [],
    newerOf: () => null,
    publish: () => undefined,
    onBug: (bug) => {
      throw bug;
    },
  });
}

async function scan(library: Library): Promise<number> {
  const beganMs = performance.now();
  library.scanNow();
  while (library.isScanning()) await new Promise((resolve) => setTimeout(resolve, 2));
  return seconds(beganMs);
}

function timeLists(library: Library): LibraryMeasures['list'] {
  const plain: LibraryWish = {
    text: '',
    types: [],
    baseModels: [],
    standings: [],
    creators: [],
    usedBeforeMs: null,
    folderIds: [],
    order: { by: 'name', isDescending: false },
  };
  const last = Math.max(0, treeFiles - 100);
  const questionsOf: Readonly<Record<string, readonly [LibraryWish, number]>> = {
    firstPage: [plain, 0],
    firstPageByDate: [{ ...plain, order: { by: 'added', isDescending: true } }, 0],
    lastPage: [plain, last],
    filterByType: [{ ...plain, types: ['VAE'] }, 0],
    filterByState: [{ ...plain, standings: ['unknown', 'missing'] }, 0],
    filterByText: [{ ...plain, text: 'aurora fjord trigger7' }, 0],
    filterByAll: [{ ...plain, text: 'creator_3', types: ['LORA'], baseModels: ['SDXL 1.0'] }, 0],
  };
  return Object.fromEntries(
    Object.entries(questionsOf).map(([name, [wish, offset]]) => {
      const samples = Array.from({ length: SAMPLES }, () => {
        const beganMs = performance.now();
        const page = library.list(wish, offset, 100);
        if (!page.ok || page.value.total === 0) throw new Error(`Nothing was found for ${name}.`);
        return performance.now() - beganMs;
      });
      return [name, samples];
    }),
  );
}

const models = makeModels(join(folder, 'models'));
const sha256sum: number[] = [];
const oneWorker: number[] = [];
const twoWorkers: number[] = [];
// The first one only brings the files into memory.
timed('sha256sum', models);
for (let round = 0; round < rounds; round += 1) {
  sha256sum.push(timed('sha256sum', models));
  oneWorker.push(await hashAll(models, 1));
  twoWorkers.push(await hashAll(models, 2));
}

const tree = join(folder, 'tree');
makeTree(tree);
const library = openedLibrary(tree);
await library.start();
const rssBeforeMb = rssMb();
const firstScanSeconds = await scan(library);
const find: number[] = [];
const rescan: number[] = [];
const asked = questions;
const askedAlone = loneQuestions;
if (askedAlone > 400) throw new Error(`${askedAlone} questions about one file each in one scan.`);
for (let round = 0; round < rounds; round += 1) {
  find.push(timed('find', [tree, '-printf', '%p %s %T@ %i\\n']));
  rescan.push(await scan(library));
}
const { fileCount, problemCount } = library.status();
if (fileCount !== treeFiles || problemCount > 0)
  throw new Error(`${fileCount} files, ${problemCount} problems.`);
if (questions !== asked) throw new Error('What had not changed was asked about again.');
const list = timeLists(library);
const rssAfterMb = rssMb();
await library.stop();
if (readdirSync(tree).length === 0) throw new Error('The tree has gone.');

const measures: LibraryMeasures = {
  ...{ sha256sum, oneWorker, twoWorkers, find, rescan },
  ...{
    firstScanSeconds,
    questions: asked,
    loneQuestions: askedAlone,
    files: treeFiles,
    list,
    rssBeforeMb,
    rssAfterMb,
  },
};
process.stdout.write(`${JSON.stringify(measures)}\n`);
