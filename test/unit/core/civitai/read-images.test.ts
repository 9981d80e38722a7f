import { describe, expect, it } from 'vitest';
import { bitsUpTo, readImage } from '../../../../electron/core/civitai/read-images';
import { readCreator, readTag } from '../../../../electron/core/civitai/read-names';
import { wireImage } from '../../../../electron/core/civitai/wire-images';

const read = (part: Readonly<Record<string, unknown>>, isModelNsfw = false) =>
  readImage(wireImage.parse({ id: 1, url: 'https://image.example/a.jpeg', ...part }), isModelNsfw);

describe('bitsUpTo', () => {
  it.each([
    ['PG', 1],
    ['PG13', 3],
    ['R', 7],
    ['X', 15],
    ['XXX', 31],
  ] as const)('%s → %i', (limit, bits) => {
    expect(bitsUpTo(limit)).toBe(bits);
  });
});

describe('readImage', () => {
  it.each([
    ['a bit', { browsingLevel: 4, nsfwLevel: 'None' }, 'R'],
    ['a bit for what is blocked', { browsingLevel: 32 }, 'XXX'],
    ['no bit: nobody has rated it', { browsingLevel: 0, nsfwLevel: 'None' }, 'XXX'],
    ['the word None', { nsfwLevel: 'None', nsfw: false }, 'PG'],
    ['the word Soft', { nsfwLevel: 'Soft', nsfw: true }, 'PG13'],
    ['the word Mature', { nsfwLevel: 'Mature', nsfw: true }, 'R'],
    ['the word X, which stood for all above', { nsfwLevel: 'X', nsfw: true }, 'XXX'],
    ['a word that nobody knows', { nsfwLevel: 'Spicy' }, 'XXX'],
    ['a bit in place of the word', { nsfwLevel: 8 }, 'X'],
    ['only that it is safe', { nsfw: false }, 'PG'],
    ['only that it is not', { nsfw: true }, 'XXX'],
    ['nothing', {}, 'XXX'],
    ['nonsense', { browsingLevel: 'a', nsfwLevel: [], nsfw: {} }, 'XXX'],
  ])('takes its level from %s', (_name, part, level) => {
    expect(read(part)?.level).toBe(level);
    expect(read(part)?.picture.maturity).toBe(level);
  });

  it('counts as R at least when it belongs to an NSFW model', () => {
    expect(read({ browsingLevel: 1 }, true)?.level).toBe('R');
    expect(read({ browsingLevel: 16 }, true)?.level).toBe('XXX');
    expect(read({}, true)?.level).toBe('XXX');
  });

  it.each([
    ['video', { type: 'video' }, 'video'],
    ['an address that ends like one', { url: 'https://image.example/a.MP4' }, 'video'],
    ['image', { type: 'image' }, 'image'],
    ['a kind that nobody knows', { type: 'hologram' }, 'image'],
  ])('tells a video from a picture by %s', (_name, part, kind) => {
    expect(read(part)?.picture.kind).toBe(kind);
  });

  it.each([
    ['sound', { type: 'audio' }],
    ['no address', { url: 'not an address' }],
  ])('is nothing for %s', (_name, part) => {
    expect(read(part)).toBe(null);
  });

  it('says null of what it is not told, and of what cannot be', () => {
    expect(
      read({ width: -5, stats: { likeCount: -1 }, createdAt: 'soon', postId: 0, username: ' ' }),
    ).toMatchObject({
      creator: null,
      postId: null,
      createdAtMs: null,
      stats: { likes: null, hearts: null, laughs: null, cries: null, comments: null },
      picture: { width: null, height: null, blurhash: null },
      generation: null,
    });
  });

  it('names the versions that the service recognised, also when the maker told nothing', () => {
    const told = { resources: [{ type: 'lora', name: 'fjord', modelVersionId: 7 }] };
    const versionsOf = (part: Readonly<Record<string, unknown>>) =>
      read(part)?.generation?.resources.map(({ modelVersionId }) => modelVersionId);
    expect(versionsOf({ modelVersionIds: [7, 8, 'x'] })).toEqual([7, 8]);
    expect(versionsOf({ meta: told, modelVersionIds: [7, 8] })).toEqual([7, 8]);
  });
});

describe('readCreator and readTag', () => {
  it.each([null, {}, { username: null }, { username: '' }, { username: ' \u202e ' }, 'mira'])(
    'pass over a creator like %j',
    (entry) => {
      expect(readCreator(entry)).toBe(null);
    },
  );

  it.each([null, {}, { name: null }, { name: '\u0000' }, 7])('pass over a tag like %j', (entry) => {
    expect(readTag(entry)).toBe(null);
  });

  it('know a count only where there is one', () => {
    expect(readCreator({ username: 'mira' })?.item).toEqual({ username: 'mira', modelCount: null });
    expect(readCreator({ username: 'mira', modelCount: 3 })?.item.modelCount).toBe(3);
    expect(readTag({ name: 'style', modelCount: 'many' })?.item.modelCount).toBe(null);
    expect(readTag({ name: 'style', modelCount: -1 })?.item.modelCount).toBe(null);
  });
});
