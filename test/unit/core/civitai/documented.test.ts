import { describe, expect, it } from 'vitest';
import { emptySearch } from '../../../../shared/civitai/search';
import { ok } from '../../../../shared/result';
import { cannedCatalogue } from '../../../support/canned-answers';
import { documented } from '../../../support/documented';

// Expected values are those of the public document, written down by hand.

type SampleName = Parameters<typeof documented>[0];
const on = (name: SampleName) => cannedCatalogue(() => ok(documented(name)));

describe('the documented samples', () => {
  it('of /models', async () => {
    const page = await on('models').catalogue.search({ ...emptySearch, maturity: 'XXX' });
    expect(page).toMatchObject({
      ok: true,
      value: {
        items: [
          {
            id: 3036,
            name: 'CharTurner - Character Turnaround helper for 1.5 AND 2.1!',
            type: 'TextualInversion',
            downloadCount: 56206,
            likeCount: 7433,
            bestFile: { versionId: 9857, fileId: 9500, approximateBytes: 17_426 },
          },
        ],
        nextCursor: 'page:2',
        skippedCount: 0,
      },
    });
  });

  it('of /models/:id', async () => {
    const model = await on('model').catalogue.model(1102, 'XXX');
    expect(model).toMatchObject({
      ok: true,
      value: {
        id: 1102,
        name: 'SynthwavePunk',
        type: 'Checkpoint',
        maturity: 'PG',
        creator: 'justmaier',
        tags: ['punk'],
        downloadCount: 15347,
        licence: {
          isCreditRequired: false,
          allowsDerivatives: true,
          allowsDifferentLicence: true,
          commercialUse: ['Sell'],
        },
        versions: [{ id: 1144, name: 'V2' }, { id: 1292 }, { id: 1105 }],
      },
    });
    const first = model.ok ? model.value.versions[0] : undefined;
    expect(first).toMatchObject({
      baseModel: 'SD 1.5',
      publishedAt: Date.parse('2022-11-30T01:14:36.498Z'),
      triggerWords: ['snthwve style', 'nvinkpunk'],
      access: { kind: 'open' },
    });
    expect(first?.files[0]).toMatchObject({
      id: 196,
      untrustedName: 'synthwavepunk_v2.ckpt',
      approximateBytes: 2_132_674_738,
      format: 'PickleTensor',
      precision: 'fp16',
      sizeClass: 'pruned',
      hashes: {
        autoV1: '27EA8C02',
        autoV2: 'DC4C67171E',
        sha256: 'DC4C67171E2EB64B1A79DA7FDE1CB3FCBEF65364B12C8F5E30A0141FD8C88233',
        crc32: 'A72626DB',
        blake3: '02B54CF802A83AEE4DC531E13DA29EEA6DD26FAFFB73E706A0B073FA2304A8F9',
        autoV3: null,
      },
      pickleScan: 'success',
      isPrimary: true,
    });
    // "nsfw: true" of a picture says no more than that it is not safe.
    expect(first?.pictures[0]?.maturity).toBe('XXX');
  });

  it('of /model-versions/:id', async () => {
    const { catalogue, asked } = on('version');
    const found = await catalogue.findVersion(1318);
    expect(found).toMatchObject({ ok: true, value: { modelId: 1244, versionId: 1318 } });
    expect(found.ok && found.value.files.map(({ id, approximateBytes }) => [id, approximateBytes])).toEqual([
      [289, 2_607_528_931],
    ]);
    expect(asked).toEqual([{ path: '/api/v1/model-versions/1318', params: [] }]);
  });

  it('of /images', async () => {
    const page = await on('images').gallery.images({
      subject: { kind: 'post', postId: 138779 },
      sort: 'Newest',
      period: 'AllTime',
      maturity: 'PG',
      cursor: null,
    });
    expect(page).toMatchObject({
      ok: true,
      value: {
        items: [
          {
            id: 469632,
            creator: 'Cooler_Rider',
            postId: 138779,
            createdAtMs: Date.parse('2023-04-11T15:33:12.500Z'),
            level: 'PG',
            stats: { likes: 0, hearts: 0, laughs: 0, cries: 0, comments: 0 },
            picture: {
              kind: 'image',
              width: 1024,
              height: 1536,
              blurhash: 'UKHU@6H?_ND*_3M{t84o^+%MD%xuXSxasAt7',
            },
            generation: {
              sampler: 'DPM++ SDE Karras',
              steps: 35,
              cfgScale: 7,
              seed: '234871805',
              clipSkip: 2,
              size: '512x768',
              modelName: 'Meina',
              negativePrompt: '(worst quality, low quality, extra digits:1.3), easynegative,',
            },
          },
        ],
        nextCursor: '101',
        skippedCount: 0,
      },
    });
    const facts = page.ok ? page.value.items[0]?.generation : null;
    expect(facts?.fields.map(({ name }) => name)).toEqual([
      'Size',
      'seed',
      'Model',
      'steps',
      'prompt',
      'sampler',
      'cfgScale',
      'Clip skip',
      'Hires upscale',
      'Hires upscaler',
      'negativePrompt',
      'Denoising strength',
    ]);
    expect(facts?.text.split('\n').at(-1)).toBe(
      'Steps: 35, Sampler: DPM++ SDE Karras, CFG scale: 7, Seed: 234871805, Size: 512x768, Model: Meina, ' +
        'Clip skip: 2, Hires upscale: 2, Hires upscaler: 4x-AnimeSharp, Denoising strength: 0.4',
    );
  });

  it('of /creators and /tags', async () => {
    expect(await on('creators').names.creators('', null)).toMatchObject({
      ok: true,
      value: { items: [{ username: 'Civitai', modelCount: 848 }], nextCursor: 'page:2', skippedCount: 0 },
    });
    expect(await on('tags').names.tags('', null)).toMatchObject({
      ok: true,
      value: { items: [{ name: 'Pepe Larraz', modelCount: 1 }], nextCursor: 'page:2', skippedCount: 0 },
    });
  });
});
