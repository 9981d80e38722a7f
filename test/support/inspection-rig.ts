import { join, relative } from 'node:path';
import { expect } from 'vitest';
import type { IndexedFile, ReadOutcome } from '../../electron/core/library/ports';
import { Inspections } from '../../electron/services/inspection/inspections';
import { type Failure, failure } from '../../shared/failure';
import type { InspectedFile, InspectionDelta } from '../../shared/inspection/inspection';
import { err, ok, type Result } from '../../shared/result';
import { SteeredClock } from './steered-clock';

export const PUBLISHED = 'A'.repeat(64);
export const STAMP = { bytes: 4_000, mtimeNs: '1', dev: '1', ino: '1' };
const hashesOf = (sha256: string) => ({ sha256, autoV1: 'B1B1B1B1', autoV2: sha256.slice(0, 10) });

const model = {
  id: 7,
  name: 'Fog',
  type: 'LORA',
  mode: 'available',
  creator: null,
  tags: [],
  versions: [
    {
      id: 70,
      name: 'v1',
      baseModel: null,
      publishedAt: 1,
      access: { kind: 'open' },
      triggerWords: [],
      pictures: [],
      files: [
        {
          id: 1,
          untrustedName: 'fog.ckpt',
          type: 'Model',
          ...{ format: 'PickleTensor', precision: 'fp16', sizeClass: null, quantization: null },
          ...{ isPrimary: true, pickleScan: 'success', virusScan: 'success' },
          approximateBytes: 4_000,
          hashes: {
            sha256: PUBLISHED,
            autoV1: 'B1B1B1B1',
            autoV2: null,
            autoV3: null,
            crc32: null,
            blake3: null,
          },
        },
      ],
    },
  ],
};

const isList = (path: string) => /\.(txt|json)$/.test(path);

/** A file as the library's index has it. */
export function indexed(change: Partial<IndexedFile>): IndexedFile {
  const path = change.path ?? '/library/fog.ckpt';
  return {
    ...STAMP,
    id: 1,
    path,
    folder: join(path, '..'),
    fileName: relative(join(path, '..'), path),
    addedAtMs: 1,
    standing: 'known',
    sha256: PUBLISHED,
    autoV1: null,
    autoV3: null,
    crc32: null,
    readAtMs: 5,
    readFailure: null,
    claim: null,
    match: 'sha256',
    modelId: 7,
    versionId: 70,
    askedAtMs: 5,
    missingSinceMs: null,
    damagedSinceMs: null,
    use: null,
    facts: null,
    ...change,
  };
}

/** "What is this?" without a disk and without a network; each reading ends when the test says so. */
export class InspectionRig {
  readonly deltas: InspectionDelta[] = [];
  readonly clock = new SteeredClock();
  /** Ends the reading that is under way. */
  finish: (outcome: Result<ReadOutcome, Failure>) => void = () => {};
  bytes = 4_000;
  readBytes = 0;
  posts: unknown[] = [];
  askedByPart: string[] = [];
  askedModels: number[] = [];
  lists: string[] = [];
  reads: string[] = [];
  library: IndexedFile[] = [];
  /** Whether Civitai can be asked. */
  isOnline = true;
  readonly inspections = new Inspections({
    files: {
      sort: async (paths) => ({
        folders: [],
        files: paths.filter((path) => !isList(path)),
        lists: paths.filter((path) => isList(path)),
        unreadable: [],
      }),
      glance: async () => ok({ autoV1: 'B1B1B1B1', header: null, weights: null }),
    },
    threads: {
      walk: async ({ files }, onFound) => {
        onFound(
          files.map((path) => ({
            ...STAMP,
            bytes: this.bytes,
            path,
            root: '',
            ctimeNs: '1',
            claim: null,
            use: null,
            drive: '',
          })),
        );
        return ok({ seenCount: files.length, gone: [], problems: [], links: [], uses: [] });
      },
      read: (path, signal) => {
        this.reads.push(path);
        return new Promise((resolve) => {
          const leave = () => resolve(err(failure('input.cancelled')));
          signal.addEventListener('abort', leave);
          this.finish = (outcome) => {
            signal.removeEventListener('abort', leave);
            resolve(outcome);
          };
        });
      },
      readBytes: () => this.readBytes,
      close: async () => undefined,
    },
    twins: {
      known: (files) => ok(files.map(({ path }) => this.library.find((each) => each.path === path) ?? null)),
      withBytes: (hashes) =>
        ok(this.library.filter(({ sha256 }) => sha256 !== null && hashes.includes(sha256))),
      withWeights: (hashes) =>
        ok(this.library.filter(({ autoV3 }) => autoV3 !== null && hashes.includes(autoV3))),
    },
    pictures: { idOf: (url) => url as never },
    api: {
      postJson: async (_path, body) => {
        if (!this.isOnline) return err(failure('network.offline'));
        this.posts.push(body);
        return ok([{ hash: PUBLISHED, modelId: 7, modelVersionId: 70 }]);
      },
    },
    models: { byIds: async () => new Map() },
    catalogue: {
      findByHash: async (hash) => {
        this.askedByPart.push(hash);
        return this.isOnline ? ok({ modelId: 7, versionId: 70, files: [] }) : err(failure('network.offline'));
      },
      model: async (id) => {
        this.askedModels.push(id);
        return this.isOnline
          ? ok({ ...model, seen: { kind: 'fresh' } } as never)
          : err(failure('network.offline'));
      },
      shown: () => model as never,
    },
    placement: {
      plan: () => err(failure('input.folderNotChosen')),
      roots: () => [],
      folderOfKind: () => null,
    },
    places: { join, relative, isInside: () => false, exists: async () => true, real: async (path) => path },
    clock: this.clock,
    maturity: () => 'PG',
    onList: async (path) => {
      if (path.includes('broken')) return err(failure('input.unreadableFile', { path }));
      this.lists.push(path);
      return ok(null);
    },
    publish: (delta) => this.deltas.push(delta),
    onBug: (error) => {
      throw error;
    },
  });

  get files(): readonly InspectedFile[] {
    return this.inspections.view().files;
  }

  get file(): InspectedFile | undefined {
    return this.files[0];
  }

  async until(isTrue: () => boolean): Promise<void> {
    await expect.poll(isTrue).toBe(true);
  }

  /** The reading that is under way comes to its end. */
  read(sha256: string): void {
    this.finish(ok({ kind: 'read', hashes: hashesOf(sha256), stamp: STAMP }));
  }

  async end(sha256: string): Promise<void> {
    this.read(sha256);
    await this.until(() => this.file?.stage.kind === 'done');
  }
}
