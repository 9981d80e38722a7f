import type { FolderKind, Layout } from '../../../shared/placement';

/**
 * Where each program looks for each kind of file, relative to the folder the user points at
 * (API note 8). What a program has no place for goes to `civet-other`, where nothing picks it up by
 * mistake.
 */
export const LAYOUT_FOLDERS: Readonly<Record<Layout, Readonly<Record<FolderKind, string>>>> = {
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
  a1111: {
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
    textEncoder: 'models/text_encoder',
    clipVision: 'models/ControlNetPreprocessor',
    motionModule: 'extensions/sd-webui-animatediff/model',
    detection: 'models/adetailer',
    aestheticGradient: 'models/aesthetic_embeddings',
    poses: 'models/Poses',
    wildcards: 'extensions/sd-dynamic-prompts/wildcards',
    workflows: 'models/civet-other',
    other: 'models/civet-other',
  },
  plain: {
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
  },
};

export const LAYOUT_NAMES: Readonly<Record<Layout, string>> = {
  comfyui: 'ComfyUI',
  a1111: 'A1111 / Forge',
  plain: 'Models',
};

/** A path that tells one program from another when it stands in the root. */
export const LAYOUT_MARKS: Readonly<Record<Exclude<Layout, 'plain'>, readonly string[]>> = {
  comfyui: ['models/checkpoints', 'comfy', 'extra_model_paths.yaml.example'],
  a1111: ['models/Stable-diffusion', 'webui.py', 'webui.sh', 'webui-user.bat'],
};

/**
 * The layout of a root folder, told by what stands in it; `plain` when nothing is recognised.
 *
 * @param present which of the paths in `LAYOUT_MARKS` exist under the root
 */
export function detectLayout(present: ReadonlySet<string>): Layout {
  for (const layout of ['comfyui', 'a1111'] as const) {
    if (LAYOUT_MARKS[layout].some((mark) => present.has(mark))) return layout;
  }
  return 'plain';
}

/** For example "ComfyUI › loras": the last part of where a file goes, in the program's words. */
export function placeLabel(layout: Layout, folder: string): string {
  const last = folder.split(/[/\\]/).filter(Boolean).at(-1) ?? folder;
  return `${LAYOUT_NAMES[layout]} › ${last}`;
}
