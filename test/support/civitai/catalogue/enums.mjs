// @ts-check
/** Values as of August 2026; the client must treat every list as open. */

export const MODEL_TYPES = Object.freeze([
  'Checkpoint',
  'TextualInversion',
  'Hypernetwork',
  'AestheticGradient',
  'LORA',
  'LoCon',
  'DoRA',
  'Controlnet',
  'Upscaler',
  'MotionModule',
  'VAE',
  'TextEncoder',
  'UNet',
  'CLIPVision',
  'Poses',
  'Wildcards',
  'Workflows',
  'ComfyWorkflows',
  'Detection',
  'VisionLanguage',
  'CLIP',
  'LLM',
  'Other',
]);

export const FILE_TYPES = Object.freeze([
  'Model',
  'Text Encoder',
  'Vision Encoder',
  'Pruned Model',
  'Negative',
  'Training Data',
  'VAE',
  'Config',
  'Archive',
  'UNet',
  'Diffusion Model',
  'CLIPVision',
  'ControlNet',
  'Workflow',
  'Upscaler',
  'Enhancement LoRA',
  'Other',
]);

export const PRIMARY_FILE_TYPES = Object.freeze(['Model', 'Pruned Model', 'Diffusion Model', 'UNet']);

export const COMPONENT_FILE_TYPES = Object.freeze([
  'VAE',
  'Text Encoder',
  'Vision Encoder',
  'UNet',
  'Diffusion Model',
  'CLIPVision',
  'ControlNet',
  'Upscaler',
  'Enhancement LoRA',
]);

export const FILE_FORMATS = Object.freeze([
  'SafeTensor',
  'PickleTensor',
  'GGUF',
  'Diffusers',
  'Core ML',
  'ONNX',
  'Other',
]);
export const FILE_SIZES = Object.freeze(['full', 'pruned']);
export const BASE_MODEL_TYPES = Object.freeze(['Standard', 'Inpainting', 'Refiner', 'Pix2Pix']);
export const COMMERCIAL_USES = Object.freeze(['None', 'Image', 'RentCivit', 'Rent', 'Sell']);
export const AVAILABILITIES = Object.freeze(['Public', 'Unsearchable', 'Private', 'EarlyAccess']);
export const CHECKPOINT_TYPES = Object.freeze(['Trained', 'Merge']);
export const PERIODS = Object.freeze(['AllTime', 'Year', 'Month', 'Week', 'Day']);
export const PERIOD_MODES = Object.freeze(['stats', 'published']);
export const MEDIA_TYPES = Object.freeze(['image', 'video', 'audio']);

export const MODEL_SORTS = Object.freeze([
  'Highest Rated',
  'Most Downloaded',
  'Most Liked',
  'Most Discussed',
  'Most Collected',
  'Most Images',
  'Newest',
  'Oldest',
]);
export const IMAGE_SORTS = Object.freeze([
  'Most Reactions',
  'Most Comments',
  'Most Collected',
  'Newest',
  'Oldest',
  'Random',
]);

export const ACTIVE_BASE_MODELS = Object.freeze([
  'Anima',
  'AuraFlow',
  'Chroma',
  'CogVideoX',
  'Ernie',
  'Flux.1 S',
  'Flux.1 D',
  'Flux.1 Krea',
  'Flux.1 Kontext',
  'Flux.2 D',
  'Flux.2 Klein 9B',
  'Flux.2 Klein 9B-base',
  'Flux.2 Klein 4B',
  'Flux.2 Klein 4B-base',
  'Flux 3 Video',
  'Grok',
  'HappyHorse',
  'HiDream',
  'HiDream-O1',
  'Hunyuan 1',
  'Hunyuan Video',
  'Ideogram 4.0',
  'Boogu',
  'Illustrious',
  'Kolors',
  'Krea 2',
  'LTXV',
  'LTXV2',
  'LTXV 2.3',
  'Lens',
  'Lumina',
  'MageFlow',
  'MAI',
  'Mochi',
  'NoobAI',
  'Upscaler',
  'Other',
  'PixArt a',
  'PixArt E',
  'Pony',
  'Pony V7',
  'Qwen',
  'Qwen 2',
  'Qwen 3',
  'SD 1.4',
  'SD 1.5',
  'SD 1.5 LCM',
  'SD 1.5 Hyper',
  'SD 2.0',
  'SD 2.1',
  'SDXL 1.0',
  'SDXL Lightning',
  'SDXL Hyper',
  'Reve',
  'Wan Video 1.3B t2v',
  'Wan Video 14B t2v',
  'Wan Video 14B i2v 480p',
  'Wan Video 14B i2v 720p',
  'Wan Video 2.2 TI2V-5B',
  'Wan Video 2.2 I2V-A14B',
  'Wan Video 2.2 T2V-A14B',
  'Wan Video 2.5 T2V',
  'Wan Video 2.5 I2V',
  'Wan Image 2.7',
  'Wan Video 2.7',
  'ZImageTurbo',
  'ZImageBase',
  'MiniMax H3',
  'ACE Audio',
]);

export const HIDDEN_BASE_MODELS = Object.freeze([
  'Imagen4',
  'Nano Banana',
  'ODOR',
  'OpenAI',
  'Playground v2',
  'Stable Cascade',
  'SD 2.0 768',
  'SD 2.1 768',
  'SD 2.1 Unclip',
  'SD 3',
  'SD 3.5',
  'SD 3.5 Large',
  'SD 3.5 Large Turbo',
  'SD 3.5 Medium',
  'SDXL 0.9',
  'SDXL 1.0 LCM',
  'SDXL Turbo',
  'SDXL Distilled',
  'Seedream',
  'SVD',
  'SVD XT',
  'Sora 2',
  'Veo 3',
  'Wan Video',
  'Vidu Q1',
  'Kling',
  'Seedance',
  'PolyGen',
  'Tripo',
  'Hunyuan3D',
]);

/** Served now and then although no list names them: what a client meets on the day after a launch. */
export const UNKNOWN_MODEL_TYPE = 'SplatScene';
export const UNKNOWN_BASE_MODEL = 'Nimbus 4 Preview';

/** A tag that exists and is blocked: filtering by it gives nothing. */
export const BLOCKED_TAG = 'withheld';
