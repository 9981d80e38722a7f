import type { Handlers } from '../../../shared/ipc/contract';
import {
  type MisnamedFile,
  type MisplacedFile,
  NOTHING_TIDIED,
  type TidyView,
} from '../../../shared/operations/tidy';
import type { PlaceReason } from '../../../shared/placement';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';

type TidyCall = Extract<keyof Handlers, 'operations.tidySnapshot' | 'operations.lookForMisplaced'>;

const MB = 1_000_000;
const WHY: PlaceReason = {
  kind: 'lora',
  code: 'modelType',
  fileType: 'Model',
  modelType: 'LORA',
  baseModel: 'SDXL 1.0',
};

function misplaced(at: number): MisplacedFile {
  const name =
    ['aurora-fjord-light', 'kiln-and-clay', 'a-very-long-name-that-somebody-gave-to-a-small-file'][at % 3] ??
    '';
  const fileName = `${name}-v${at + 1}.safetensors`;
  const kinds = ['free', 'free', 'numbered', 'unread', 'alreadyThere'] as const;
  const kind = kinds[at % kinds.length] ?? 'free';
  const numbered = fileName.replace('.safetensors', ' (2).safetensors');
  return {
    id: at + 1,
    fileName,
    modelName: at % 4 === 3 ? null : (['Aurora Fjord Light', 'Kiln and clay', 'Paper light'][at % 3] ?? null),
    bytes: (114 + ((at * 37) % 300)) * MB,
    folderPath: '/mnt/models/ComfyUI/models/checkpoints/downloads/unsorted',
    targetPath: '/mnt/models/ComfyUI/models/loras',
    targetLabel: 'ComfyUI › loras',
    why: WHY,
    keptName: { name: kind === 'numbered' ? numbered : fileName, kind },
    templateName: { name: `SDXL - ${fileName}`, kind: 'free' },
    isOtherVolume: at % 7 === 6,
  };
}

function misnamed(at: number): MisnamedFile {
  const { fileName, modelName, bytes, targetPath } = misplaced(at);
  const ownName = { name: `SDXL - ${modelName ?? 'Paper light'} - ${fileName}`, kind: 'free' } as const;
  return { id: 1_000 + at, fileName, modelName, bytes, folderPath: targetPath, ownName };
}

export function tidyHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, TidyCall> {
  const isEmpty = scenario === 'empty' || scenario === 'noFolders' || scenario === 'short';
  const found: TidyView = {
    ...NOTHING_TIDIED,
    stage: 'done',
    files: Array.from({ length: isEmpty ? 0 : 214 }, (_, at) => misplaced(at)),
    misnamed: Array.from({ length: isEmpty ? 0 : 37 }, (_, at) => misnamed(at)),
    rightCount: isEmpty ? 0 : 1_412,
    unknownCount: isEmpty ? 0 : 18,
  };
  return {
    'operations.tidySnapshot': () => ok(isEmpty ? NOTHING_TIDIED : found),
    'operations.lookForMisplaced': () => {
      api.emit('operations.tidyChanged', found);
      return ok(null);
    },
  };
}
