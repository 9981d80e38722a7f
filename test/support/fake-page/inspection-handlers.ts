import type { Failure } from '../../../shared/failure';
import type {
  InspectedFile,
  InspectedPlace,
  InspectedVersion,
  InspectionView,
} from '../../../shared/inspection/inspection';
import type { Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';

type InspectionCall = Extract<keyof Handlers, `inspection.${string}`>;

const GIB = 1024 ** 3;
const hashes = {
  sha256: '8C99BB482C2E501E6AE5986D1B83715F8DAB117C749103A49EDF85B2985499BC',
  autoV1: '2918EC80',
  autoV2: '8C99BB482C',
  autoV3: '2487337FCE6B',
  crc32: 'AE2D1DA5',
  blake3: null,
};

const version: InspectedVersion = {
  modelId: 900_001,
  versionId: 910_001,
  modelName: 'Aurora Fjord Light',
  versionName: 'v2.1',
  modelType: 'LORA',
  baseModel: 'SDXL 1.0',
  creator: 'fjord_and_felt',
  triggerWords: ['aurora fjord light', 'low evening sun'],
  pictures: [],
  newer: { versionId: 910_002, name: 'v3.0' },
  publishedBytes: 228_454_000,
};

const place: InspectedPlace = {
  folderPath: '/mnt/models/ComfyUI/models/loras',
  label: 'ComfyUI › loras',
  fileName: 'aurora-fjord-light-v2.1.safetensors',
  lies: { kind: 'there' },
  isOwnName: true,
  secondName: null,
  isInLibrary: true,
};
const elsewhere: InspectedPlace = {
  ...place,
  lies: { kind: 'elsewhere' },
  isOwnName: false,
  isInLibrary: false,
};
const downloads = '/home/me/Downloads';

const plain: InspectedFile = {
  id: 1,
  fileName: 'aurora-fjord-light-v2.1.safetensors',
  folderPath: '/mnt/models/ComfyUI/models/loras',
  bytes: 228_454_000,
  stage: { kind: 'done' },
  flaw: null,
  hashes,
  identity: { kind: 'sameBytes', version, place },
  libraryReadAtMs: null,
  damage: null,
  twins: { bytes: [], weights: [] },
  header: [],
  weights: null,
};
const cause: Failure = {
  code: 'disk.denied',
  params: { path: `${downloads}/locked.safetensors` },
  retryAfterMs: null,
};
const longName =
  'a very long name that somebody gave it, (copy) (2) final FINAL – 霧のフィヨルド – v2.1 – old.safetensors';

/** One of each kind of answer. */
const kinds: readonly Partial<InspectedFile>[] = [
  {
    folderPath: downloads,
    identity: { kind: 'sameBytes', version, place: { ...elsewhere, secondName: 'aurora.safetensors' } },
  },
  {
    ...{ folderPath: downloads, bytes: 45_120_004, hashes: null },
    flaw: { kind: 'cutShort', promisedBytes: 228_454_000 },
    identity: { kind: 'cut', version, place: elsewhere },
  },
  {
    ...{ folderPath: downloads, bytes: 1_200_004_112, hashes: null, fileName: 'cloud_castle-xl.safetensors' },
    flaw: { kind: 'cutShort', promisedBytes: 6_938_041_050 },
    identity: { kind: 'unknown' },
  },
  {
    ...{ folderPath: downloads, bytes: 18_204, hashes: null, fileName: 'harbour-lights.safetensors' },
    flaw: { kind: 'noModel', what: 'webPage' },
    identity: { kind: 'unknown' },
  },
  {
    stage: { kind: 'reading', readBytes: 90_000_000 },
    hashes: null,
    identity: { kind: 'likely', version, place },
  },
  {
    libraryReadAtMs: Date.now() - 3 * 86_400_000,
    twins: {
      bytes: [
        { fileName: 'aurora.safetensors', folderPath: '/mnt/models/Forge/models/Lora', isSameFile: true },
        { fileName: longName, folderPath: '/mnt/archive/old disks/2024/loras', isSameFile: false },
      ],
      weights: [
        { fileName: 'aurora-notes.safetensors', folderPath: '/mnt/archive/loras', isSameFile: false },
      ],
    },
  },
  {
    fileName: longName,
    folderPath: downloads,
    identity: { kind: 'sameWeights', version, place: elsewhere },
  },
  {
    fileName: 'half.safetensors',
    folderPath: downloads,
    bytes: 100_000_000,
    identity: { kind: 'cut', version: { ...version, newer: null }, place: elsewhere },
  },
  {
    fileName: 'my-own-training-000008.safetensors',
    folderPath: '/home/me/training/output',
    identity: { kind: 'unknown' },
    weights: 'lora',
    header: [
      { name: 'title', text: 'my-own-training' },
      { name: 'family', text: 'SDXL' },
      { name: 'trainer', text: 'kohya sd-scripts' },
      { name: 'rank', text: '32' },
      { name: 'baseModel', text: 'sdxl_base_v1-0' },
      { name: 'triggerWords', text: 'fog, water, evening' },
      { name: 'date', text: '2026-06-10' },
      { name: 'tensors', text: '2166' },
      { name: 'precision', text: 'BF16' },
    ],
  },
  {
    damage: { fileId: 3, sinceMs: Date.now() - 2 * 86_400_000, isConfirmed: true },
    identity: { kind: 'damaged', version, place },
  },
  {
    damage: { fileId: 4, sinceMs: Date.now() - 2 * 86_400_000, isConfirmed: false },
    folderPath: '/mnt/models/Forge/models/Lora/portraits',
    identity: {
      kind: 'sameBytes',
      version,
      place: { ...place, lies: { kind: 'otherProgram', label: 'Forge › Lora' } },
    },
  },
  {
    identity: {
      kind: 'shortHash',
      version,
      place: {
        ...place,
        label: 'ComfyUI › loras › SDXL',
        lies: { kind: 'unsorted', label: 'ComfyUI › loras' },
      },
    },
  },
  { identity: { kind: 'replaced', version, place: null } },
  { identity: { kind: 'uncompared', version, place } },
  { identity: { kind: 'differs', version, place } },
  {
    fileName: 'locked.safetensors',
    folderPath: downloads,
    hashes: null,
    stage: { kind: 'failed', cause },
    identity: { kind: 'unknown' },
  },
  {
    fileName: 'asking.safetensors',
    folderPath: downloads,
    stage: { kind: 'asking' },
    identity: { kind: 'unknown' },
  },
  {
    fileName: 'waiting.ckpt',
    bytes: 4 * GIB,
    stage: { kind: 'waiting' },
    hashes: null,
    identity: { kind: 'unknown' },
  },
];

/** @param times the kinds again and again, as in a large folder */
function filesOf(times: number): readonly InspectedFile[] {
  return Array.from({ length: kinds.length * times }, (_, at) => ({
    ...plain,
    ...kinds[at % kinds.length],
    id: at + 1,
  }));
}

export function inspectionHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, InspectionCall> {
  let view: InspectionView = {
    revision: 0,
    files: scenario === 'empty' ? [] : filesOf(scenario === 'huge' ? 300 : 1),
    leftOutCount: scenario === 'huge' ? 12 : 0,
  };
  return {
    'inspection.snapshot': () => ok(view),
    'inspection.pick': () => ok(null),
    'inspection.clear': () => {
      view = { revision: view.revision + 1, files: [], leftOutCount: 0 };
      api.emit('inspection.changed', { revision: view.revision, upserts: [], order: [], leftOutCount: 0 });
      return ok(null);
    },
    'inspection.show': () => ok(null),
    'inspection.place': () => ok(null),
    'inspection.writeSidecars': () =>
      ok({ isWanted: true, writtenCount: 2, mergedCount: 1, sameCount: 0, problems: [] }),
    'inspection.downloadWhole': () => ok({ isReplaced: false }),
    'inspection.planNewer': () => ok(null),
  };
}
