// @ts-check
/**
 * Tensor names as the ecosystem's own tools write them for a model type, so that a reader which
 * tells a full checkpoint from a diffusion model by its names is served the truth.
 *
 * @param {string} modelType a Civitai model or file type
 * @param {number} bytes size of the file; small files get few tensors
 * @returns {string[]}
 */
export function tensorNamesOf(modelType, bytes) {
  const make = MAKERS[ALIASES[modelType] ?? modelType] ?? lora;
  // A name costs about 130 bytes of header; the header stays below a quarter of the file.
  const most = Math.max(1, Math.min(48, Math.floor(bytes / 1_000)));
  return make(most);
}

/** @param {number} count @param {(index: number) => string[]} names */
function repeat(count, names) {
  /** @type {string[]} */
  const all = [];
  for (let index = 0; all.length < count; index += 1) all.push(...names(index));
  return all.slice(0, count);
}

/** @type {Record<string, (most: number) => string[]>} */
const MAKERS = {
  LORA: lora,
  LoCon: (most) =>
    repeat(most, (index) => {
      const block = `lora_unet_input_blocks_${index}_1_proj_in`;
      return [`${block}.alpha`, `${block}.hada_w1_a`, `${block}.hada_w1_b`];
    }),
  DoRA: (most) =>
    repeat(most, (index) => {
      const block = `lora_unet_mid_block_attentions_0_transformer_blocks_${index}_attn1_to_k`;
      return [`${block}.dora_scale`, `${block}.lora_down.weight`, `${block}.lora_up.weight`];
    }),
  Checkpoint: (most) =>
    repeat(most, (index) => [
      `model.diffusion_model.input_blocks.${index}.0.in_layers.0.weight`,
      `first_stage_model.decoder.up.${index}.block.0.conv1.weight`,
      `conditioner.embedders.0.transformer.text_model.encoder.layers.${index}.mlp.fc1.weight`,
    ]),
  UNet: (most) =>
    repeat(most, (index) => [
      `double_blocks.${index}.img_attn.qkv.weight`,
      `single_blocks.${index}.linear1.weight`,
    ]),
  TextualInversion: () => ['emb_params'],
  VAE: (most) =>
    repeat(most, (index) => [
      `decoder.up.${index}.block.0.conv1.weight`,
      `encoder.down.${index}.block.0.conv1.weight`,
    ]),
  Controlnet: (most) =>
    repeat(most, (index) => [
      `control_model.input_blocks.${index}.0.weight`,
      `control_model.zero_convs.${index}.0.weight`,
    ]),
  Upscaler: (most) => repeat(most, (index) => [`model.${index}.sub.0.RDB1.conv1.0.weight`]),
  TextEncoder: (most) =>
    repeat(most, (index) => [`text_model.encoder.layers.${index}.self_attn.q_proj.weight`]),
  CLIPVision: (most) =>
    repeat(most, (index) => [`vision_model.encoder.layers.${index}.self_attn.q_proj.weight`]),
  MotionModule: (most) =>
    repeat(most, (index) => [`down_blocks.${index}.motion_modules.0.temporal_transformer.proj_in.weight`]),
  Detection: (most) => repeat(most, (index) => [`model.${index}.conv.weight`]),
};
/** @type {Record<string, string>} */
const ALIASES = { 'Diffusion Model': 'UNet', CLIP: 'TextEncoder', 'Text Encoder': 'TextEncoder' };

/** @param {number} most */
function lora(most) {
  return repeat(most, (index) => {
    const block = `lora_unet_down_blocks_${index % 3}_attentions_${Math.floor(index / 3) % 2}_transformer_blocks_${Math.floor(index / 6)}_attn1_to_q`;
    return [`${block}.alpha`, `${block}.lora_down.weight`, `${block}.lora_up.weight`];
  });
}
