import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect } from 'vitest';
import { NodeOperationFiles } from '../../electron/adapters/operation-files';
import { systemClock, systemPlaces } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import type { IndexedFile, LibraryTwins } from '../../electron/core/library/ports';
import { type FolderChoice, rootIdOf } from '../../electron/core/placement/roots';
import type { Clock } from '../../electron/core/ports';
import { ChosenFiles } from '../../electron/services/operations/chosen-files';
import { LibraryWishes } from '../../electron/services/operations/library-wishes';
import { Planning } from '../../electron/services/operations/planning';
import { type PlaceableModel, RightFolders } from '../../electron/services/operations/right-folders';
import { Tidy } from '../../electron/services/operations/tidy';
import { Placement } from '../../electron/services/placement';
import type { NamedModelFile } from '../../electron/services/sidecars/write-sidecars';
import type { Failure } from '../../shared/failure';
import type { PlanningProgress } from '../../shared/operations/operations';
import type { FolderKind, Layout, WeightsFinding } from '../../shared/placement';
import { err, ok, type Result } from '../../shared/result';
import { settingsSchema } from '../../shared/settings/schema';
import { directMeasuring, OperationsRig } from './operations-rig';

const nothing = { blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };

/** Real folders with files that the library has recognised, and what tidies them. */
export class TidyRig extends OperationsRig {
  library: IndexedFile[] = [];
  readonly models = new Map<number, Result<PlaceableModel, Failure>>();
  finding: WeightsFinding | null = null;
  nowMs = 0;
  /** The ids of versions in each question. */
  readonly asked: number[][] = [];
  readonly chosenKinds = new Map<string, FolderKind>();
  fileTemplate = '';
  /** What the index knows besides: by path, its SHA-256. */
  readonly indexed = new Map<string, string>();
  /** Paths of what was read as a whole. */
  readonly read: string[] = [];
  lookCount = 0;
  choice: FolderChoice;
  wantsSidecars = true;
  readonly written: NamedModelFile[] = [];
  /** How far planning was said to be. */
  readonly told: (PlanningProgress | null)[] = [];

  constructor() {
    super();
    const id = rootIdOf(this.root);
    this.choice = {
      roots: [{ id, layout: 'comfyui', path: this.root, own: {} }],
      usualId: id,
      elsewhere: {},
    };
  }

  /** A file of the library that was recognised as one of a model of this type. */
  add(path: string, modelType: string, content = path, baseModel = 'SDXL 1.0'): IndexedFile {
    const whole = path.startsWith('/') ? path : this.write(path, content);
    const { size, mtimeNs, dev, ino } = statSync(whole, { bigint: true });
    const id = this.library.length + 1;
    const sha256 = `HASH OF ${content}`;
    this.models.set(
      id,
      ok({
        id,
        name: `Model ${id}`,
        type: modelType,
        creator: 'somebody',
        tags: [],
        versions: [
          {
            id,
            name: 'v1',
            baseModel,
            publishedAt: null,
            files: [
              {
                id,
                untrustedName: `published-${id}.safetensors`,
                type: 'Model',
                format: 'SafeTensor',
                precision: null,
                sizeClass: null,
                approximateBytes: Number(size),
                quantization: null,
                hashes: { ...nothing, sha256 },
                pickleScan: 'success',
                pickleScanMessage: null,
                virusScan: 'success',
                virusScanMessage: null,
                scannedAt: null,
                isPrimary: true,
                isRequired: false,
              },
            ],
          },
        ],
      }),
    );
    const file: IndexedFile = {
      id,
      path: whole,
      folder: dirname(whole),
      fileName: basename(whole),
      ...{ bytes: Number(size), mtimeNs: String(mtimeNs), dev: String(dev), ino: String(ino) },
      ...{ addedAtMs: 0, standing: 'known', sha256, autoV1: null, autoV3: null, crc32: null, readAtMs: 0 },
      ...{ readFailure: null, claim: null, match: 'sha256', modelId: id, versionId: id, askedAtMs: 0 },
      ...{ missingSinceMs: null, damagedSinceMs: null, use: null, facts: null },
    };
    this.library.push(file);
    return file;
  }

  make(clock: Clock = systemClock) {
    const settings = settingsSchema.parse({ names: { file: this.fileTemplate, folder: '' } });
    const placement = new Placement(
      {
        settings: () => settings,
        saveSettings: () => undefined,
        folders: () => this.choice,
        saveFolders: () => undefined,
      },
      systemPlaces,
      () => undefined,
    );
    this.roots = placement.roots();
    const rightFolders = new RightFolders({
      models: {
        byVersions: async (ids) => {
          this.asked.push([...ids]);
          return new Map(
            ids.map((id) => [
              id,
              this.models.get(id) ?? err({ code: 'input.unknownVersion', params: {}, retryAfterMs: null }),
            ]),
          );
        },
      },
      headers: { recognise: async () => this.finding },
      clock: { after: (...timer) => clock.after(...timer), steadyMs: () => this.nowMs },
      placement,
      places: systemPlaces,
      chosenKinds: () => this.chosenKinds,
    });
    const twins: Pick<LibraryTwins, 'known'> = {
      known: (some) =>
        ok(
          some.map(({ path }) => {
            const sha256 = this.indexed.get(path);
            const [any] = this.library;
            return sha256 === undefined || any === undefined ? null : { ...any, path, sha256 };
          }),
        ),
    };
    const library = {
      indexed: (offset: number, limit: number) => {
        if (offset === 0) this.lookCount += 1;
        return this.library.slice(offset, offset + limit);
      },
      fileOf: (id: number) => {
        const file = this.library.find((each) => each.id === id);
        return file === undefined
          ? err({ code: 'input.unknownFile' as const, params: {}, retryAfterMs: null })
          : ok(file);
      },
    };
    const shared = {
      library,
      rightFolders,
      twins,
      operations: this.operations,
      files: new NodeOperationFiles({
        measuring: {
          measure: (path, ...rest) => {
            this.read.push(path);
            return directMeasuring.measure(path, ...rest);
          },
        },
      }),
      places: systemPlaces,
    };
    const tidy = new Tidy({
      ...shared,
      volumes: new NodeVolumes(),
      clock,
      publish: () => undefined,
      onBug: (bug) => {
        throw bug;
      },
    });
    const planning = new Planning({ clock, publish: (progress) => this.told.push(progress) });
    const chosen = new ChosenFiles({
      ...shared,
      planning,
      clock,
      choices: { files: async () => ok(this.library), seenFiles: async () => ok(this.library) },
      sidecars: {
        isWanted: () => this.wantsSidecars,
        writeForFiles: (beside) => void this.written.push(...beside),
      },
    });
    return { tidy, chosen, planning, rightFolders, wishes: new LibraryWishes({ ...shared, placement }) };
  }

  async looked() {
    const made = this.make();
    made.tidy.look();
    await expect.poll(() => made.tidy.view().stage).toBe('done');
    return { ...made, view: made.tidy.view() };
  }

  addRoot(path: string, layout: Layout): void {
    const { choice } = this;
    this.choice = { ...choice, roots: [...choice.roots, { id: rootIdOf(path), layout, path, own: {} }] };
  }
}
