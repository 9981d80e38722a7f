import { z } from 'zod';
import type { FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';

/** ComfyUI reads it from its own folder when it starts. */
export const EXTRA_PATHS_NAME = 'extra_model_paths.yaml';
/** Those that people write by hand have a hundred lines. */
export const MOST_EXTRA_BYTES = 64 * 1024;
const MOST_FOLDERS = 500;

/** One folder of the list, as it is written there. */
export interface WrittenFolder {
  /** The first one names it; a LoRA's folder takes the other kinds of LoRA as well. */
  readonly kinds: readonly [FolderKind, ...FolderKind[]];
  /** What `path` is relative to; null for the folder of the list itself. */
  readonly basePath: string | null;
  readonly path: string;
  /** New files of these kinds belong here. */
  readonly isDefault: boolean;
}

// The names of ComfyUI's folders, the former ones included. What is missing here is none of Civet's business.
const KINDS = new Map<string, WrittenFolder['kinds']>([
  ['checkpoints', ['checkpoint']],
  ['diffusion_models', ['diffusionModel']],
  ['unet', ['diffusionModel']],
  ['loras', ['lora', 'locon', 'dora']],
  ['embeddings', ['embedding']],
  ['hypernetworks', ['hypernetwork']],
  ['vae', ['vae']],
  ['controlnet', ['controlnet']],
  ['upscale_models', ['upscaler']],
  ['text_encoders', ['textEncoder']],
  ['clip', ['textEncoder']],
  ['clip_vision', ['clipVision']],
  ['animatediff_models', ['motionModule']],
  ['ultralytics', ['detection']],
  ['ultralytics_bbox', ['detection']],
  ['ultralytics_segm', ['detection']],
]);

const blocksSchema = z.record(z.string(), z.unknown());
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/**
 * The folders that an `extra_model_paths.yaml` names, in its order, read as ComfyUI reads it: a value may name several,
 * each in a line; `is_default` is about its whole block.
 *
 * @param value what the file says, of any shape
 * @returns the place in the file whose shape nobody could mean, for example "comfyui.loras"
 */
export function readExtraModelPaths(value: unknown): Result<readonly WrittenFolder[], string> {
  if (value === null || value === undefined) return ok([]);
  const blocks = blocksSchema.safeParse(value);
  if (!blocks.success) return err('');
  const folders: WrittenFolder[] = [];
  for (const [name, content] of Object.entries(blocks.data)) {
    if (content === null) continue;
    const block = blocksSchema.safeParse(content);
    if (!block.success) return err(printable(name));
    const { base_path: base = null, is_default: isDefault = false, ...rest } = block.data;
    if (base !== null && !isPath(base)) return err(printable(`${name}.base_path`));
    for (const [key, text] of Object.entries(rest)) {
      const kinds = KINDS.get(key);
      if (kinds === undefined) continue;
      if (!isPath(text)) return err(printable(`${name}.${key}`));
      for (const line of text.split('\n')) {
        const path = line.trim();
        if (path === '') continue;
        if (folders.length === MOST_FOLDERS) return err(printable(`${name}.${key}`));
        folders.push({ kinds, basePath: base, path, isDefault: Boolean(isDefault) });
      }
    }
  }
  return ok(folders);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && !UNPRINTABLE.test(value.replaceAll('\r\n', '\n'));
}

/** A key is shown to the user, and may be anything. */
function printable(at: string): string {
  return at.replace(new RegExp(UNPRINTABLE, 'g'), '').replaceAll('\n', ' ').slice(0, 80);
}
