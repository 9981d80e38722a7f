import type { Plan, PlanHead, PlanItem, PlanVolume } from '../../../../../shared/bulk/plan';

export const head: PlanHead = {
  collecting: null,
  volumes: [],
  isFolderChosen: true,
  isSignedIn: false,
  aboveLevelCount: 0,
};

/** An item with nothing in its way. */
export function planItem(number: number, change: Partial<PlanItem> = {}): PlanItem {
  return {
    id: `p${number}`,
    modelId: number,
    versionId: number * 10,
    fileId: number * 100,
    modelName: `Model ${number}`,
    versionName: 'v1',
    modelType: 'LORA',
    baseModel: 'SDXL 1.0',
    creator: null,
    fileName: `model-${number}.safetensors`,
    format: 'SafeTensor',
    precision: 'fp16',
    sizeClass: null,
    approximateBytes: 1_000_000_000,
    choiceCount: 2,
    place: {
      kind: 'lora',
      isOwnChoice: false,
      reason: { kind: 'lora', code: 'modelType', fileType: 'Model', modelType: 'LORA', baseModel: null },
      label: 'ComfyUI › loras',
      path: '/models/loras',
      volumeId: 'v',
    },
    ownership: { kind: 'none' },
    access: { kind: 'free', login: 'notNeeded' },
    obstacle: null,
    conflict: null,
    isDangerous: false,
    isPickle: false,
    lockedHash: null,
    ambiguousId: null,
    isAboveLevel: false,
    oldFiles: null,
    isIncluded: true,
    ...change,
  };
}

export function plan(revision: number, items: readonly PlanItem[]): Plan {
  return { revision, head, items, problems: [] };
}

export function volume(change: Partial<PlanVolume> = {}): PlanVolume {
  return {
    id: 'v',
    label: '/mnt/models',
    state: 'ready',
    freeBytes: 100e9,
    reserveBytes: 2e9,
    promisedBytes: 0,
    includedCount: 3,
    includedBytes: 48e9,
    unknownSizeCount: 0,
    missingBytes: 0,
    ...change,
  };
}
