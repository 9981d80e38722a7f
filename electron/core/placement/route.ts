import type { DownloadTarget } from '../../../shared/download/download';
import type { FolderKind, KindDecision, PlaceReason, WeightsFinding } from '../../../shared/placement';
import { kindOfWeights } from '../weights/recognise-weights';

/** What is known of a file before a byte of it has arrived. */
export interface RoutedFile {
  readonly modelType: string;
  readonly fileType: string;
  readonly baseModel: string | null;
  readonly format: string | null;
}

// A companion goes where its own kind belongs, whatever it accompanies (API note 8).
const BY_FILE_TYPE: ReadonlyMap<string, FolderKind> = new Map([
  ['vae', 'vae'],
  ['text encoder', 'textEncoder'],
  ['vision encoder', 'clipVision'],
  ['clipvision', 'clipVision'],
  ['controlnet', 'controlnet'],
  ['upscaler', 'upscaler'],
  ['enhancement lora', 'lora'],
  ['unet', 'diffusionModel'],
  ['diffusion model', 'diffusionModel'],
  ['workflow', 'workflows'],
  ['negative', 'embedding'],
]);

const BY_MODEL_TYPE: ReadonlyMap<string, FolderKind> = new Map([
  ['textualinversion', 'embedding'],
  ['hypernetwork', 'hypernetwork'],
  ['aestheticgradient', 'aestheticGradient'],
  ['lora', 'lora'],
  ['locon', 'locon'],
  ['dora', 'dora'],
  ['controlnet', 'controlnet'],
  ['upscaler', 'upscaler'],
  ['motionmodule', 'motionModule'],
  ['vae', 'vae'],
  ['textencoder', 'textEncoder'],
  ['clip', 'textEncoder'],
  ['unet', 'diffusionModel'],
  ['clipvision', 'clipVision'],
  ['poses', 'poses'],
  ['wildcards', 'wildcards'],
  ['workflows', 'workflows'],
  ['comfyworkflows', 'workflows'],
  ['detection', 'detection'],
]);

// Base models whose checkpoints carry text encoder and VAE. All others are transformer weights alone.
const FULL_CHECKPOINT =
  /^(sd ?1|sd ?2|sdxl|sd ?3|pony$|illustrious|noobai|svd|stable cascade|kolors|playground|other$)/i;

/** Which kind of folder a file belongs into, and why. Total: what is unknown goes to `other`. */
export function routeFile(file: RoutedFile): PlaceReason {
  const { fileType, modelType, baseModel } = file;
  const route = (kind: FolderKind, code: PlaceReason['code']): PlaceReason => ({
    kind,
    code,
    fileType,
    modelType,
    baseModel,
  });
  const byFile = BY_FILE_TYPE.get(fileType.toLowerCase());
  if (byFile !== undefined) return route(byFile, 'fileType');
  if (modelType.toLowerCase() === 'checkpoint') {
    if (file.format?.toLowerCase() === 'gguf') return route('diffusionModel', 'gguf');
    if (baseModel === null) return route('checkpoint', 'noBaseModel');
    return FULL_CHECKPOINT.test(baseModel)
      ? route('checkpoint', 'wholeModel')
      : route('diffusionModel', 'weightsAlone');
  }
  const byModel = BY_MODEL_TYPE.get(modelType.toLowerCase());
  return byModel === undefined ? route('other', 'unknownType') : route(byModel, 'modelType');
}

/**
 * Why a file goes to a folder of its kind.
 *
 * @param kind where it goes; null for where it belongs
 * @param decision who decided that, where it was not what Civitai says; null where nobody noted it
 */
export function whyPlaced(
  target: Pick<DownloadTarget, 'modelType' | 'baseModel' | 'file'>,
  kind: FolderKind | null,
  decision: KindDecision | null = null,
): PlaceReason {
  const { modelType, baseModel, file } = target;
  const suitable = routeFile({ modelType, fileType: file.type, baseModel, format: file.format });
  const decided = { ...suitable, kind: kind ?? suitable.kind };
  if (decision?.by === 'former') return { ...decided, code: 'former' };
  if (decision?.by === 'rule') return { ...decided, code: 'rule', ruleName: decision.name };
  if (decision?.by === 'header') {
    const { finding, isElsewhere, isRefused } = decision;
    const rightKind = kindOfWeights(finding) ?? decided.kind;
    return isElsewhere
      ? { ...decided, code: isRefused ? 'headerRefused' : 'headerElsewhere', finding, rightKind }
      : { ...decided, code: 'header', finding };
  }
  return decided.kind === suitable.kind ? suitable : { ...decided, code: 'chosen' };
}

/** Kinds that cannot be told apart by tensors, or that people keep in each other's folders for good reasons. */
const ALIKE: readonly ReadonlySet<FolderKind>[] = [
  new Set<FolderKind>(['lora', 'locon', 'dora']),
  new Set<FolderKind>(['textEncoder', 'clipVision']),
  // AnimateDiff's own LoRAs.
  new Set<FolderKind>(['motionModule', 'lora', 'locon']),
];

/**
 * The kind that a file is after all, when its tensors contradict what Civitai says of it.
 *
 * @param kind where it was to go
 * @returns null when it may stay, also when its tensors are not sure
 */
export function correctedKind(kind: FolderKind, finding: WeightsFinding | null): FolderKind | null {
  const found = finding === null ? null : kindOfWeights(finding);
  if (found === null || found === kind || ALIKE.some((kinds) => kinds.has(kind) && kinds.has(found)))
    return null;
  // One that chats is no text encoder of a generator just because it could be.
  return finding === 'languageModel' && kind === 'other' ? null : found;
}
