// @ts-check
/** @import { CreatorRecord } from './types.mjs' */
import { FROGGY_STYLE, SYNTHWAVE_PUNK } from './documented-checkpoints.mjs';
import {
  documentedCkpt,
  documentedImage,
  documentedModel,
  documentedStats,
  documentedVersion,
} from './documented-forms.mjs';

/**
 * The samples printed in the public REST documentation, with their ids, names, sizes and hashes. Prose
 * and prompts are our own. Nobody here has the files, so the storage serves other bytes of exactly the
 * printed size, and their hashes differ from the printed ones.
 */

const CHAR_TURNER = documentedModel({
  id: 3036,
  name: 'CharTurner - Character Turnaround helper for 1.5 AND 2.1!',
  description:
    '<h1>CharTurner</h1><p>Shows one figure from <strong>several sides</strong> in one picture.</p><ul><li><p>Wide pictures give more turns.</p></li><li><p>Keep the high-resolution pass on.</p></li></ul>',
  type: 'TextualInversion',
  creator: 'mousewrites',
  tags: ['character', 'consistent character', 'turnaround', 'model sheet'],
  commercialUse: ['Rent'],
  stats: documentedStats(56206, 7433, 236, 56, 4.63),
  versions: [
    documentedVersion({
      id: 9857,
      modelId: 3036,
      name: 'CharTurner V2 - For 2.1',
      createdAt: '2023-02-12T22:44:01.442Z',
      updatedAt: '2023-03-15T18:58:13.476Z',
      trainedWords: ['21charturnerv2'],
      baseModel: 'SD 2.1',
      description: '<p>The second try, for 2.1. Works well with a negative embedding.</p>',
      downloadCount: 25874,
      ratingCount: 7,
      rating: 4.29,
      files: [
        documentedCkpt({
          id: 9500,
          versionId: 9857,
          name: '21charturnerv2.pt',
          sizeKB: 17.017578125,
          size: 'full',
          scannedAt: '2023-02-12T22:45:53.210Z',
          hashes:
            '- F253ABB016C22DD426D6E482F4F8C3960766DE6E4C02F151478BFB98F6985383 F500AADD E7163C1A3F6B135A3E473CDD749BC1E6F4ED2D1AB43FEB1ACC4BEB1E5C205260',
        }),
      ],
      images: [
        documentedImage({
          id: 96744,
          uuid: 'd197481b-1c21-4c14-c7fd-708f838a1000',
          name: '96744',
          printedParams: 'width=450',
          nsfwBit: 1,
          width: 1238,
          height: 1293,
          blurHash: 'UAEVA;?]JoR6+^OaNxxC^jXSWXjF?G$~s.WY',
          meta: null,
          username: 'mousewrites',
          modelVersionIds: [9857],
          baseModel: 'SD 2.1',
        }),
      ],
    }),
  ],
});

export const DOCUMENTED_MODELS = Object.freeze([CHAR_TURNER, SYNTHWAVE_PUNK, FROGGY_STYLE]);

export const DOCUMENTED_IMAGES = Object.freeze([
  documentedImage({
    id: 469632,
    uuid: 'cc5caabb-e05f-4976-ff3c-7058598c4e00',
    name: 'cc5caabb-e05f-4976-ff3c-7058598c4e00',
    printedParams: 'width=1024',
    nsfwBit: 1,
    width: 1024,
    height: 1536,
    blurHash: 'UKHU@6H?_ND*_3M{t84o^+%MD%xuXSxasAt7',
    createdAt: '2023-04-11T15:33:12.500Z',
    postId: 138779,
    username: 'Cooler_Rider',
    meta: {
      Size: '512x768',
      seed: 234871805,
      Model: 'Meina',
      steps: 35,
      prompt: 'a street in green light, one figure, wide view',
      sampler: 'DPM++ SDE Karras',
      cfgScale: 7,
      'Clip skip': '2',
      'Hires upscale': '2',
      'Hires upscaler': '4x-AnimeSharp',
      negativePrompt: 'low quality',
      'Denoising strength': '0.4',
    },
  }),
]);

/** @type {readonly CreatorRecord[]} */
export const DOCUMENTED_CREATORS = Object.freeze([
  { username: 'Civitai', id: 1, avatar: null, printedModelCount: 848 },
  { username: 'mousewrites', id: 2, avatar: 'bdfe115f-4430-4ee7-31bc-eff38f86c500' },
  { username: 'justmaier', id: 3, avatar: '6046154e-6d32-4500-8772-602edb4a4600' },
  { username: 'Cooler_Rider', id: 4, avatar: null },
]);

/** Tags the documentation prints that no documented model carries, with their printed counts. */
export const DOCUMENTED_TAGS = Object.freeze([{ name: 'Pepe Larraz', modelCount: 1 }]);
