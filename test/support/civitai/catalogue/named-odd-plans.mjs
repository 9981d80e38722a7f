// @ts-check
/** @import { NamedPlan } from './named.mjs' */
import { CLEAN_IMPORTS } from '../bytes/file-content.mjs';

const PRUNED_FP16 = Object.freeze({ format: 'SafeTensor', size: 'pruned', fp: 'fp16' });
const DANGEROUS_IMPORTS = Object.freeze([...CLEAN_IMPORTS, 'posix.system', 'builtins.eval']);

const HOSTILE_MARKUP = [
  '<h1 onclick="window.civetPwned=1">Hostile <em>Heron</em></h1>',
  '<script>window.civetPwned = 1</script>',
  '<img src="x" onerror="window.civetPwned = 1">',
  '<a href="javascript:window.civetPwned=1">link</a>',
  '<a href="file:///etc/passwd">file</a>',
  '<iframe src="https://example.org/"></iframe>',
  '<svg><animate onbegin="window.civetPwned=1" attributeName="x" dur="1s"></animate></svg>',
  '<form action="https://example.org/"><input name="token"><button>Sign in again</button></form>',
  '<style>body{display:none}</style>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.civetPwned=1&gt;">',
].join('');

const LONG_NAME = 'Überaus langer Name eines Modells über Nebel, Fjorde und spätes Licht — '.repeat(3).trim();

/**
 * Models that are wrong, hostile or unusual in one way each.
 */
export const ODD_PLANS = /** @satisfies {Record<string, NamedPlan>} */ ({
  danger: {
    name: 'Danger Jackdaw',
    type: 'TextualInversion',
    baseModel: 'SD 1.5',
    versions: [
      {
        trainedWords: ['danger-jackdaw'],
        files: [
          {
            name: 'danger_jackdaw.pt',
            bytes: 90_000,
            container: 'pickle',
            metadata: { format: 'PickleTensor', size: 'full', fp: 'fp16' },
            pickleImports: DANGEROUS_IMPORTS,
            pickleScanResult: 'Danger',
            pickleScanMessage: `**Detected Pickle imports (${DANGEROUS_IMPORTS.length})**\n*Dangerous imports detected*\n\`\`\`\n${DANGEROUS_IMPORTS.join('\n')}\n\`\`\``,
          },
        ],
      },
    ],
  },
  pendingScan: {
    name: 'Pending Plover',
    versions: [
      {
        files: [
          {
            name: 'pending_plover.safetensors',
            bytes: 120_000,
            metadata: PRUNED_FP16,
            pickleScanResult: 'Pending',
          },
        ],
      },
    ],
  },
  htmlInsteadOfModel: {
    name: 'Page Instead of Papercut',
    versions: [
      { files: [{ name: 'papercut.safetensors', bytes: 120_000, metadata: PRUNED_FP16, flaw: 'html' }] },
    ],
  },
  jsonInsteadOfModel: {
    name: 'Error Instead of Enamel',
    versions: [
      { files: [{ name: 'enamel.safetensors', bytes: 120_000, metadata: PRUNED_FP16, flaw: 'json' }] },
    ],
  },
  foreignVae: {
    name: 'Borrowed VAE Vineyard',
    type: 'Checkpoint',
    baseModel: 'SDXL 1.0',
    versions: [
      { files: [{ name: 'borrowedVaeVineyard.safetensors', bytes: 2_400_000, metadata: PRUNED_FP16 }] },
    ],
  },
  hostileText: {
    name: 'Hostile Heron <img src=x onerror="window.civetPwned=1"> {{7*7}}',
    description: HOSTILE_MARKUP,
    tags: ['style', '<script>window.civetPwned=1</script>', '"><b>bold</b>', '__proto__', 'constructor'],
    versions: [
      {
        name: '../../v1 <b>bold</b>',
        description: '<p>Fine</p><script>window.civetPwned = 1</script>',
        trainedWords: [
          '<img src=x onerror=window.civetPwned=1>',
          '__proto__',
          '../../etc/passwd',
          '=HYPERLINK("https://example.org")',
        ],
        files: [
          { name: '../../../../hostile_heron.safetensors', bytes: 120_000, metadata: PRUNED_FP16 },
          {
            name: '..\\..\\..\\Windows\\System32\\heron.safetensors',
            bytes: 120_000,
            metadata: { format: 'SafeTensor', size: 'full', fp: 'fp32' },
          },
          {
            name: 'CON.safetensors',
            bytes: 120_000,
            metadata: { format: 'SafeTensor', size: 'full', fp: 'fp16' },
          },
          {
            name: 'heron<>:"|?*.safetensors. ',
            bytes: 120_000,
            metadata: { format: 'SafeTensor', size: 'full', fp: 'bf16' },
          },
          { name: 'invoice\u202Egnp.exe', bytes: 120_000, container: 'raw', metadata: { format: 'Other' } },
        ],
      },
    ],
  },
  longNames: {
    name: `${LONG_NAME} 🦊🌌 مرحبا بالعالم 霧のフィヨルド`,
    tags: ['landscape', 'ضوء الشمال', '霧', '🌌'],
    versions: [
      {
        name: `版本 ${'長'.repeat(80)}`,
        trainedWords: ['霧のフィヨルド', 'ضوء الشمال', '🌌🦊'],
        files: [
          { name: `${'北のひかり'.repeat(40)}.safetensors`, bytes: 120_000, metadata: PRUNED_FP16 },
          {
            name: 'ضوء_الشمال_🌌.safetensors',
            bytes: 120_000,
            metadata: { format: 'SafeTensor', size: 'full', fp: 'fp32' },
          },
        ],
      },
    ],
  },
  video: {
    name: 'Drifting Delta Motion',
    type: 'LORA',
    baseModel: 'Wan Video 2.2 T2V-A14B',
    hasVideo: true,
    downloads: 38_000,
    tags: ['concept', 'delta'],
    versions: [{ pictures: 3 }],
  },
  matureX: { name: 'Mature Marten', maturity: 'mature', tags: ['character'], versions: [{ pictures: 3 }] },
  manyVersions: {
    name: 'Fourteen Foundries',
    downloads: 22_000,
    versions: Array.from({ length: 14 }, (_, index) => ({
      name: `v${14 - index}.0`,
      pictures: 1,
      files: [
        {
          name: `fourteen_foundries_v${14 - index}.safetensors`,
          bytes: 60_000 + index * 8,
          metadata: PRUNED_FP16,
        },
      ],
    })),
  },
  sparse: {
    name: 'Sparse Steppe',
    description: null,
    tags: [],
    model: { creator: null, hidesCounts: true, commercialUse: [] },
    versions: [
      { pictures: 0, trainedWords: [], files: [{ name: 'sparse_steppe.safetensors', bytes: 120_000 }] },
    ],
  },
  zeroFiles: { name: 'Zero Files Zephyr', versions: [{ files: [] }] },
});
