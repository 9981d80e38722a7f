import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHaveSidecars, sidecarStem } from '../../../../electron/core/sidecars/facts';
import { isTable, type JsonTable } from '../../../../electron/core/sidecars/json-table';
import { mergeSidecar, sidecarName } from '../../../../electron/core/sidecars/merge-sidecar';
import { SIDECAR_DIALECTS, type SidecarDialect } from '../../../../shared/sidecars';
import { someFacts } from './some-facts';

function textOf(dialect: SidecarDialect, existing: string | null, change = {}): string {
  const merged = mergeSidecar(dialect, existing, someFacts(change));
  if (!merged.ok) throw new Error(merged.error);
  return merged.value;
}
const merged = (dialect: SidecarDialect, existing: unknown, change = {}): unknown =>
  JSON.parse(textOf(dialect, existing === null ? null : JSON.stringify(existing), change));

describe('names', () => {
  it.each([
    ['a1111', 'aurora.v2.json'],
    ['civitaiInfo', 'aurora.v2.civitai.info'],
    ['cmInfo', 'aurora.v2.cm-info.json'],
    ['loraManager', 'aurora.v2.metadata.json'],
    ['swarm', 'aurora.v2.swarm.json'],
  ] as const)('%s stands beside the model as %s', (dialect, name) => {
    expect(sidecarName(sidecarStem('aurora.v2.safetensors'), dialect)).toBe(name);
  });

  it.each([
    ['a.safetensors', true],
    ['a.GGUF', true],
    ['a.pt', true],
    ['a.json', false],
    ['a.yaml', false],
    ['a.zip', false],
    ['a.png', false],
  ])('%s may have sidecars: %s', (name, may) => {
    expect(mayHaveSidecars(name)).toBe(may);
  });
});

describe('A1111 .json', () => {
  it('says in its own words what is known', () => {
    expect(merged('a1111', null)).toEqual({
      description: 'Soft light & fog.\n\nUse 0.8',
      'sd version': 'SDXL',
      'activation text': 'aurora style, fog',
      'preferred weight': 0,
      'negative text': '',
      notes: '',
    });
  });

  it.each([
    ['SD 1.5', 'SD1'],
    ['SD 2.1 768', 'SD2'],
    ['SD 3.5 Large', 'SD3'],
    ['SDXL 1.0', 'SDXL'],
    ['Pony', 'SDXL'],
    ['NoobAI', 'SDXL'],
    ['Flux.1 D', 'Unknown'],
    [null, 'Unknown'],
  ])('%s is %s there', (baseModel, word) => {
    const { version } = someFacts();
    expect(merged('a1111', null, { version: { ...version, baseModel } })).toMatchObject({
      'sd version': word,
    });
  });

  it('keeps what people wrote, and fills in what they left empty', () => {
    const own = {
      notes: 'best at 0.7',
      'preferred weight': 0.7,
      'activation text': 'my words',
      description: '',
      'sd version': 'Unknown',
      'something else': { a: [1] },
    };
    expect(merged('a1111', own)).toEqual({
      ...own,
      description: 'Soft light & fog.\n\nUse 0.8',
      'sd version': 'SDXL',
      'negative text': '',
    });
    expect(merged('a1111', { 'sd version': 'SD1' })).toMatchObject({ 'sd version': 'SD1' });
  });
});

describe('.civitai.info', () => {
  it('is the answer of the service, with everything in it', () => {
    const untrustedVersion = {
      id: 22,
      modelId: 11,
      trainedWords: ['fog'],
      images: [{ meta: { seed: 5 } }],
      air: 'urn:air',
    };
    expect(merged('civitaiInfo', null, { untrustedVersion })).toMatchObject(untrustedVersion);
    expect(textOf('civitaiInfo', null, { untrustedVersion })).toMatch(/^\{\n {4}"id": 22,/);
  });

  it('takes the place of a mark that nothing was found, and keeps what other tools added', () => {
    expect(merged('civitaiInfo', {})).toMatchObject({
      id: 22,
      modelId: 11,
      model: { name: 'Aurora Style', type: 'LORA', nsfw: true },
      files: [{ id: 33, hashes: { SHA256: 'AB'.repeat(32) } }],
    });
    const extensions = { sd_civitai_helper: { version: '1.8' } };
    expect(merged('civitaiInfo', { extensions, id: 1 })).toMatchObject({ extensions, id: 22 });
  });

  it('loses nothing to the little that Civet knows when the service could not be asked', () => {
    const rich = {
      id: 22,
      modelId: 11,
      description: '<p>of this version</p>',
      trainedWords: ['my word'],
      model: { name: 'Aurora', description: '<p>long</p>', tags: ['a'], allowDerivatives: false },
      files: [{ id: 33, hashes: { SHA256: 'AB'.repeat(32), AutoV2: 'ABAB' } }, { id: 34 }],
    };
    expect(merged('civitaiInfo', rich)).toMatchObject(rich);
    expect(merged('loraManager', { civitai: rich })).toMatchObject({
      civitai: { description: rich.description, files: rich.files, model: { allowDerivatives: false } },
    });
    const ofAnother = { ...rich, id: 21 };
    expect(merged('civitaiInfo', ofAnother)).toMatchObject({
      id: 22,
      trainedWords: ['aurora style', 'fog'],
      files: [{ id: 33, hashes: { SHA256: 'AB'.repeat(32) } }],
    });
  });

  it('keeps the words that somebody added, once, beside those of the answer', () => {
    const untrustedVersion = { id: 22, trainedWords: ['fog', { odd: 1 }], model: { name: 'Aurora' } };
    const own = { id: 22, trainedWords: ['mine', 'fog'], model: { tags: ['a'] } };
    expect(merged('civitaiInfo', own, { untrustedVersion })).toMatchObject({
      trainedWords: ['mine', 'fog'],
      model: { name: 'Aurora', tags: ['a'] },
    });
    const once = textOf('civitaiInfo', null, { untrustedVersion });
    expect(textOf('civitaiInfo', once, { untrustedVersion })).toBe(once);
  });
});

describe('.cm-info.json', () => {
  it('is what Stability Matrix reads, with numbers where it takes no words and nothing where it takes no null', () => {
    expect(merged('cmInfo', null)).toEqual({
      ModelId: 11,
      ModelName: 'Aurora Style',
      ModelDescription: someFacts().model.untrustedDescription,
      Nsfw: true,
      Tags: ['style', 'light'],
      ModelType: 'LORA',
      VersionId: 22,
      VersionName: 'v2.0',
      AuthorUsername: 'mira_tensor',
      BaseModel: 'Illustrious',
      RemoteFileName: 'Aurora Style.safetensors',
      RemoteFileId: 33,
      FileMetadata: { format: 'SafeTensor' },
      ImportedAt: '2026-11-23T08:30:15.250+00:00',
      Hashes: { SHA256: 'AB'.repeat(32), CRC32: '85114A0D', BLAKE3: 'CD'.repeat(32) },
      TrainedWords: ['aurora style', 'fog'],
      Stats: {
        favoriteCount: 0,
        commentCount: 0,
        downloadCount: 0,
        ratingCount: 0,
        rating: 0,
        thumbsUpCount: 12,
      },
      ThumbnailImageUrl: 'https://image.civitai.com/x/original=true/1.jpeg',
      Source: 0,
    });
    const { model } = someFacts();
    const unknown = { model: { ...model, downloadCount: null, likeCount: null } };
    expect(merged('cmInfo', null, unknown)).not.toHaveProperty('Stats');
  });

  it('keeps what the user set there, and when the file came', () => {
    const own = {
      ImportedAt: '2024-01-01T00:00:00+01:00',
      UserTitle: 'my aurora',
      ThumbnailImageUrl: 'mine.png',
      InferenceDefaults: { Sampler: { Name: 'euler' }, Steps: 20 },
      Future: true,
    };
    expect(merged('cmInfo', { ...own, ModelName: 'old name' })).toMatchObject({
      ...own,
      ModelName: 'Aurora Style',
    });
  });

  it('keeps the hashes and numbers that Civet does not know, unless they are of other bytes', () => {
    const { target } = someFacts();
    const unknown = { target: { ...target, hashes: { ...target.hashes, blake3: null } } };
    const own = {
      Hashes: { SHA256: 'ab'.repeat(32), BLAKE3: 'CD', AutoV2: 'ABAB' },
      FileMetadata: { fp: 'fp16' },
      Stats: { rating: 4.5, ratingCount: 3, downloadCount: 900, thumbsUpCount: 1 },
    };
    expect(merged('cmInfo', own, unknown)).toMatchObject({
      Hashes: { SHA256: 'AB'.repeat(32), BLAKE3: 'CD', AutoV2: 'ABAB' },
      FileMetadata: { fp: 'fp16', format: 'SafeTensor' },
      Stats: { rating: 4.5, ratingCount: 3, downloadCount: 900, thumbsUpCount: 12, favoriteCount: 0 },
    });
    const other = { ...own, Hashes: { ...own.Hashes, SHA256: 'EF'.repeat(32) } };
    expect(merged('cmInfo', other, unknown)).toMatchObject({
      Hashes: { SHA256: 'AB'.repeat(32), CRC32: '85114A0D' },
      FileMetadata: { format: 'SafeTensor' },
    });
    expect(textOf('cmInfo', JSON.stringify(other), unknown)).not.toMatch(/AutoV2|BLAKE3|"fp"/);
  });
});

describe('.metadata.json', () => {
  it('is what LoRA Manager reads', () => {
    expect(merged('loraManager', null)).toMatchObject({
      file_name: 'aurora.v2',
      model_name: 'Aurora Style',
      file_path: 'C:/models/loras/aurora.v2.safetensors',
      size: 228_452_544,
      modified: 1_795_422_615.25,
      sha256: 'ab'.repeat(32),
      base_model: 'Illustrious',
      preview_url: 'C:/models/loras/aurora.v2.preview.jpg',
      preview_nsfw_level: 2,
      notes: '',
      from_civitai: true,
      tags: ['style', 'light'],
      metadata_source: 'civitai_api',
      hash_status: 'completed',
      autov3: 'e0f1a2b3c4d5',
      usage_tips: '{}',
      civitai: {
        id: 22,
        modelId: 11,
        trainedWords: ['aurora style', 'fog'],
        model: { name: 'Aurora Style', type: 'LORA', tags: ['style', 'light'] },
        creator: { username: 'mira_tensor' },
      },
    });
    expect(merged('loraManager', null)).not.toHaveProperty('model_type');
  });

  it.each([
    ['checkpoint', 'checkpoint'],
    ['diffusionModel', 'diffusion_model'],
    ['embedding', 'embedding'],
  ])('a %s is a %s there, without tips', (kind, word) => {
    const table = merged('loraManager', null, { kind });
    expect(table).toMatchObject({ model_type: word });
    expect(table).not.toHaveProperty('usage_tips');
  });

  it('says nothing of a hash that nobody knows', () => {
    const { target } = someFacts();
    const hashes = { ...target.hashes, autoV3: null };
    expect(merged('loraManager', null, { target: { ...target, hashes } })).not.toHaveProperty('autov3');
  });

  it('keeps what people wrote, their words and pictures too', () => {
    const own = {
      notes: 'mine',
      favorite: true,
      usage_tips: '{"strength":0.6}',
      tags: ['own tag'],
      model_name: 'My name',
      modified: 1_700_000_000.5,
      preview_url: 'C:/mine.png',
      preview_nsfw_level: 8,
      unknown_thing: [1, { a: null }],
    };
    const table = merged('loraManager', {
      ...own,
      file_path: 'D:/old/place.safetensors',
      civitai: { trainedWords: ['my word', 'fog'], customImages: [{ id: 'x' }], creator: { image: 'y.png' } },
    });
    expect(table).toMatchObject({
      ...own,
      file_path: 'C:/models/loras/aurora.v2.safetensors',
      civitai: {
        trainedWords: ['my word', 'fog', 'aurora style'],
        customImages: [{ id: 'x' }],
        creator: { image: 'y.png', username: 'mira_tensor' },
      },
    });
  });
});

describe('.swarm.json', () => {
  it('is what SwarmUI reads in front of a header', () => {
    expect(merged('swarm', null)).toEqual({
      'modelspec.title': 'Aurora Style - v2.0',
      'modelspec.author': 'mira_tensor',
      'modelspec.description': 'Soft light & fog.\n\nUse 0.8',
      'modelspec.trigger_phrase': 'aurora style, fog',
      'modelspec.tags': 'style, light',
      'modelspec.date': '2026-05-31',
    });
  });

  it('keeps what was edited there', () => {
    const own = { 'modelspec.title': 'Mine', 'modelspec.thumbnail': 'data:image/jpeg;base64,AA' };
    expect(merged('swarm', own)).toMatchObject(own);
  });
});

describe.each(SIDECAR_DIALECTS)('%s, whatever is there', (dialect) => {
  it.each([
    ['a list', '[1, 2]'],
    ['a word', '"text"'],
    ['null', 'null'],
    ['half a file', '{"notes": "prec'],
    ['a web page', '<html></html>'],
    ['a number that is none', '{"a": 01}'],
    ['too deep', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
  ])('leaves %s alone', (_name, text) => {
    expect(mergeSidecar(dialect, text, someFacts())).toEqual({ ok: false, error: 'unreadable' });
  });

  it.each([null, '', ' \n', '\ufeff', '\ufeff{}'])('begins anew where %j stands', (text) => {
    expect(mergeSidecar(dialect, text, someFacts())).toEqual(mergeSidecar(dialect, '{}', someFacts()));
  });

  it('carries numbers of other programs through as they were written', () => {
    const text =
      '{"big": 18446744073709551615, "float": 1.0, "small": 1e-7, "minus": -0, "said": "\\u0000#x 1.0"}';
    const after = textOf(dialect, text);
    for (const part of ['18446744073709551615', '"float": 1.0', '"small": 1e-7', '"minus": -0'])
      expect(after).toContain(part);
    expect(JSON.parse(after)).toMatchObject({ said: '\u0000#x 1.0' });
  });

  it('takes names that mean something to JavaScript as names', () => {
    const after = textOf(dialect, '{"__proto__": {"polluted": true}, "constructor": 1, "toString": "x"}', {
      untrustedVersion: JSON.parse('{"id": 22, "__proto__": {"polluted": true}}'),
    });
    expect(after).toContain('"__proto__"');
    expect(after).toContain('"toString": "x"');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('changes nothing when it is merged once more, and keeps every member it does not have itself, inside too', () => {
    const ours: JsonTable = JSON.parse(textOf(dialect, null));
    fc.assert(
      fc.property(tablesLike(ours), (existing) => {
        const once = textOf(dialect, JSON.stringify(existing));
        expect(textOf(dialect, once)).toBe(once);
        expectKept(JSON.parse(JSON.stringify(existing)), JSON.parse(once), ours);
      }),
      { numRuns: 200 },
    );
  });
});

/** Anything, also in the tables that the dialect has itself. */
function tablesLike(ours: JsonTable): fc.Arbitrary<JsonTable> {
  const inner = Object.entries(ours).flatMap(([name, value]) =>
    isTable(value) ? [[name, tablesLike(value)] as const] : [],
  );
  return fc
    .tuple(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.record(Object.fromEntries(inner), { requiredKeys: [] }),
    )
    .map(([others, tables]) => ({ ...others, ...tables }));
}

function expectKept(before: JsonTable, after: JsonTable, ours: JsonTable): void {
  for (const [name, value] of Object.entries(before)) {
    const own = Object.hasOwn(ours, name) ? ours[name] : undefined;
    const now = after[name];
    if (isTable(value) && isTable(own) && isTable(now)) expectKept(value, now, own);
    else if (!Object.hasOwn(ours, name)) expect(now).toEqual(value);
  }
}
