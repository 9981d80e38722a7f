// @ts-check
/** @import { NamedPlan } from './named.mjs' */

import { ILLUSTRATION_UUID } from '../pictures/illustration.mjs';

const PRUNED_FP16 = Object.freeze({ format: 'SafeTensor', size: 'pruned', fp: 'fp16' });
const DAY_MS = 86_400_000;

/** A description with every element creators commonly use. @param {string} imagesOrigin */
function fjordDescription(imagesOrigin) {
  return [
    '<h2>Low sun, cold water</h2>',
    '<p>Adds the <strong>light of northern evenings</strong> to a picture: a low warm sun, cold shadows, thin haze over water.</p>',
    `<p><img src="${imagesOrigin}/xG1nkqKTMzGDvpLrqFT7WA/${ILLUSTRATION_UUID}/width=525/illustration.jpeg" alt="Three strengths side by side" width="525" /></p>`,
    '<h3>How to use it</h3>',
    '<ul><li><p>Weight 0.6 to 0.9.</p></li><li><p>Write <code>aurora fjord light</code> early in the prompt.</p></li><li><p>Works with most SDXL checkpoints.</p></li></ul>',
    '<blockquote><p>The fp32 file is for training on top; fp16 looks the same.</p></blockquote>',
    '<p>Questions go to <a target="_blank" rel="ugc" href="https://example.org/aurora-fjord-light">the project page</a>.</p>',
  ].join('');
}

/**
 * Models of ordinary and gated downloads, each findable by its name.
 *
 * @param {string} imagesOrigin
 */
export function namedPlans(imagesOrigin) {
  // Deadlines lie ahead of the real clock, because that is what the client compares them with.
  const deadline = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 10 * DAY_MS).toISOString();
  return /** @satisfies {Record<string, NamedPlan>} */ ({
    mainJob: {
      name: 'Aurora Fjord Light',
      description: fjordDescription(imagesOrigin),
      tags: ['style', 'lighting', 'landscape', 'aurora', 'fjord'],
      downloads: 91_400,
      versions: [
        {
          name: 'v3.0',
          description: '<p>Haze is thinner; skin keeps its colour.</p>',
          trainedWords: ['aurora fjord light', 'low evening sun'],
          pictures: 6,
          files: [
            { name: 'aurora_fjord_light_v3.safetensors', bytes: 25_165_824, metadata: PRUNED_FP16 },
            {
              name: 'aurora_fjord_light_v3_fp32.safetensors',
              bytes: 50_331_648,
              metadata: { format: 'SafeTensor', size: 'full', fp: 'fp32' },
            },
            {
              name: 'aurora_fjord_light_v3.pt',
              bytes: 6_291_456,
              container: 'pickle',
              metadata: { format: 'PickleTensor', size: 'pruned', fp: 'fp16' },
            },
            {
              name: 'aurora_fjord_light_v3.yaml',
              bytes: 2_048,
              type: 'Config',
              container: 'yaml',
              metadata: { format: 'Other' },
            },
          ],
        },
        {
          name: 'v2.0',
          trainedWords: ['aurora fjord light'],
          pictures: 4,
          files: [{ name: 'aurora_fjord_light_v2.safetensors', bytes: 3_145_728, metadata: PRUNED_FP16 }],
        },
        {
          name: 'v1.0 for SD 1.5',
          baseModel: 'SD 1.5',
          trainedWords: ['fjordlight'],
          pictures: 2,
          files: [{ name: 'aurora_fjord_light_v1.safetensors', bytes: 1_048_576, metadata: PRUNED_FP16 }],
        },
      ],
    },
    checkpoint: {
      name: 'Lantern Archipelago Mix',
      type: 'Checkpoint',
      baseModel: 'Illustrious',
      tags: ['base model', 'illustration', 'archipelago'],
      downloads: 84_200,
      description: '<p>A bright illustration checkpoint. Take the VAE with it.</p>',
      versions: [
        {
          pictures: 5,
          files: [
            { name: 'lanternArchipelagoMix_v10.safetensors', bytes: 8_388_608, metadata: PRUNED_FP16 },
            {
              name: 'lanternArchipelago.vae.safetensors',
              bytes: 786_432,
              type: 'VAE',
              tensorsOf: 'VAE',
              metadata: { format: 'SafeTensor' },
            },
          ],
        },
      ],
    },
    largeSlow: {
      name: 'Glacier Cartography',
      tags: ['landscape', 'concept', 'glacier'],
      downloads: 78_900,
      versions: [
        {
          trainedWords: ['glacier map'],
          pictures: 4,
          files: [{ name: 'glacier_cartography.safetensors', bytes: 67_108_864, metadata: PRUNED_FP16 }],
        },
      ],
    },
    loginRequired: {
      name: 'Gated Greenhouse',
      tags: ['background', 'greenhouse'],
      downloads: 61_000,
      versions: [{ requireAuth: true, pictures: 3 }],
    },
    earlyAccess: {
      name: 'Early Estuary',
      downloads: 2_400,
      versions: [{ availability: 'EarlyAccess', paidAccess: { permanent: false, endsAt: deadline } }],
    },
    paidForever: {
      name: 'Private Press Woodcut',
      downloads: 1_900,
      versions: [{ availability: 'EarlyAccess', paidAccess: { permanent: true, endsAt: null } }],
    },
    privateVersion: { name: 'Shuttered Pavilion', versions: [{ availability: 'Private' }] },
    archived: { name: 'Archived Atrium', model: { mode: 'Archived' }, versions: [{}] },
    takenDown: { name: 'Withdrawn Tapestry', model: { mode: 'TakenDown' }, versions: [{}] },
    downloadsDisabled: { name: 'Generation Only Gouache', versions: [{ usageControl: 'Generation' }] },
    quota: {
      name: 'Quota Quarry',
      versions: [
        {
          files: [{ name: 'quota_quarry.safetensors', bytes: 120_000, metadata: PRUNED_FP16, flaw: 'quota' }],
        },
      ],
    },
    transient404: {
      name: 'Third Time Tern',
      versions: [
        {
          files: [
            {
              name: 'third_time_tern.safetensors',
              bytes: 120_000,
              metadata: PRUNED_FP16,
              flaw: 'transient404',
            },
          ],
        },
      ],
    },
    deleted: {
      name: 'Deleted Dunes',
      versions: [
        {
          files: [
            { name: 'deleted_dunes.safetensors', bytes: 120_000, metadata: PRUNED_FP16, flaw: 'deleted' },
          ],
        },
      ],
    },
    wrongHash: {
      name: 'Wrong Hash Wren',
      versions: [
        {
          files: [
            { name: 'wrong_hash_wren.safetensors', bytes: 2_500_000, metadata: PRUNED_FP16, hashes: 'wrong' },
          ],
        },
      ],
    },
    noSha256: {
      name: 'Blake Only Basalt',
      versions: [
        {
          files: [
            {
              name: 'blake_only_basalt.safetensors',
              bytes: 240_000,
              metadata: PRUNED_FP16,
              hashes: ['BLAKE3'],
            },
          ],
        },
      ],
    },
    onlyAutoV2: {
      name: 'Ten Digits Magpie',
      versions: [
        {
          files: [
            {
              name: 'ten_digits_magpie.safetensors',
              bytes: 240_000,
              metadata: PRUNED_FP16,
              hashes: ['AutoV2'],
            },
          ],
        },
      ],
    },
    onlyCrc32: {
      name: 'Checksum Chalk',
      versions: [
        {
          files: [
            { name: 'checksum_chalk.safetensors', bytes: 240_000, metadata: PRUNED_FP16, hashes: ['CRC32'] },
          ],
        },
      ],
    },
    noHash: {
      name: 'Unhashed Umbra',
      versions: [
        {
          files: [
            { name: 'unhashed_umbra.safetensors', bytes: 240_000, metadata: PRUNED_FP16, hashes: 'none' },
          ],
        },
      ],
    },
    sameNames: {
      name: 'Twin Lighthouse',
      type: 'Checkpoint',
      baseModel: 'Flux.1 D',
      downloads: 42_000,
      versions: [
        {
          name: 'v1.0',
          files: [
            {
              name: 'twin_lighthouse_fp16.safetensors',
              bytes: 1_200_000,
              tensorsOf: 'UNet',
              overrideName: 'twinLighthouse_v10.safetensors',
              metadata: PRUNED_FP16,
            },
            {
              name: 'twin_lighthouse_fp8.safetensors',
              bytes: 600_000,
              tensorsOf: 'UNet',
              overrideName: 'twinLighthouse_v10.safetensors',
              metadata: { format: 'SafeTensor', size: 'pruned', fp: 'fp8' },
            },
          ],
        },
      ],
    },
  });
}
