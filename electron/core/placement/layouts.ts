import type { FolderKind, Layout } from '../../../shared/placement';

type Folders = Readonly<Record<FolderKind, string>>;

const WEBUI: Folders = {
  checkpoint: 'models/Stable-diffusion',
  diffusionModel: 'models/Stable-diffusion',
  lora: 'models/Lora',
  locon: 'models/Lora',
  dora: 'models/Lora',
  embedding: 'embeddings',
  hypernetwork: 'models/hypernetworks',
  vae: 'models/VAE',
  controlnet: 'models/ControlNet',
  upscaler: 'models/ESRGAN',
  // AUTOMATIC1111 has no place for it; this is where a Forge that is put over it looks.
  textEncoder: 'models/text_encoder',
  clipVision: 'models/ControlNetPreprocessor',
  motionModule: 'extensions/sd-webui-animatediff/model',
  detection: 'models/adetailer',
  aestheticGradient: 'models/aesthetic_embeddings',
  poses: 'models/Poses',
  wildcards: 'extensions/sd-dynamic-prompts/wildcards',
  workflows: 'models/civet-other',
  other: 'models/civet-other',
};

const PLAIN: Folders = {
  checkpoint: 'checkpoints',
  diffusionModel: 'diffusion_models',
  lora: 'loras',
  locon: 'loras',
  dora: 'loras',
  embedding: 'embeddings',
  hypernetwork: 'hypernetworks',
  vae: 'vae',
  controlnet: 'controlnet',
  upscaler: 'upscalers',
  textEncoder: 'text_encoders',
  clipVision: 'clip_vision',
  motionModule: 'motion_modules',
  detection: 'detection',
  aestheticGradient: 'aesthetic_gradients',
  poses: 'poses',
  wildcards: 'wildcards',
  workflows: 'workflows',
  other: 'other',
};

/** InvokeAI keeps what it manages in `models`, with a database beside it: nothing is ever put in there. */
const IN_PLACE = 'civet-models';

/**
 * Where each program looks for each kind of file, relative to the folder the user points at
 * (API note 8). What a program has no place for goes to `civet-other`, where nothing picks it up by
 * mistake.
 */
export const LAYOUT_FOLDERS: Readonly<Record<Layout, Folders>> = {
  comfyui: {
    checkpoint: 'models/checkpoints',
    diffusionModel: 'models/diffusion_models',
    lora: 'models/loras',
    locon: 'models/loras',
    dora: 'models/loras',
    embedding: 'models/embeddings',
    hypernetwork: 'models/hypernetworks',
    vae: 'models/vae',
    controlnet: 'models/controlnet',
    upscaler: 'models/upscale_models',
    textEncoder: 'models/text_encoders',
    clipVision: 'models/clip_vision',
    motionModule: 'models/animatediff_models',
    detection: 'models/ultralytics',
    aestheticGradient: 'models/civet-other',
    poses: 'models/civet-other',
    wildcards: 'models/civet-other',
    workflows: 'user/default/workflows',
    other: 'models/civet-other',
  },
  a1111: WEBUI,
  forge: WEBUI,
  reforge: { ...WEBUI, textEncoder: 'models/text_encoders' },
  sdnext: {
    checkpoint: 'models/Stable-diffusion',
    diffusionModel: 'models/UNET',
    lora: 'models/Lora',
    locon: 'models/Lora',
    dora: 'models/Lora',
    embedding: 'models/embeddings',
    hypernetwork: 'models/hypernetworks',
    vae: 'models/VAE',
    controlnet: 'models/control',
    upscaler: 'models/ESRGAN',
    textEncoder: 'models/Text-encoder',
    clipVision: 'models/civet-other',
    motionModule: 'models/motion',
    detection: 'models/yolo',
    aestheticGradient: 'models/Stable-diffusion',
    poses: 'models/Stable-diffusion',
    wildcards: 'models/wildcards',
    workflows: 'models/workflows',
    other: 'models/Stable-diffusion',
  },
  swarmui: {
    checkpoint: 'Models/Stable-Diffusion',
    diffusionModel: 'Models/diffusion_models',
    lora: 'Models/Lora',
    locon: 'Models/Lora',
    dora: 'Models/Lora',
    embedding: 'Models/Embeddings',
    hypernetwork: 'Models/civet-other',
    vae: 'Models/VAE',
    controlnet: 'Models/controlnet',
    upscaler: 'Models/upscale_models',
    textEncoder: 'Models/text_encoders',
    clipVision: 'Models/clip_vision',
    motionModule: 'Models/civet-other',
    detection: 'Models/yolov8',
    aestheticGradient: 'Models/civet-other',
    poses: 'Models/civet-other',
    wildcards: 'Data/Wildcards',
    workflows: 'Models/civet-other',
    other: 'Models/civet-other',
  },
  fooocus: {
    checkpoint: 'models/checkpoints',
    diffusionModel: 'models/civet-other',
    lora: 'models/loras',
    locon: 'models/loras',
    dora: 'models/loras',
    embedding: 'models/embeddings',
    hypernetwork: 'models/hypernetworks',
    vae: 'models/vae',
    controlnet: 'models/controlnet',
    upscaler: 'models/upscale_models',
    textEncoder: 'models/civet-other',
    clipVision: 'models/clip_vision',
    motionModule: 'models/civet-other',
    detection: 'models/sam',
    aestheticGradient: 'models/civet-other',
    poses: 'models/civet-other',
    wildcards: 'wildcards',
    workflows: 'models/civet-other',
    other: 'models/civet-other',
  },
  stabilitymatrix: {
    checkpoint: 'Models/StableDiffusion',
    diffusionModel: 'Models/DiffusionModels',
    lora: 'Models/Lora',
    locon: 'Models/LyCORIS',
    dora: 'Models/Lora',
    embedding: 'Models/Embeddings',
    hypernetwork: 'Models/Hypernetwork',
    vae: 'Models/VAE',
    controlnet: 'Models/ControlNet',
    upscaler: 'Models/ESRGAN',
    textEncoder: 'Models/TextEncoders',
    clipVision: 'Models/ClipVision',
    motionModule: 'Models/civet-other',
    detection: 'Models/Ultralytics',
    aestheticGradient: 'Models/civet-other',
    poses: 'Models/civet-other',
    wildcards: 'Models/civet-other',
    workflows: 'Models/civet-other',
    other: 'Models/civet-other',
  },
  invokeai: below(IN_PLACE, PLAIN),
  plain: PLAIN,
};

/** The same as in the words of the page, where a program is chosen. */
export const LAYOUT_NAMES: Readonly<Record<Layout, string>> = {
  comfyui: 'ComfyUI',
  a1111: 'AUTOMATIC1111',
  forge: 'Forge',
  reforge: 'reForge',
  sdnext: 'SD.Next',
  swarmui: 'SwarmUI',
  fooocus: 'Fooocus',
  stabilitymatrix: 'Stability Matrix',
  invokeai: 'InvokeAI',
  plain: 'Plain folder',
};

/** Where a program keeps files that nobody else may touch, relative to its root; null when it does not. */
export const MANAGED_STORE: Readonly<Partial<Record<Layout, string>>> = { invokeai: 'models' };

/**
 * For example "ComfyUI › loras › Pony": the last part of where a file goes, in the program's words.
 *
 * @param subfolder the end of `folder` that a template made, or that leads from the program's own folder back to where a
 * file was, with `/` between its parts
 */
export function placeLabel(layout: Layout, folder: string, subfolder = ''): string {
  const below = subfolder.split('/').filter(Boolean);
  const all = folder.split(/[/\\]/).filter(Boolean);
  const above = below.length === 0 ? all : all.slice(0, -below.length);
  const kinds = Object.values(LAYOUT_FOLDERS[layout]).map((path) => path.split('/'));
  const isKind = kinds.some((parts) => isSame(above.slice(-parts.length), parts));
  const kind = kinds.find((parts) => isSame(below.slice(0, parts.length), parts));
  const last = above.at(-1) ?? folder;
  const named = !isKind && kind !== undefined ? below.slice(kind.length - 1) : [last, ...below];
  const name = LAYOUT_NAMES[layout];
  const isSaid = named[0]?.toLowerCase() === name.toLowerCase();
  return [name, ...(isSaid ? named.slice(1) : named)].join(' › ');
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

function below(folder: string, folders: Folders): Folders {
  const named = Object.entries(folders).map(([kind, path]) => [kind, `${folder}/${path}`]);
  // The same keys, which fromEntries forgets.
  return Object.fromEntries(named) as Folders;
}
