import { describe, expect, it } from 'vitest';
import { LAYOUT_FOLDERS, placeLabel } from '../../../../electron/core/placement/layouts';
import { FOLDER_KINDS, type FolderKind, type Layout } from '../../../../shared/placement';

/** The table of API note 8, row by row and word for word. */
const NOTE = `
| Civitai type | ComfyUI \`models/\` | A1111 / Forge / reForge | SD.Next \`models/\` | SwarmUI \`Models/\` | Fooocus \`models/\` | StabilityMatrix \`Models/\` |
| Checkpoint | checkpoints | models/Stable-diffusion | Stable-diffusion | Stable-Diffusion | checkpoints | StableDiffusion |
| Checkpoint/UNet/Diffusion Model, DiT-only (Flux, Wan, Qwen, ZImage…, GGUF) | diffusion_models (legacy unet) | Forge: models/Stable-diffusion (.gguf too) | UNET | diffusion_models | – | DiffusionModels |
| LORA | loras | models/Lora | Lora | Lora | loras | Lora |
| LoCon | loras | models/Lora (old models/LyCORIS) | Lora | Lora | loras | LyCORIS |
| DoRA | loras | models/Lora | Lora | Lora | loras | Lora |
| TextualInversion | embeddings | embeddings (root) | embeddings | Embeddings | embeddings | Embeddings |
| Hypernetwork | hypernetworks | models/hypernetworks | hypernetworks | – | hypernetworks (unused) | Hypernetwork |
| VAE | vae | models/VAE | VAE | VAE | vae | VAE |
| Controlnet | controlnet (t2i: also here) | models/ControlNet (ext: extensions/sd-webui-controlnet/models) | control | controlnet (;model_patches) | controlnet | ControlNet |
| Upscaler | upscale_models | models/ESRGAN (RealESRGAN, SwinIR, DAT, BSRGAN siblings; reForge adds RCAN, PLKSR) | ESRGAN | upscale_models | upscale_models | ESRGAN |
| TextEncoder / CLIP / file type Text Encoder | text_encoders (legacy clip) | Forge models/text_encoder; reForge models/text_encoders; A1111 – | Text-encoder (CLIP too) | text_encoders (;clip) | clip_vision only | TextEncoders |
| CLIPVision | clip_vision | – (ControlNet preprocessor folders) | – | clip_vision | clip_vision | ClipVision |
| MotionModule | animatediff_models (custom node dir, [?]) | extensions/sd-webui-animatediff/model | motion | – | – | (none) |
| Detection | ultralytics/bbox or /segm, sams | models/adetailer | yolo | yolov8 (forwarded) | sam | Ultralytics, Sams |
| AestheticGradient | – | models/aesthetic_embeddings ext [?] | Stable-diffusion | – | – | – |
| Poses | (input images) | models/Poses [?] | Stable-diffusion (its TYPE_MAP) | – | – | – |
| Wildcards | custom node wildcards/ [?] | extensions/sd-dynamic-prompts/wildcards [?] | wildcards | Data/Wildcards | wildcards/ at app root | – |
| Workflows / ComfyWorkflows | user/default/workflows [?] | – | workflows | – | – | – |
| LLM, VisionLanguage, Other | LLM / diffusers [?] | – | Stable-diffusion (Other) | – | – | – |
`;

const ROW_KINDS: readonly FolderKind[] = [
  'checkpoint',
  'diffusionModel',
  'lora',
  'locon',
  'dora',
  'embedding',
  'hypernetwork',
  'vae',
  'controlnet',
  'upscaler',
  'textEncoder',
  'clipVision',
  'motionModule',
  'detection',
  'aestheticGradient',
  'poses',
  'wildcards',
  'workflows',
  'other',
];

const COLUMNS: readonly { readonly layouts: readonly Layout[]; readonly prefix: string }[] = [
  { layouts: ['comfyui'], prefix: 'models/' },
  { layouts: ['a1111', 'forge', 'reforge'], prefix: '' },
  { layouts: ['sdnext'], prefix: 'models/' },
  { layouts: ['swarmui'], prefix: 'Models/' },
  { layouts: ['fooocus'], prefix: 'models/' },
  { layouts: ['stabilitymatrix'], prefix: 'Models/' },
];

/** Cells that are sentences rather than paths, or paths that do not lie where their column says. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  'comfyui detection': 'models/ultralytics',
  'comfyui poses': 'models/civet-other',
  'comfyui wildcards': 'models/civet-other',
  'comfyui workflows': 'user/default/workflows',
  'comfyui other': 'models/civet-other',
  'a1111 diffusionModel': 'models/Stable-diffusion',
  'forge diffusionModel': 'models/Stable-diffusion',
  'reforge diffusionModel': 'models/Stable-diffusion',
  'a1111 textEncoder': 'models/text_encoder',
  'forge textEncoder': 'models/text_encoder',
  'reforge textEncoder': 'models/text_encoders',
  'a1111 clipVision': 'models/ControlNetPreprocessor',
  'forge clipVision': 'models/ControlNetPreprocessor',
  'reforge clipVision': 'models/ControlNetPreprocessor',
  'fooocus textEncoder': 'models/civet-other',
  'stabilitymatrix motionModule': 'Models/civet-other',
  'swarmui wildcards': 'Data/Wildcards',
  'fooocus wildcards': 'wildcards',
};

const rows = NOTE.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()));

const cells = rows.flatMap((row, at) =>
  COLUMNS.flatMap(({ layouts, prefix }, column) =>
    layouts.map((layout) => {
      const kind = ROW_KINDS[at] ?? 'other';
      const cell = row[column + 1] ?? '';
      const nowhere = `${prefix === '' ? 'models/' : prefix}civet-other`;
      const derived = cell.startsWith('–') ? nowhere : `${prefix}${cell.split(/[ ,;]/)[0]}`;
      return { layout, kind, cell, folder: SPELLED_OUT[`${layout} ${kind}`] ?? derived };
    }),
  ),
);

describe('LAYOUT_FOLDERS', () => {
  it('has a row of the note for every kind', () => {
    expect(rows).toHaveLength(FOLDER_KINDS.length);
    expect(ROW_KINDS).toEqual(FOLDER_KINDS);
    expect(cells).toHaveLength(19 * 8);
  });

  it.each(cells)('$layout, $kind: “$cell” → $folder', ({ layout, kind, folder }) => {
    expect(LAYOUT_FOLDERS[layout][kind]).toBe(folder);
  });

  it('has a relative folder without tricks for every kind in every layout', () => {
    for (const folders of Object.values(LAYOUT_FOLDERS)) {
      expect(Object.keys(folders).sort()).toEqual([...FOLDER_KINDS].sort());
      for (const folder of Object.values(folders))
        expect(folder).toMatch(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/);
    }
  });

  it('puts nothing into what InvokeAI manages', () => {
    for (const folder of Object.values(LAYOUT_FOLDERS.invokeai)) expect(folder).toMatch(/^civet-models\//);
  });
});

describe('placeLabel', () => {
  it.each([
    ['comfyui', '/x/ComfyUI/models/loras', 'ComfyUI › loras'],
    ['stabilitymatrix', 'D:\\SM\\Data\\Models\\Lora\\', 'Stability Matrix › Lora'],
  ] as const)('%s, %s → %s', (layout, folder, label) => {
    expect(placeLabel(layout, folder)).toBe(label);
  });

  it.each([
    ['below a kind of files', '/x/ComfyUI/models/loras/Pony', 'Pony', 'ComfyUI › loras › Pony'],
    [
      'below the program itself',
      '/x/ComfyUI/models/loras/Pony',
      'models/loras/Pony',
      'ComfyUI › loras › Pony',
    ],
    ['in a kind of files', '/x/ComfyUI/models/loras', 'models/loras', 'ComfyUI › loras'],
    ['in a folder of the user’s', '/x/ComfyUI/models/mine', 'models/mine', 'ComfyUI › models › mine'],
    [
      'in a program of another name',
      '/x/comfy/models/mine',
      'models/mine',
      'ComfyUI › comfy › models › mine',
    ],
    ['in a further folder', '/big/loras/Pony', 'Pony', 'ComfyUI › loras › Pony'],
  ])('%s', (_, folder, subfolder, label) => {
    expect(placeLabel('comfyui', folder, subfolder)).toBe(label);
  });

  it('keeps a subfolder that is called as its folder is', () => {
    expect(placeLabel('plain', '/x/loras/loras', 'loras')).toBe('Plain folder › loras › loras');
  });
});
