import { describe, expect, it } from 'vitest';
import {
  maturityOfModel,
  maturityOfPicture,
  readAccess,
  readCommercialUse,
  readFile,
  readHashes,
} from '../../../electron/core/civitai/read-model';
import { searchParams } from '../../../electron/core/civitai/search-params';
import { wireFile, wireModel, wirePicture, wireVersion } from '../../../electron/core/civitai/wire';
import { emptySearch } from '../../../shared/civitai/search';

describe('wireModel', () => {
  it('reads a model of which only the id is known', () => {
    expect(wireModel.parse({ id: 7 })).toMatchObject({ id: 7, tags: [], modelVersions: [] });
  });
  it('reads tags as words and as objects, and leaves out what is neither', () => {
    expect(wireModel.parse({ id: 7, tags: ['a', { name: 'b' }, 3, null] }).tags).toEqual(['a', 'b']);
  });
  it('leaves out one broken file instead of the whole model', () => {
    const model = wireModel.parse({
      id: 7,
      modelVersions: [{ id: 1, files: [{ id: 'x' }, { id: 2, name: 'a' }] }],
    });
    expect(model.modelVersions[0]?.files.map((file) => file.id)).toEqual([2]);
  });
  it('survives members of the wrong type everywhere', () => {
    const model = wireModel.parse({
      id: 7,
      name: 5,
      stats: 'x',
      creator: [],
      nsfw: 'maybe',
      modelVersions: {},
      tags: 'a',
    });
    expect(model).toMatchObject({ id: 7, name: null, stats: null, nsfw: null, modelVersions: [], tags: [] });
  });
  it('refuses a model without an id', () => {
    expect(wireModel.safeParse({ name: 'x' }).success).toBe(false);
  });
});

describe('readFile', () => {
  const read = (file: object) => readFile(wireFile.parse({ id: 1, ...file }));
  it.each([{ sizeKB: 17.017578125 }, { sizeKb: 17.017578125 }])('reads the size from %o', (file) => {
    expect(read(file).approximateBytes).toBe(17_426);
  });
  it('does not know a size that is missing', () => {
    expect(read({}).approximateBytes).toBe(null);
  });
  it('prefers the name that the creator gave instead of the uploaded one', () => {
    expect(read({ name: 'a.pt', overrideName: 'b.pt' }).untrustedName).toBe('b.pt');
  });
  it('takes an unknown scan result for what it is', () => {
    expect(read({ pickleScanResult: 'Glorious' }).pickleScan).toBe('unknown');
  });
});

describe('readHashes', () => {
  it('reads keys in any case, values in any case', () => {
    expect(readHashes({ Blake3: 'a'.repeat(64), sha256: 'b'.repeat(64) })).toMatchObject({
      blake3: 'A'.repeat(64),
      sha256: 'B'.repeat(64),
    });
  });
  it('drops what is no hash of that kind', () => {
    expect(readHashes({ SHA256: 'nope', AutoV2: 'ABCDEF01234', CRC32: null })).toMatchObject({
      sha256: null,
      autoV2: null,
      crc32: null,
    });
  });
  it('compares the long form of AutoV3 by its first twelve digits', () => {
    expect(readHashes({ AutoV3: `0123456789ab${'c'.repeat(52)}` }).autoV3).toBe('0123456789AB');
  });
});

describe('maturity', () => {
  const picture = (more: object) => wirePicture.parse({ url: 'https://x.example/a.jpeg', ...more });
  it.each([
    [{ nsfwLevel: 1 }, false, 'PG'],
    [{ nsfwLevel: 16 }, false, 'XXX'],
    [{ nsfwLevel: 32 }, false, 'XXX'],
    [{ nsfwLevel: 'Soft' }, false, 'PG13'],
    [{ nsfw: 'Mature' }, false, 'R'],
    [{ nsfw: true }, false, 'XXX'],
    [{ nsfwLevel: 0 }, false, 'XXX'],
    [{ nsfwLevel: 'X' }, false, 'XXX'],
    [{ nsfwLevel: 1 }, true, 'R'],
    [{ nsfwLevel: 8 }, true, 'X'],
    [{ nsfw: false }, false, 'PG'],
    [{ nsfw: false }, true, 'R'],
    [{}, true, 'XXX'],
    [{}, false, 'PG'],
    [{ nsfwLevel: 'Brandnew' }, false, 'XXX'],
  ] as const)('a picture with %o of a model with nsfw %s is %s', (more, isModelNsfw, expected) => {
    expect(maturityOfPicture(picture(more), isModelNsfw)).toBe(expected);
  });
  it.each([
    [{ nsfwLevel: 31 }, 'PG'],
    [{ nsfwLevel: 28 }, 'R'],
    [{ nsfwLevel: 31, nsfw: true }, 'R'],
    [{ nsfwLevel: 24, nsfw: true }, 'X'],
    [{ nsfw: true }, 'R'],
    [{}, 'PG'],
  ] as const)('a model with %o is %s', (more, expected) => {
    expect(maturityOfModel(wireModel.parse({ id: 1, ...more }))).toBe(expected);
  });
});

describe('readAccess', () => {
  const now = Date.parse('2026-06-01T00:00:00Z');
  const access = (more: object) => readAccess(wireVersion.parse({ id: 1, ...more }), now);
  it.each([
    [{}, { kind: 'open' }],
    [{ usageControl: 'Download' }, { kind: 'open' }],
    [{ usageControl: 'Generation' }, { kind: 'downloadsDisabled' }],
    [{ paidAccess: { permanent: true, endsAt: null } }, { kind: 'paid' }],
    [
      { paidAccess: { permanent: false, endsAt: '2026-06-02T00:00:00Z' } },
      { kind: 'earlyAccess', untilMs: now + 86_400_000 },
    ],
    [{ earlyAccessDeadline: '2026-05-01T00:00:00Z' }, { kind: 'open' }],
    [{ availability: 'EarlyAccess' }, { kind: 'earlyAccess', untilMs: null }],
  ])('%o → %o', (more, expected) => {
    expect(access(more)).toEqual(expected);
  });
});

describe('readCommercialUse', () => {
  it.each([
    ['Sell', ['Sell']],
    ['None', []],
    ['{}', []],
    ['{Image,RentCivit,Rent}', ['Image', 'RentCivit', 'Rent']],
    [
      ['Image', 'Rent'],
      ['Image', 'Rent'],
    ],
    [null, null],
  ])('%o → %o', (value, expected) => {
    expect(readCommercialUse(value)).toEqual(expected);
  });
});

describe('searchParams', () => {
  it('repeats the key of a list, since a comma would make one unknown value', () => {
    const params = searchParams({ ...emptySearch, types: ['LORA', 'LoCon'], baseModels: ['Pony'] });
    expect(params.filter(([name]) => name === 'types' || name === 'baseModels')).toEqual([
      ['types', 'LORA'],
      ['types', 'LoCon'],
      ['baseModels', 'Pony'],
    ]);
  });
  it('never sends page, and sends neither an empty query nor an absent cursor', () => {
    expect(searchParams(emptySearch).map(([name]) => name)).toEqual(['limit', 'sort', 'period', 'nsfw']);
  });
  it('sends the page that the old dialect named', () => {
    expect(searchParams({ ...emptySearch, cursor: 'page:3' })).toContainEqual(['page', '3']);
  });
  it('asks for nothing above PG unless the user has chosen so', () => {
    expect(searchParams(emptySearch)).toContainEqual(['nsfw', 'false']);
    expect(searchParams({ ...emptySearch, maturity: 'R' })).toContainEqual(['nsfw', 'true']);
  });
});
