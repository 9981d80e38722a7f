import { describe, expect, it } from 'vitest';
import { kindOfWeights, recogniseWeights } from '../../../../electron/core/weights/recognise-weights';
import { WEIGHTS_FINDINGS, type WeightsFinding } from '../../../../shared/placement';

const recognise = (...names: readonly string[]) =>
  recogniseWeights(names.map((name) => ({ name, shape: [1] })));

/** Names as they stand in published files. */
const FAMILIES: readonly [string, WeightsFinding, readonly string[]][] = [
  [
    'Stable Diffusion 1.5',
    'wholeModel',
    [
      'alphas_cumprod',
      'cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight',
      'first_stage_model.decoder.conv_in.weight',
      'first_stage_model.encoder.conv_in.weight',
      'model.diffusion_model.input_blocks.0.0.weight',
    ],
  ],
  [
    'SDXL without its VAE',
    'wholeModel',
    [
      'conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight',
      'conditioner.embedders.1.model.transformer.resblocks.0.attn.in_proj_weight',
      'model.diffusion_model.input_blocks.0.0.weight',
    ],
  ],
  [
    'Flux as one file',
    'wholeModel',
    [
      'model.diffusion_model.double_blocks.0.img_attn.norm.key_norm.scale',
      'text_encoders.t5xxl.transformer.encoder.block.0.layer.0.SelfAttention.k.weight',
      'vae.decoder.conv_in.weight',
    ],
  ],
  [
    'SD3 medium',
    'wholeModel',
    ['model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight', 'first_stage_model.decoder.mid.x'],
  ],
  [
    'LTX Video',
    'wholeModel',
    ['model.diffusion_model.transformer_blocks.0.attn2.to_k.weight', 'vae.decoder.conv_in.conv.weight'],
  ],
  [
    'SDXL UNet alone',
    'diffusionModel',
    ['model.diffusion_model.input_blocks.0.0.weight', 'model.diffusion_model.label_emb.0.0.weight'],
  ],
  [
    'SDXL UNet of diffusers',
    'diffusionModel',
    ['conv_in.weight', 'down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_k.weight'],
  ],
  [
    'Flux',
    'diffusionModel',
    ['double_blocks.0.img_attn.norm.key_norm.scale', 'img_in.weight', 'single_blocks.0.linear1.weight'],
  ],
  [
    'Flux of diffusers',
    'diffusionModel',
    ['transformer_blocks.0.attn.norm_added_k.weight', 'x_embedder.weight'],
  ],
  ['SD3 alone', 'diffusionModel', ['joint_blocks.0.x_block.attn.qkv.weight']],
  ['Chroma', 'diffusionModel', ['distilled_guidance_layer.norms.0.scale', 'img_in.weight']],
  ['Hunyuan Video', 'diffusionModel', ['txt_in.individual_token_refiner.blocks.0.norm1.weight']],
  [
    'AuraFlow',
    'diffusionModel',
    ['model.double_layers.0.attn.w1q.weight', 'double_layers.0.attn.w1q.weight'],
  ],
  ['Stable Cascade', 'diffusionModel', ['clf.1.weight', 'clip_txt_mapper.weight']],
  ['HunyuanDiT', 'diffusionModel', ['mlp_t5.0.weight', 'blocks.0.attn1.Wqkv.weight']],
  ['PixArt', 'diffusionModel', ['t_block.1.weight', 'y_embedder.y_embedding']],
  ['Mochi', 'diffusionModel', ['t5_yproj.weight', 'blocks.0.attn.qkv_x.weight']],
  [
    'Wan',
    'diffusionModel',
    ['head.modulation', 'blocks.0.self_attn.q.weight', 'patch_embedding.weight', 'text_embedding.0.weight'],
  ],
  ['Cosmos', 'diffusionModel', ['net.blocks.block0.blocks.0.block.attn.to_q.0.weight']],
  ['Cosmos Predict 2', 'diffusionModel', ['net.blocks.0.adaln_modulation_self_attn.1.weight']],
  [
    'Lumina 2, Z-Image',
    'diffusionModel',
    ['cap_embedder.1.weight', 'noise_refiner.0.attention.k_norm.weight'],
  ],
  ['HiDream', 'diffusionModel', ['double_stream_blocks.0.block.attn1.to_k.weight']],
  ['Qwen Image', 'diffusionModel', ['transformer_blocks.0.img_mod.1.weight', 'txt_norm.weight']],
  ['OmniGen 2', 'diffusionModel', ['time_caption_embed.timestep_embedder.linear_1.bias']],
  [
    'LoRA of kohya',
    'lora',
    [
      'lora_unet_down_blocks_1_attentions_0_proj_in.alpha',
      'lora_unet_down_blocks_1_attentions_0_proj_in.lora_down.weight',
      'lora_unet_down_blocks_1_attentions_0_proj_in.lora_up.weight',
      'lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_down.weight',
    ],
  ],
  [
    'LoRA of diffusers',
    'lora',
    [
      'transformer.single_transformer_blocks.0.attn.to_k.lora_A.weight',
      'transformer.single_transformer_blocks.0.attn.to_k.lora_B.weight',
    ],
  ],
  [
    'LoRA of Wan with whole tensors in it',
    'lora',
    [
      'diffusion_model.blocks.0.self_attn.q.lora_down.weight',
      'diffusion_model.blocks.0.self_attn.q.lora_up.weight',
      'diffusion_model.blocks.0.self_attn.q.diff_b',
      'diffusion_model.head.modulation',
    ],
  ],
  ['LoRA of peft, old', 'lora', ['unet.down_blocks.0.attentions.0.processor.to_q_lora.down.weight']],
  ['LoHa', 'lycoris', ['lora_unet_input_blocks_1_1_proj_in.hada_w1_a', 'lora_unet_x.hada_w2_b']],
  ['LoKr', 'lycoris', ['lycoris_blocks_0_attn.lokr_w1', 'lycoris_blocks_0_attn.lokr_w2']],
  ['DoRA', 'dora', ['lora_unet_x.dora_scale', 'lora_unet_x.lora_down.weight', 'lora_unet_x.lora_up.weight']],
  [
    'VAE of Stable Diffusion',
    'vae',
    [
      'decoder.conv_in.weight',
      'encoder.conv_in.weight',
      'quant_conv.weight',
      'decoder.up.0.block.0.conv1.weight',
    ],
  ],
  [
    'VAE taken out of a checkpoint',
    'vae',
    [
      'first_stage_model.decoder.mid.block_1.conv1.weight',
      'first_stage_model.encoder.down.0.block.0.conv1.weight',
    ],
  ],
  [
    'VAE of diffusers',
    'vae',
    ['decoder.mid_block.attentions.0.to_k.weight', 'encoder.down_blocks.0.resnets.0.conv1.weight'],
  ],
  [
    'VAE of Wan',
    'vae',
    ['decoder.middle.0.residual.0.gamma', 'encoder.middle.0.residual.0.gamma', 'conv1.weight'],
  ],
  [
    'ControlNet of 1.5',
    'controlnet',
    ['control_model.input_blocks.0.0.weight', 'control_model.zero_convs.0.0.weight'],
  ],
  [
    'ControlNet, cut down',
    'controlnet',
    ['input_hint_block.0.weight', 'input_blocks.0.0.weight', 'zero_convs.0.0.weight'],
  ],
  [
    'ControlNet of diffusers',
    'controlnet',
    [
      'controlnet_cond_embedding.conv_in.weight',
      'down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_k.weight',
    ],
  ],
  ['ControlNet of Flux', 'controlnet', ['controlnet_blocks.0.weight', 'double_blocks.0.img_attn.qkv.weight']],
  ['ControlNet of HunyuanDiT', 'controlnet', ['after_proj_list.0.weight', 'mlp_t5.0.weight']],
  [
    'ControlNet LLLite',
    'controlnet',
    ['lllite_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_k.down.0.weight'],
  ],
  [
    'Control-LoRA',
    'controlnet',
    ['lora_controlnet', 'input_blocks.1.0.emb_layers.1.up', 'input_hint_block.0.weight'],
  ],
  ['T2I adapter', 't2iAdapter', ['body.0.in_conv.weight', 'body.0.block1.weight', 'conv_in.weight']],
  [
    'T2I adapter of diffusers',
    't2iAdapter',
    ['adapter.body.0.resnets.0.block1.weight', 'adapter.conv_in.weight'],
  ],
  ['IP adapter', 'ipAdapter', ['image_proj.proj.weight', 'ip_adapter.1.to_k_ip.weight']],
  [
    'CLIP-L',
    'textEncoder',
    ['text_model.encoder.layers.0.self_attn.q_proj.weight', 'text_model.embeddings.token_embedding.weight'],
  ],
  ['OpenCLIP', 'textEncoder', ['transformer.resblocks.0.attn.in_proj_weight', 'token_embedding.weight']],
  ['T5', 'textEncoder', ['encoder.block.0.layer.0.SelfAttention.q.weight', 'shared.weight']],
  [
    'both towers of CLIP',
    'textEncoder',
    ['text_model.encoder.layers.0.mlp.fc1.weight', 'vision_model.encoder.layers.0.mlp.fc1.weight'],
  ],
  [
    'Qwen 2.5 VL',
    'languageModel',
    ['model.layers.0.self_attn.q_proj.weight', 'visual.blocks.0.attn.qkv.weight'],
  ],
  ['Gemma', 'languageModel', ['model.language_model.layers.0.self_attn.k_proj.weight']],
  [
    'CLIP vision',
    'imageEncoder',
    ['vision_model.encoder.layers.0.mlp.fc1.weight', 'visual_projection.weight'],
  ],
  [
    'OpenCLIP vision',
    'imageEncoder',
    ['visual.transformer.resblocks.0.attn.in_proj_weight', 'visual.conv1.weight'],
  ],
  ['embedding', 'embedding', ['emb_params']],
  ['embedding of SDXL', 'embedding', ['clip_g', 'clip_l']],
  ['hypernetwork', 'hypernetwork', ['768.0.linear.0.weight', '768.0.linear.0.bias', '320.1.linear.0.weight']],
  [
    'AnimateDiff',
    'motionModule',
    [
      'down_blocks.0.motion_modules.0.temporal_transformer.norm.weight',
      'mid_block.motion_modules.0.temporal_transformer.proj_in.weight',
    ],
  ],
  ['ESRGAN', 'upscaler', ['conv_first.weight', 'body.0.rdb1.conv1.weight', 'conv_last.weight']],
  ['ESRGAN, the old way', 'upscaler', ['model.0.weight', 'model.1.sub.0.RDB1.conv1.0.weight']],
  ['Real-ESRGAN, compact', 'upscaler', ['body.0.weight', 'body.0.bias', 'body.1.weight']],
  [
    'SwinIR, DAT',
    'upscaler',
    ['conv_first.weight', 'layers.0.residual_group.blocks.0.norm1.weight', 'conv_after_body.weight'],
  ],
];

describe('recogniseWeights', () => {
  it.each(FAMILIES)('%s → %s', (_family, finding, names) => {
    expect(recognise(...names)).toBe(finding);
    expect(recognise(...names.toReversed()), 'in any order').toBe(finding);
  });

  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['a depth estimator', ['depth_head.scratch.layer1_rn.weight', 'pretrained.blocks.0.attn.qkv.weight']],
    ['names that mean nothing', ['weight', 'bias', 'layers.0.weight']],
    ['half a VAE', ['decoder.conv_in.weight', 'decoder.mid.block_1.conv1.weight']],
    ['a name of objects', ['__proto__', 'constructor', 'toString']],
    ['an embedding with too much in it', Array.from({ length: 9 }, (_, at) => `string_to_param.${at}`)],
  ])('is not sure of %s', (_what, names) => {
    expect(recognise(...names)).toBeNull();
  });

  it('has every finding tried above, and a kind for each but one that no program has a folder for', () => {
    expect(new Set(FAMILIES.map(([, finding]) => finding))).toEqual(new Set(WEIGHTS_FINDINGS));
    expect(WEIGHTS_FINDINGS.filter((finding) => kindOfWeights(finding) === null)).toEqual(['ipAdapter']);
  });
});
