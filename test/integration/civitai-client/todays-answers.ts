/** Answers in today's dialect (API note 3.1), with the members that are new, nested or null in it. */

const picture = {
  id: 5_001,
  url: 'https://image.civitai.com/xG1nkqKTMzGDvpLrqFT7WA/c0ffee00-0000-4000-8000-000000000001/original=true/5001.jpeg',
  nsfwLevel: 1,
  width: 832,
  height: 1216,
  hash: 'UKHU@6H?_ND*_3M{t84o^+%MD%xuXSxasAt7',
  type: 'image',
  minor: false,
  poi: false,
  hasMeta: true,
};

const file = {
  id: 930_001,
  sizeKB: 24_576.5,
  name: 'fjord.safetensors',
  overrideName: null,
  type: 'Model',
  pickleScanResult: 'Success',
  pickleScanMessage: 'No Pickle imports',
  virusScanResult: 'Pending',
  virusScanMessage: null,
  scannedAt: '2026-07-01T10:00:00.000Z',
  metadata: { format: 'SafeTensor', size: 'pruned', fp: 'fp16', quantType: 'Q8_0' },
  hashes: { AutoV2: 'F253ABB016', SHA256: 'AB'.repeat(32), AutoV3: 'ABCDEF012345' },
  downloadUrl: 'https://civitai.com/api/download/models/910001?fileId=930001',
  primary: true,
};

const version = {
  id: 910_001,
  index: 0,
  name: 'v3.0',
  baseModel: 'SDXL 1.0',
  baseModelType: 'Standard',
  publishedAt: '2026-07-01T10:00:00.000Z',
  availability: 'Public',
  nsfwLevel: 31,
  description: '<p>Better.</p>',
  trainedWords: ['aurora fjord light'],
  paidAccess: { permanent: false, endsAt: '2099-01-01T00:00:00.000Z' },
  stats: { downloadCount: null, thumbsUpCount: 7, thumbsDownCount: 0 },
  files: [file],
  images: [picture, { ...picture, id: 5_002, type: 'video', url: picture.url.replace('.jpeg', '.mp4') }],
};

const model = {
  id: 900_001,
  name: 'Aurora Fjord Light',
  description: '<p>Light.</p>',
  allowNoCredit: true,
  allowCommercialUse: '{Image,RentCivit}',
  allowDerivatives: true,
  allowDifferentLicense: false,
  type: 'LORA',
  nsfw: false,
  nsfwLevel: 31,
  availability: 'Public',
  stats: { downloadCount: null, thumbsUpCount: 7, tippedAmountCount: null },
  creator: { username: 'mira', image: null },
  tags: ['style', 'light'],
  modelVersions: [version],
};

const image = {
  id: 70_001,
  url: picture.url,
  hash: picture.hash,
  width: 832,
  height: 1216,
  nsfwLevel: 'Soft',
  type: 'image',
  nsfw: true,
  browsingLevel: 2,
  createdAt: '2026-07-01T10:00:00.000Z',
  postId: 123,
  stats: { cryCount: 1, laughCount: 2, likeCount: 3, dislikeCount: 0, heartCount: 4, commentCount: 5 },
  meta: {
    id: 70_001,
    meta: {
      prompt: 'wide fjord\nlow sun',
      negativePrompt: 'blurry',
      steps: 28,
      sampler: 'Euler a',
      cfgScale: 5.5,
      seed: 42,
      'Clip skip': '2',
      resources: [{ type: 'lora', name: 'fjord', weight: 0.8, hash: 'A1B2C3D4E5' }],
      civitaiResources: [{ type: 'checkpoint', modelVersionId: 910_001 }],
      additionalResources: [{ name: 'urn:air:sdxl:lora:civitai:900001@910021', strength: 0.5 }],
      hashes: { model: 'F253ABB016', 'lora:fjord': 'A1B2C3D4E5' },
      'Lora hashes': 'other: 0123456789ab, fjord: a1b2c3d4e5',
      comfy: '{"prompt":{}}',
    },
  },
  username: 'mira',
  baseModel: 'SDXL 1.0',
  modelVersionIds: [910_001, 910_041],
};

export const todaysAnswers = {
  models: {
    items: [model, { ...model, id: 900_002, mode: 'Archived' }],
    metadata: { nextCursor: '75363|932023|257749' },
  },
  model,
  version: {
    ...version,
    modelId: 900_001,
    model: { name: model.name, type: 'LORA', nsfw: false, poi: false },
  },
  images: {
    items: [image],
    metadata: { nextCursor: '100|1744925337225', nextPage: 'https://civitai.com/api/v1/images?cursor=100' },
  },
  creators: {
    items: [
      { username: 'mira', modelCount: 3, link: 'https://x' },
      { username: 'zed', link: 'https://x', image: null },
    ],
    metadata: { totalItems: 0, currentPage: 1, pageSize: 20, totalPages: 9, hasMore: true },
  },
  tags: {
    items: [
      { name: 'style', link: 'https://x' },
      { name: 'アニメ', modelCount: 1 },
    ],
    metadata: { totalItems: 0, currentPage: 1, pageSize: 20, totalPages: 0 },
  },
  enums: { ModelType: ['LORA'], ActiveBaseModel: ['SDXL 1.0'], BaseModel: ['SDXL 1.0', 'SVD'] },
  hashes: [
    { modelVersionId: 910_001, modelId: 900_001, hash: 'AB'.repeat(32) },
    { modelVersionId: 910_021, modelId: 900_002, hash: 'cd'.repeat(32) },
  ],
  mini: {
    air: 'urn:air:sdxl:lora:civitai:900001@910001',
    requireAuth: true,
    checkPermission: false,
    fees: [],
  },
  me: { id: 7, username: 'mira', tier: 'free', status: 'active', isMember: false, subscriptions: [] },
} as const;
