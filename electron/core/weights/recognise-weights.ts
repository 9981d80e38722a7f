import type { FolderKind, WeightsFinding } from '../../../shared/placement';
import { type GgufHeader, readGgufHeader } from './gguf-header';
import type { WeightTensor } from './safetensors-header';
import {
  COMPACT_UPSCALER,
  CONTROLNET,
  DIFFUSION_MODEL,
  DORA,
  EMBEDDING,
  ENCODER_WITHIN,
  GGUF_DIFFUSION,
  GGUF_LANGUAGE_MODEL,
  GGUF_TEXT_ENCODER,
  HYPERNETWORK,
  IMAGE_ENCODER,
  IP_ADAPTER,
  LANGUAGE_MODEL,
  LORA,
  LYCORIS,
  MOTION_MODULE,
  T2I_ADAPTER,
  TEXT_ENCODER,
  UPSCALER,
  VAE_DECODER,
  VAE_ENCODER,
  VAE_WITHIN,
  withoutPrefix,
} from './weight-names';

const MOST_EMBEDDED = 8;

/** The folder that each finding belongs into; null where no program has one for it. */
const KIND_OF: Readonly<Record<WeightsFinding, FolderKind | null>> = {
  wholeModel: 'checkpoint',
  diffusionModel: 'diffusionModel',
  lora: 'lora',
  lycoris: 'locon',
  dora: 'dora',
  vae: 'vae',
  controlnet: 'controlnet',
  t2iAdapter: 'controlnet',
  ipAdapter: null,
  textEncoder: 'textEncoder',
  languageModel: 'textEncoder',
  imageEncoder: 'clipVision',
  embedding: 'embedding',
  hypernetwork: 'hypernetwork',
  motionModule: 'motionModule',
  upscaler: 'upscaler',
};

/** The kind of folder for what a header has told; null where no program has one. */
export function kindOfWeights(finding: WeightsFinding): FolderKind | null {
  return KIND_OF[finding];
}

/**
 * What a file of weights is, by the names of its tensors alone. Tells nothing rather than what is only likely.
 *
 * @returns null for names that are those of no kind, or of several
 */
export function recogniseWeights(tensors: readonly WeightTensor[]): WeightsFinding | null {
  if (tensors.length === 0) return null;
  const names = tensors.map(({ name }) => name);
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const all = (pattern: RegExp) => names.every((name) => pattern.test(name));
  if (has(CONTROLNET)) return 'controlnet';
  const loraCount = names.filter((name) => LORA.test(name)).length;
  // LoRAs carry a few whole tensors at times, and a model one that is called like a LoRA's.
  if (loraCount * 2 > names.length) return has(DORA) ? 'dora' : has(LYCORIS) ? 'lycoris' : 'lora';
  if (names.length <= MOST_EMBEDDED && all(EMBEDDING)) return 'embedding';
  if (all(HYPERNETWORK)) return 'hypernetwork';
  if (has(IP_ADAPTER)) return 'ipAdapter';
  if (all(T2I_ADAPTER) || (has(T2I_ADAPTER) && names.length < 200 && !has(UPSCALER))) return 't2iAdapter';
  const isDiffusion = names.some((name) => DIFFUSION_MODEL.test(withoutPrefix(name)));
  if (isDiffusion) return has(ENCODER_WITHIN) || has(VAE_WITHIN) ? 'wholeModel' : 'diffusionModel';
  if (has(MOTION_MODULE)) return 'motionModule';
  const isText = has(TEXT_ENCODER) || names.some((name) => TEXT_ENCODER.test(withoutPrefix(name)));
  if (has(VAE_DECODER) && has(VAE_ENCODER)) return isText ? null : 'vae';
  if (isText) return 'textEncoder';
  if (has(IMAGE_ENCODER)) return has(LANGUAGE_MODEL) ? 'languageModel' : 'imageEncoder';
  if (has(LANGUAGE_MODEL)) return 'languageModel';
  return has(UPSCALER) || all(COMPACT_UPSCALER) ? 'upscaler' : null;
}

/**
 * The same for the beginning of a GGUF file.
 *
 * @param bytes the first ones of the file; a megabyte holds the names of every diffusion model
 */
export function recogniseGguf(bytes: Uint8Array): WeightsFinding | null {
  const header = readGgufHeader(bytes);
  return header === null ? null : (byArchitecture(header) ?? byTensors(header));
}

function byArchitecture({ untrustedArchitecture: name }: GgufHeader): WeightsFinding | null {
  if (name === null) return null;
  if (GGUF_DIFFUSION.has(name)) return 'diffusionModel';
  if (GGUF_TEXT_ENCODER.has(name)) return 'textEncoder';
  return GGUF_LANGUAGE_MODEL.has(name) ? 'languageModel' : null;
}

/**
 * Of names that are not all known, what is missing says nothing. No program takes a whole model in this format for a
 * checkpoint.
 */
function byTensors({ tensors, isWhole }: GgufHeader): WeightsFinding | null {
  const found = isWhole ? recogniseWeights(tensors) : null;
  return found === 'wholeModel' ? null : found;
}
