/**
 * What tensors are called in each kind of file, as the programs that make and load them call them. A pattern is tried
 * on names without the prefixes under which a whole checkpoint keeps its diffusion model, which `withoutPrefix` takes
 * away.
 *
 * Sources: the loaders of ComfyUI (model detection, CLIP, VAE, LoRA, ControlNet), kohya's and LyCORIS' trainers,
 * diffusers, spandrel for upscalers, AnimateDiff.
 */

const MODEL_PREFIX =
  /^(?:model\.diffusion_model\.|diffusion_model\.|model\.model\.|net\.|transformer\.|unet\.)/;

/** "model.diffusion_model.input_blocks.0.0.weight" → "input_blocks.0.0.weight". */
export function withoutPrefix(name: string): string {
  return name.replace(MODEL_PREFIX, '');
}

/** One name of each architecture that no other kind of file has. */
export const DIFFUSION_MODEL = anyOf([
  // Stable Diffusion 1, 2, XL and SVD, as published and as diffusers write them.
  String.raw`(?:input|output)_blocks\.\d+\.\d+\.`,
  String.raw`down_blocks\.\d+\.attentions\.\d+\.transformer_blocks\.`,
  // Stable Diffusion 3.
  String.raw`joint_blocks\.\d+\.(?:context|x)_block\.`,
  // Flux, Chroma, Hunyuan Video.
  String.raw`double_blocks\.\d+\.(?:img|txt)_(?:attn|mlp|mod)`,
  String.raw`single_transformer_blocks\.\d+\.`,
  String.raw`txt_in\.individual_token_refiner\.`,
  String.raw`distilled_guidance_layer\.`,
  // Qwen Image, LTX Video and others of one build.
  String.raw`transformer_blocks\.\d+\.(?:attn\.norm_added_k|attn\.add_q_proj|img_mod|img_mlp)\.`,
  String.raw`transformer_blocks\.\d+\.attn2\.to_k\.`,
  // AuraFlow, Stable Cascade, HunyuanDiT, PixArt, Mochi.
  String.raw`double_layers\.\d+\.attn\.w1q\.`,
  String.raw`clf\.1\.weight$`,
  String.raw`mlp_t5\.0\.weight$`,
  String.raw`t_block\.1\.weight$`,
  String.raw`t5_yproj\.weight$`,
  // Wan, Cosmos, Lumina 2 and Z-Image, HiDream, OmniGen 2, Kandinsky 5.
  String.raw`head\.modulation$`,
  String.raw`blocks\.block\d+\.blocks\.\d+\.block\.attn\.`,
  String.raw`blocks\.\d+\.adaln_modulation_(?:self_attn|cross_attn|mlp)\.`,
  String.raw`noise_refiner\.\d+\.attention\.`,
  String.raw`double_stream_blocks\.\d+\.`,
  String.raw`time_caption_embed\.`,
  String.raw`visual_transformer_blocks\.\d+\.`,
]);

/** Text encoders inside a whole checkpoint. */
export const ENCODER_WITHIN =
  /^(?:cond_stage_model\.|conditioner\.embedders\.|text_encoders?\.|text_encoder_2\.)/;
/** A VAE inside a whole checkpoint. */
export const VAE_WITHIN = /^(?:first_stage_model\.|vae\.)/;

/** Both are there in a VAE that stands alone. */
export const VAE_DECODER =
  /^(?:first_stage_model\.|vae\.)?decoder\.(?:conv_in|mid|mid_block|up|up_blocks|middle|upsamples)\./;
export const VAE_ENCODER =
  /^(?:first_stage_model\.|vae\.)?encoder\.(?:conv_in|mid|mid_block|down|down_blocks|middle|downsamples)\./;

/** CLIP and T5, which nothing but a text encoder is made of. */
export const TEXT_ENCODER = anyOf([
  String.raw`(?:clip_[lgh]\.|text_encoders?\.[a-z0-9_]+\.)?(?:transformer\.)?text_model\.encoder\.layers\.\d+\.`,
  // OpenCLIP; the prefix "transformer." may have been taken away.
  String.raw`(?:transformer\.)?resblocks\.\d+\.attn\.in_proj_weight$`,
  String.raw`(?:t5xxl\.)?(?:transformer\.)?encoder\.block\.\d+\.layer\.\d+\.(?:SelfAttention|DenseReluDense)\.`,
]);
/** Language models, of which some generators make a text encoder. */
export const LANGUAGE_MODEL =
  /^(?:model\.)?(?:language_model\.)?(?:model\.)?layers\.\d+\.self_attn\.[qk]_proj\./;
export const IMAGE_ENCODER =
  /^(?:vision_model\.encoder\.layers\.|visual\.(?:transformer\.)?resblocks\.|visual\.conv1\.)/;

/** Nearly every name of a LoRA is one of these; a model has none of them. */
export const LORA = anyOf(
  [
    String.raw`(?:^|[._])lora_(?:up|down|mid|A|B)(?:\.|$)`,
    String.raw`[._]lora(?:_linear_layer)?\.(?:up|down)\.`,
    String.raw`_lora\.(?:up|down)\.`,
    String.raw`\.(?:hada|lokr)_[wt]\d(?:_[ab])?$`,
    String.raw`\.oft_(?:blocks|diag)$`,
    String.raw`\.dora_scale$`,
    String.raw`^lora_(?:unet|te\d?|transformer|prior_unet)_`,
    '^(?:lycoris|oft_unet|oft_te)_',
    String.raw`\.(?:diff|diff_b|alpha)$`,
  ],
  '',
);
/** LyCORIS and LoRAs of convolutions. */
export const LYCORIS = /\.(?:hada|lokr)_[wt]\d|\.lora_mid\.|^lycoris_/;
export const DORA = /\.dora_scale$/;

export const CONTROLNET =
  /^(?:control_model\.|controlnet_(?:cond_embedding|down_blocks|mid_block|blocks|x_embedder|mode_embedder)\b|input_hint_block\.|after_proj_list\.|zero_convs\.\d+\.|lllite_unet_|lora_controlnet$)/;
export const T2I_ADAPTER = /^(?:adapter\.)?body\.\d+\.(?:in_conv|block[12]|resnets)\b/;
export const IP_ADAPTER = /^(?:ip_adapter\.\d+\.to_[kv]_ip\.|image_proj\.|ip_adapter_proj_model\.)/;

/** Textual inversions consist of these alone. */
export const EMBEDDING = /^(?:emb_params|clip_l|clip_g|t5xxl|string_to_param\..*)$/;
/** Hypernetworks: the width of a layer, the first or second net, its linear layers. */
export const HYPERNETWORK = /^(?:320|640|768|1024|1280)\.[01]\.linear\.\d+\.(?:weight|bias)$/;
export const MOTION_MODULE =
  /^(?:module\.)?(?:down_blocks|up_blocks|mid_block)\.(?:\d+\.)?motion_modules\.\d+\./;

/** ESRGAN in its two writings, Real-ESRGAN's compact form, and those that follow SwinIR. */
export const UPSCALER = anyOf([
  String.raw`(?:params(?:_ema)?\.)?(?:body|RRDB_trunk)\.\d+\.(?:rdb|RDB)\d\.conv\d\.`,
  String.raw`(?:params(?:_ema)?\.)?model\.\d+\.sub\.\d+\.`,
  String.raw`(?:params(?:_ema)?\.)?sub\.\d+\.RDB\d\.`,
  String.raw`(?:params(?:_ema)?\.)?layers\.\d+\.residual_group\.`,
  String.raw`(?:params(?:_ema)?\.)?conv_after_body\.`,
  String.raw`(?:params(?:_ema)?\.)?block_\d\.c\d_r\.`,
  String.raw`(?:params(?:_ema)?\.)?feats\.\d+\.channel_mixer\.`,
]);
/** Real-ESRGAN's compact form is nothing but numbered layers. */
export const COMPACT_UPSCALER = /^(?:params(?:_ema)?\.)?body\.\d+\.(?:weight|bias)$/;

/** `general.architecture` of diffusion models in GGUF files (ComfyUI-GGUF). */
export const GGUF_DIFFUSION = new Set([
  'flux',
  'sd1',
  'sdxl',
  'sd3',
  'aura',
  'hidream',
  'cosmos',
  'ltxv',
  'hyvid',
  'wan',
  'lumina2',
  'qwen_image',
]);
/** As above, of models that only ever encode texts. */
export const GGUF_TEXT_ENCODER = new Set(['t5', 't5encoder']);
/** As above, of language models. */
export const GGUF_LANGUAGE_MODEL = new Set(['llama', 'qwen2vl', 'qwen3', 'qwen3vl', 'gemma2', 'gemma3']);

function anyOf(patterns: readonly string[], anchor = '^'): RegExp {
  return new RegExp(`${anchor}(?:${patterns.join('|')})`);
}
