import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyWish } from '../../../shared/civitai/search';
import {
  nameBeingTyped,
  readSearchLine,
  readSearchWords,
  type SearchWords,
  writeSearchWords,
} from '../../../shared/civitai/search-line';

const words = (text: string, creator: string | null = null, tags: readonly string[] = []) => ({
  kind: 'words',
  text,
  creator,
  tags,
});
const model = (modelId: number, versionId: number | null = null) => ({ kind: 'model', modelId, versionId });
const version = (versionId: number) => ({ kind: 'version', versionId });
const hash = (hex: string) => ({ kind: 'hash', hash: hex });
const lookUps = (couldBeWords: boolean, ...asked: readonly object[]) => ({
  kind: 'lookUps',
  lookUps: asked,
  couldBeWords,
});

describe('readSearchLine', () => {
  it.each([
    ['fjord lights', words('fjord lights')],
    ['  fjord   lights ', words('fjord lights')],
    ['@mira', words('', 'mira')],
    ['#anime', words('', null, ['anime'])],
    ['#"film grain"', words('', null, ['film grain'])],
    ['#"film gra', words('', null, ['film gra'])],
    ['fjord @mira #anime lights #"film grain"', words('fjord lights', 'mira', ['anime', 'film grain'])],
    ['@mira @noor', words('', 'noor')],
    ['#Anime #anime', words('', null, ['Anime'])],
    // Signs in the middle of a word, and signs without a name, are no names.
    ['c# a@b @ #', words('c# a@b')],
    ['#""', words('')],
    ['', words('')],
    ['\u202egnp.\u0000exe', words('gnp. exe')],
  ])('%j is words', (line, meaning) => {
    expect(readSearchLine(line)).toEqual(meaning);
  });

  it.each([
    ['https://civitai.com/models/257749', model(257_749)],
    ['https://civitai.red/models/7/a-name?modelVersionId=9', model(7, 9)],
    ['https://www.civitai.green/models/7', model(7)],
    ['https://civitaired.com/models/7', model(7)],
    ['https://civitaic.com/models/7', model(7)],
    ['civitai.com/models/7', model(7)],
    ['https://civitai.com/api/v1/models/7', model(7)],
    ['urn:air:sdxl:lora:civitai:328553@368189', model(328_553, 368_189)],
    ['civitai:4384@128713', model(4384, 128_713)],
  ])('%j is a model', (line, meaning) => {
    expect(readSearchLine(line)).toEqual(meaning);
  });

  it.each([
    // An id may be a model's or a version's, so both are asked for.
    ['1234', lookUps(true, { kind: 'model', modelId: 1234 }, version(1234))],
    [
      '12345678',
      lookUps(true, { kind: 'model', modelId: 12_345_678 }, version(12_345_678), hash('12345678')),
    ],
    ['9999999999', lookUps(true, hash('9999999999'))],
    ['123456789012', lookUps(true, hash('123456789012'))],
    ['67ab2fd8', lookUps(true, hash('67AB2FD8'))],
    ['67ab2fd8ec', lookUps(true, hash('67AB2FD8EC'))],
    ['e3b0c44298fd', lookUps(true, hash('E3B0C44298FD'))],
    ['A'.repeat(64), lookUps(true, hash('A'.repeat(64)))],
    [`sha256:${'b'.repeat(64)}`, lookUps(false, hash('B'.repeat(64)))],
    ['crc32:85114a0d', lookUps(false, hash('85114A0D'))],
    ['https://civitai.com/api/download/models/290640?type=Model', lookUps(false, version(290_640))],
    ['https://civitai.com/model-versions/290640', lookUps(false, version(290_640))],
    ['https://civitai.com/api/v1/model-versions/by-hash/67ab2fd8ec', lookUps(false, hash('67AB2FD8EC'))],
  ])('%j has to be asked for', (line, meaning) => {
    expect(readSearchLine(line)).toEqual(meaning);
  });

  it.each([
    ['https://civitai.com/user/mira_tensor', words('', 'mira_tensor')],
    ['https://civitai.com/user/mira_tensor/models?sort=Newest', words('', 'mira_tensor')],
    ['https://civitai.com/tag/film%20grain', words('', null, ['film grain'])],
    ['https://civitai.com/models?tag=anime', words('', null, ['anime'])],
    ['https://civitai.com/search/models?query=fjord%20lights', words('fjord lights')],
  ])('%j is what that page shows', (line, meaning) => {
    expect(readSearchLine(line)).toEqual(meaning);
  });

  it('reads the link of a post', () => {
    expect(readSearchLine('https://civitai.com/posts/138779?x=1')).toEqual({
      kind: 'pictures',
      subject: { kind: 'post', postId: 138_779 },
    });
    expect(readSearchLine('https://civitai.com/images/77/a')).toEqual({
      kind: 'pictures',
      subject: { kind: 'image', imageId: 77 },
    });
  });

  it.each([
    'https://civitai.com/articles/12',
    'https://civitai.com/',
    'https://civitai.com/models/0',
    'https://civitai.com/posts/x',
    'https://civitai.com/user/%E0%A4%A',
    'civet://discover?colour=red',
    'civet://discover?type=LORA&type=LORA',
  ])('%j leads to nothing Civet can show', (line) => {
    expect(readSearchLine(line)).toEqual({ kind: 'strangeLink' });
  });

  it.each([
    'https://civitai.com.evil.example/models/12',
    'https://evil.example/?u=https://civitai.com/models/12',
    'http://127.0.0.1:4000/models/12',
    'civet://settings?theme=dark',
    '0',
    'abcdef',
  ])('%j is words, because it is no link of Civitai’s', (line) => {
    expect(readSearchLine(line)).toEqual(words(line));
  });

  it('reads a link that carries a search', () => {
    expect(readSearchLine(' civet://discover?type=LORA&q=fjord ')).toEqual({
      kind: 'wish',
      wish: { ...emptyWish, types: ['LORA'], text: 'fjord' },
    });
  });

  it('understands every line as something, and never more than may be asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (line) => {
        const meant = readSearchLine(line);
        if (meant.kind !== 'words') return;
        expect(meant.text.length).toBeLessThanOrEqual(200);
        expect(meant.tags.length).toBeLessThanOrEqual(20);
        expect(`${meant.text}${meant.creator}${meant.tags.join('')}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

/** Lines as somebody types them: words, names and signs in any order. */
const lines = fc
  .array(
    fc.oneof(
      fc.constantFrom('@', '#', '"', ' ', '@mira', '#"film grain"', '#anime', 'fjord', '\u202e', '\ud83d'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('writeSearchWords', () => {
  it('writes a line that is read as the same words', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const read: SearchWords = readSearchWords(line);
        expect(readSearchWords(writeSearchWords(read))).toEqual(read);
      }),
    );
  });

  it('puts names of several words into quotation marks', () => {
    expect(writeSearchWords({ text: 'fjord', creator: 'mira', tags: ['film grain', 'anime'] })).toBe(
      '@mira #"film grain" #anime fjord',
    );
  });
});

describe('nameBeingTyped', () => {
  it.each([
    ['@mi', 3, { kind: 'creator', text: 'mi', from: 0, to: 3 }],
    ['fjord #ani', 10, { kind: 'tag', text: 'ani', from: 6, to: 10 }],
    ['fjord #ani lights', 8, { kind: 'tag', text: 'ani', from: 6, to: 10 }],
    ['#"film gr', 9, { kind: 'tag', text: 'film gr', from: 0, to: 9 }],
    ['#', 1, { kind: 'tag', text: '', from: 0, to: 1 }],
    ['@mi fjord', 9, null],
    ['@mi fjord', 0, null],
    ['fjord', 3, null],
    ['a@b', 3, null],
  ])('%j with the cursor at %i', (line, caret, typed) => {
    expect(nameBeingTyped(line, caret)).toEqual(typed);
  });
});
