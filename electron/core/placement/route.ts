import type { FolderKind } from '../../../shared/placement';

/** What is known of a file before a byte of it has arrived. */
export interface RoutedFile {
  readonly modelType: string;
  readonly fileType: string;
  readonly baseModel: string | null;
  readonly format: string | null;
}

// A companion goes where its own kind belongs, whatever it accompanies (API note 8).
const BY_FILE_TYPE: Readonly<Record<string, FolderKind>> = {
  vae: 'vae',
  'text encoder': 'textEncoder',
  'vision encoder': 'clipVision',
  clipvision: 'clipVision',
  controlnet: 'controlnet',
  upscaler: 'upscaler',
  'enhancement lora': 'lora',
  unet: 'diffusionModel',
  'diffusion model': 'diffusionModel',
  workflow: 'workflows',
  negative: 'embedding',
};

const BY_MODEL_TYPE: Readonly<Record<string, FolderKind>> = {
  textualinversion: 'embedding',
  hypernetwork: 'hypernetwork',
  aestheticgradient: 'aestheticGradient',
  lora: 'lora',
  locon: 'locon',
  dora: 'dora',
  controlnet: 'controlnet',
  upscaler: 'upscaler',
  motionmodule: 'motionModule',
  vae: 'vae',
  textencoder: 'textEncoder',
  clip: 'textEncoder',
  unet: 'diffusionModel',
  clipvision: 'clipVision',
  poses: 'poses',
  wildcards: 'wildcards',
  workflows: 'workflows',
  comfyworkflows: 'workflows',
  detection: 'detection',
};

// Base models whose checkpoints carry text encoder and VAE. All others are transformer weights alone.
const FULL_CHECKPOINT =
  /^(sd ?1|sd ?2|sdxl|sd ?3|pony$|illustrious|noobai|svd|stable cascade|kolors|playground|other$)/i;

/** Which kind of folder a file belongs into. Total: what is unknown goes to `other`. */
export function routeFile(file: RoutedFile): FolderKind {
  const byFile = BY_FILE_TYPE[file.fileType.toLowerCase()];
  if (byFile !== undefined) return byFile;
  if (file.modelType.toLowerCase() === 'checkpoint') {
    if (file.format?.toLowerCase() === 'gguf') return 'diffusionModel';
    if (file.baseModel === null || FULL_CHECKPOINT.test(file.baseModel)) return 'checkpoint';
    return 'diffusionModel';
  }
  return BY_MODEL_TYPE[file.modelType.toLowerCase()] ?? 'other';
}
