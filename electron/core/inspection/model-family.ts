/** Which family of models a text of a trainer's names, from the most exact name on. */
const FAMILIES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/illustrious/i, 'Illustrious'],
  [/noob ?ai/i, 'NoobAI'],
  [/pony/i, 'Pony'],
  [/sdxl|stable-diffusion-xl|\bxl[-_ ]?base/i, 'SDXL'],
  [/sd[-_ ]?3\.5|stable-diffusion-3\.5/i, 'SD 3.5'],
  [/\bsd[-_ ]?3|stable-diffusion-3|sd3/i, 'SD 3'],
  [/flux[-_. ]?2/i, 'Flux.2'],
  [/flux/i, 'Flux.1'],
  [/qwen[-_ ]?image/i, 'Qwen Image'],
  [/z[-_ ]?image/i, 'Z-Image'],
  [/hunyuan[-_ ]?video/i, 'Hunyuan Video'],
  [/\bwan[-_ ]?(?:2|video)|wan2/i, 'Wan Video'],
  [/ltx[-_ ]?(?:v|video)?/i, 'LTX Video'],
  [/chroma/i, 'Chroma'],
  [/lumina/i, 'Lumina'],
  [/hidream/i, 'HiDream'],
  [/sd[-_ ]?v?2|stable-diffusion-v?2|v2-1/i, 'SD 2'],
  [/sd[-_ ]?v?1|stable-diffusion-v?1|v1-5/i, 'SD 1.5'],
];

/**
 * What a model was made for, in the words that people use, from what trainers write; null when none of them is known.
 *
 * @param texts such as "sdxl_base_v1-0" or "stable-diffusion-xl-v1-base/lora", what says most first
 */
export function familyOf(texts: readonly (string | null | undefined)[]): string | null {
  for (const text of texts) {
    const found = text == null ? undefined : FAMILIES.find(([pattern]) => pattern.test(text));
    if (found !== undefined) return found[1];
  }
  return null;
}
