// @ts-check
/** @import { Container, FileMetadata, FileRecord } from './types.mjs' */
/** @import { Random } from '../random.mjs' */

/**
 * @typedef {object} FilePlan
 * @property {number} id
 * @property {number} versionId
 * @property {string} name
 * @property {number} bytes
 * @property {string} [overrideName]
 * @property {string} [type] `Model` unless given
 * @property {Container} [container] `safetensors` unless given
 * @property {string} [tensorsOf] `LORA` unless given
 * @property {FileMetadata} [metadata]
 * @property {string} [scannedAt]
 * @property {FileRecord['hashes']} [hashes]
 * @property {FileRecord['flaw']} [flaw]
 * @property {string} [contentSeed]
 * @property {Record<string, string>} [publishedHashes]
 * @property {string} [downloadQuery]
 * @property {string} [pickleScanResult]
 * @property {string} [pickleScanMessage]
 * @property {readonly string[]} [pickleImports]
 */

/** A file record with the usual values for what the plan leaves out. @param {FilePlan} plan @returns {FileRecord} */
export function createFile(plan) {
  const container = plan.container ?? 'safetensors';
  return {
    type: 'Model',
    tensorsOf: 'LORA',
    metadata: {},
    pickleScanResult: 'Success',
    pickleScanMessage: container === 'pickle' ? listImports(3) : 'No Pickle imports',
    virusScanResult: 'Success',
    scannedAt: '2026-07-20T11:02:00.000Z',
    hashes: 'true',
    ...plan,
    container,
    contentSeed: plan.contentSeed ?? `file ${plan.id}`,
  };
}

/** The message of a clean scan. @param {number} count */
function listImports(count) {
  return `**Detected Pickle imports (${count})**\n\`\`\`\ncollections.OrderedDict\ntorch.HalfStorage\ntorch._utils._rebuild_tensor_v2\n\`\`\``;
}

/** Mostly 20–70 KB, so that listing a page hashes little; now and then megabytes. @param {Random} random */
function inventSize(random) {
  const bytes = random.weighted([
    [() => random.int(20_000, 70_000), 924],
    [() => random.int(70_000, 300_000), 70],
    [() => random.int(1_048_576, 8_388_608), 6],
  ])();
  return bytes - (bytes % 8);
}

/**
 * The files of one generated version, as creators upload them for the model's type.
 *
 * @param {Random} random
 * @param {{ versionId: number, firstFileId: number, type: string, baseModel: string, stem: string, scannedAt: string, isHuge: boolean }} version
 * @returns {FileRecord[]}
 */
export function inventFiles(random, version) {
  let id = version.firstFileId;
  /** @param {Omit<FilePlan, 'id' | 'versionId' | 'bytes'> & { bytes?: number }} plan */
  const file = (plan) => {
    const made = createFile({
      bytes: inventSize(random),
      tensorsOf: version.type,
      scannedAt: version.scannedAt,
      ...plan,
      id,
      versionId: version.versionId,
    });
    id += 1;
    return made;
  };
  const { stem, type } = version;
  const files = (MAKERS[type] ?? makeOther)(random, stem, version.baseModel).map(file);
  if (version.isHuge && files[0] !== undefined) files[0].bytes = 67_108_864;
  if (random.chance(0.04))
    files.push(
      file({
        name: `${stem}_trainingData.zip`,
        type: 'Training Data',
        container: 'zip',
        metadata: { format: 'Other' },
      }),
    );
  for (const made of files) {
    if (random.chance(0.015)) made.hashes = 'none';
    else if (random.chance(0.02)) made.hashes = ['AutoV2', 'SHA256'];
    if (random.chance(0.01))
      Object.assign(made, {
        pickleScanResult: 'Pending',
        pickleScanMessage: null,
        virusScanResult: 'Pending',
        scannedAt: null,
      });
    if (random.chance(0.03) && type !== 'LORA')
      made.overrideName = `${stem} (final).${made.name.split('.').pop()}`;
  }
  return files;
}

/** @typedef {(random: Random, stem: string, baseModel: string) => (Omit<FilePlan, 'id' | 'versionId' | 'bytes'>)[]} FileMaker */

/** @type {FileMaker} */
const makeLora = (random, stem) => [
  {
    name: `${stem}.safetensors`,
    metadata: random.chance(0.5)
      ? { format: 'SafeTensor' }
      : { format: 'SafeTensor', size: random.pick(['full', 'pruned']), fp: random.pick(['fp16', 'bf16']) },
  },
];

/** @type {FileMaker} */
const makeOther = (random, stem) => [
  { name: `${stem}.${random.pick(['zip', 'zip', 'bin'])}`, container: 'zip', metadata: { format: 'Other' } },
];

/** @type {FileMaker} */
const makeWeights = (random, stem) => [
  random.chance(0.75)
    ? {
        name: `${stem}.safetensors`,
        metadata: { format: 'SafeTensor', size: 'pruned', fp: random.pick(['fp16', 'bf16', 'fp32']) },
      }
    : {
        name: `${stem}.pth`,
        container: 'pickle',
        metadata: { format: 'PickleTensor', size: 'full', fp: 'fp32' },
      },
];

/** @type {FileMaker} */
const makeTransformer = (random, stem) => {
  const quants = random.sample(['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M'], random.int(1, 3));
  return [
    {
      name: `${stem}_bf16.safetensors`,
      type: random.pick(['Model', 'Diffusion Model']),
      tensorsOf: 'UNet',
      metadata: { format: 'SafeTensor', size: 'full', fp: 'bf16' },
    },
    ...(random.chance(0.5)
      ? [
          {
            name: `${stem}_fp8.safetensors`,
            tensorsOf: 'UNet',
            metadata: { format: 'SafeTensor', size: 'pruned', fp: random.pick(['fp8', 'fp8_scaled']) },
          },
        ]
      : []),
    ...(random.chance(0.6)
      ? quants.map((quantType) => ({
          name: `${stem}-${quantType}.gguf`,
          container: /** @type {const} */ ('gguf'),
          metadata: { format: 'GGUF', quantType },
        }))
      : []),
    ...(random.chance(0.25)
      ? [
          {
            name: 'text_encoder_fp8.safetensors',
            type: 'Text Encoder',
            tensorsOf: 'TextEncoder',
            metadata: { format: 'SafeTensor', fp: 'fp8' },
          },
        ]
      : []),
  ];
};

const TRANSFORMERS = /^(Flux|Qwen|Wan|Hunyuan|HiDream|Chroma|ZImage|LTXV|Krea|Lumina|AuraFlow|Anima)/;

/** @type {Record<string, FileMaker>} */
const MAKERS = {
  LORA: makeLora,
  LoCon: makeLora,
  DoRA: makeLora,
  Checkpoint: (random, stem, baseModel) => {
    if (TRANSFORMERS.test(baseModel)) return makeTransformer(random, stem, baseModel);
    /** @type {ReturnType<FileMaker>} */
    const files = [
      { name: `${stem}.safetensors`, metadata: { format: 'SafeTensor', size: 'pruned', fp: 'fp16' } },
    ];
    if (random.chance(0.3))
      files.push({
        name: `${stem}_full.safetensors`,
        metadata: { format: 'SafeTensor', size: 'full', fp: 'fp32' },
      });
    if (random.chance(0.15))
      files.push({
        name: `${stem}_fp8.safetensors`,
        metadata: { format: 'SafeTensor', size: 'pruned', fp: 'fp8' },
      });
    if (random.chance(0.2))
      files.push({
        name: `${stem}.ckpt`,
        container: 'pickle',
        metadata: { format: 'PickleTensor', size: 'full', fp: 'fp32' },
      });
    if (random.chance(0.2))
      files.push({
        name: `${stem}.vae.safetensors`,
        type: 'VAE',
        tensorsOf: 'VAE',
        metadata: { format: 'SafeTensor' },
      });
    if (random.chance(0.1))
      files.push({ name: `${stem}.yaml`, type: 'Config', container: 'yaml', metadata: { format: 'Other' } });
    return files;
  },
  UNet: makeTransformer,
  TextualInversion: (random, stem) => {
    const first = random.chance(0.6)
      ? { name: `${stem}.safetensors`, metadata: { format: 'SafeTensor' } }
      : {
          name: `${stem}.pt`,
          container: /** @type {const} */ ('pickle'),
          metadata: { format: 'PickleTensor', size: 'full', fp: 'fp16' },
        };
    return random.chance(0.2)
      ? [first, { name: `${stem}-neg.safetensors`, type: 'Negative', metadata: { format: 'SafeTensor' } }]
      : [first];
  },
  Hypernetwork: (_random, stem) => [
    {
      name: `${stem}.pt`,
      container: 'pickle',
      metadata: { format: 'PickleTensor', size: 'full', fp: 'fp32' },
    },
  ],
  AestheticGradient: (_random, stem) => [
    { name: `${stem}.pt`, container: 'pickle', metadata: { format: 'PickleTensor' } },
  ],
  Controlnet: makeWeights,
  Upscaler: makeWeights,
  MotionModule: makeWeights,
  VAE: makeWeights,
  TextEncoder: makeWeights,
  CLIPVision: makeWeights,
  CLIP: makeWeights,
  Detection: (_random, stem) => [
    { name: `${stem}.pt`, container: 'pickle', metadata: { format: 'PickleTensor' } },
  ],
  Workflows: (_random, stem) => [
    { name: `${stem}.json`, type: 'Workflow', container: 'json', metadata: { format: 'Other' } },
  ],
  ComfyWorkflows: (_random, stem) => [
    { name: `${stem}.json`, type: 'Workflow', container: 'json', metadata: { format: 'Other' } },
  ],
  Poses: (_random, stem) => [
    { name: `${stem}.zip`, type: 'Archive', container: 'zip', metadata: { format: 'Other' } },
  ],
  Wildcards: (_random, stem) => [
    { name: `${stem}.zip`, type: 'Archive', container: 'zip', metadata: { format: 'Other' } },
  ],
  LLM: (_random, stem) => [
    { name: `${stem}-Q4_K_M.gguf`, container: 'gguf', metadata: { format: 'GGUF', quantType: 'Q4_K_M' } },
  ],
};
