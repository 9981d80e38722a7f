// @ts-check
/** @import { Random } from '../random.mjs' */
import { ANIMALS, LIGHTS, MATERIALS, PLACES, STYLES } from './words.mjs';

/** @type {Record<string, readonly string[]>} */
const SUFFIXES = {
  Checkpoint: ['Mix', 'Diffusion', 'Realism', 'Anime', 'XL', 'Prime', 'Studio', 'Vision'],
  LORA: ['Style', 'Light', 'Concept', 'Detail Slider', 'Mood', 'Outfit', 'Background', 'LoRA'],
  LoCon: ['LyCORIS', 'Texture', 'Style'],
  DoRA: ['DoRA', 'Tone'],
  TextualInversion: ['Embedding', 'Negative', 'Token'],
  Hypernetwork: ['Hypernet'],
  AestheticGradient: ['Aesthetic'],
  Controlnet: ['ControlNet', 'Depth Guide', 'Line Guide', 'Pose Guide'],
  Upscaler: ['4x Upscaler', '2x Sharpen', '4x Clean'],
  MotionModule: ['Motion'],
  VAE: ['VAE'],
  TextEncoder: ['Text Encoder'],
  UNet: ['Transformer', 'Diffusion Model'],
  CLIPVision: ['Vision Encoder'],
  Poses: ['Pose Pack', 'Gestures'],
  Wildcards: ['Wildcards', 'Prompt Deck'],
  Workflows: ['Workflow'],
  ComfyWorkflows: ['Node Graph'],
  Detection: ['Face Detector', 'Hand Detector'],
  VisionLanguage: ['Captioner'],
  CLIP: ['CLIP'],
  LLM: ['Prompt Writer'],
  Other: ['Resources'],
};

/** @param {Random} random @param {string} type */
export function inventModelName(random, type) {
  const subject = random.weighted([
    [() => `${random.pick(LIGHTS)} ${random.pick(PLACES)}`, 4],
    [() => `${random.pick(MATERIALS)} ${random.pick(ANIMALS)}`, 3],
    [() => `${random.pick(LIGHTS)} ${random.pick(MATERIALS)}`, 3],
    [() => `${random.pick(PLACES)} ${random.pick(STYLES)}`, 2],
    [() => `${random.pick(ANIMALS)} ${random.pick(STYLES)}`, 2],
    [() => `${random.pick(LIGHTS)} ${random.pick(ANIMALS)} ${random.pick(STYLES)}`, 1],
  ])();
  return `${subject} ${random.pick(SUFFIXES[type] ?? ['Pack'])}`;
}

/** @param {Random} random @param {number} index 0 is the first published */
export function inventVersionName(random, index) {
  return random.weighted([
    [`v${index + 1}.0`, 6],
    [`v${index + 1}`, 4],
    [`V${index + 1} ${random.pick(['Alpha', 'Beta', 'Final', 'Refined', 'Lite'])}`, 2],
    [`${random.pick(LIGHTS)} edition ${index + 1}`, 1],
  ]);
}

/** @param {Random} random @param {number} index */
export function inventCreatorName(random, index) {
  const animal = random.pick(ANIMALS).toLowerCase();
  const material = random.pick(MATERIALS).replace(/\s/g, '').toLowerCase();
  return random.pick([
    `${material}_${animal}`,
    `${animal}${index + 10}`,
    `${capital(material)}${capital(animal)}`,
    `the_${animal}_lab`,
  ]);
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const TAG_WORDS = [
  'style',
  'character',
  'landscape',
  'photography',
  'anime',
  'concept',
  'architecture',
  'clothing',
  'animal',
  'vehicle',
  'background',
  'lighting',
  'tool',
  'poses',
  'fantasy',
  'science fiction',
  'portrait',
  'realistic',
  'illustration',
  'base model',
];

/** About two hundred distinct lower-case tags, the commonest first. */
export const TAGS = Object.freeze([
  ...new Set(
    [
      ...TAG_WORDS,
      ...MATERIALS,
      ...PLACES,
      ...ANIMALS,
      ...STYLES,
      ...LIGHTS,
      ...LIGHTS.slice(0, 18).map((light) => `${light} light`),
      ...MATERIALS.slice(0, 20).map((material) => `${material} texture`),
    ].map((word) => word.toLowerCase()),
  ),
]);

const OPENINGS = [
  'Trained on my own renders of',
  'A quiet study of',
  'Built for pictures of',
  'Meant for calm scenes with',
  'Adds the look of',
  'Three months of collecting',
];
const ADVICE = [
  'Start at weight 0.7 and go down when colours clip.',
  'Works best between 20 and 30 steps.',
  'Keep the guidance scale low, around 4.5.',
  'Upscale afterwards; the first pass is soft on purpose.',
  'Mixes well with other styles at half weight.',
  'No trigger is needed, but it helps.',
];

/** Short HTML as creators write it. @param {Random} random @param {string} name @param {string} origin */
export function inventDescription(random, name, origin) {
  const subject = `${random.pick(MATERIALS).toLowerCase()} and ${random.pick(LIGHTS).toLowerCase()} light`;
  const parts = [
    `<p>${random.pick(OPENINGS)} ${subject}. <strong>${name}</strong> keeps edges soft and shadows readable.</p>`,
  ];
  if (random.chance(0.6))
    parts.push(
      `<ul><li><p>${random.sample(ADVICE, random.int(2, 3)).join('</p></li><li><p>')}</p></li></ul>`,
    );
  if (random.chance(0.3))
    parts.push(
      `<p>See also <a target="_blank" rel="ugc" href="${origin}/models/${random.int(200_001, 200_900)}">my earlier one</a>.</p>`,
    );
  return parts.join('');
}

/** @param {Random} random */
export function inventTriggerWord(random) {
  const stem = `${random.pick(MATERIALS)}${random.pick(ANIMALS)}`.replace(/\s/g, '').toLowerCase();
  return random.pick([stem, `${stem.slice(0, 6)} style`, `${random.pick(LIGHTS).toLowerCase()} light`]);
}

/** @param {Random} random */
export function inventPrompt(random) {
  return [
    `${random.pick(LIGHTS)} ${random.pick(PLACES)}`,
    `${random.pick(MATERIALS)} ${random.pick(ANIMALS)}`,
    random.pick(STYLES),
    'soft light, wide view',
  ]
    .join(', ')
    .toLowerCase();
}
