import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../../electron/core/bulk/read-list';

const SHA = '9ABA26ABDFCD46073E0A1D42027A3A3BCC969F562D58A03637BF0A0DED6586C9';
const entriesOf = (text: string) =>
  readList(text).flatMap(({ entries }) => entries.map(({ named }) => named));
const model = (modelId: number, versionId: number | null = null) => ({
  kind: 'model',
  modelId,
  versionId,
  fileId: null,
});

describe('a list that somebody pastes', () => {
  it.each([
    ['a link', 'https://civitai.com/models/328553/aurora?modelVersionId=368189', [model(328553, 368189)]],
    ['a link of another host', 'civitai.red/models/5', [model(5)]],
    ['an AIR', 'urn:air:sdxl:lora:civitai:328553@368189', [model(328553, 368189)]],
    ['a hash', SHA.toLowerCase(), [{ kind: 'hash', hash: SHA }]],
    ['a number', '328553', [{ kind: 'number', id: 328553, hash: null }]],
    ['digits that may be a hash', '12345678', [{ kind: 'number', id: 12345678, hash: '12345678' }]],
    [
      'a download link with wishes',
      'https://civitai.com/api/download/models/368189?type=Model&format=SafeTensor&fp=fp16',
      [
        {
          kind: 'version',
          versionId: 368189,
          fileId: null,
          untrustedWishes: ['SafeTensor', 'fp16'],
          untrustedType: 'Model',
        },
      ],
    ],
    [
      'numbers beside each other',
      '11, 22;33',
      [11, 22, 33].map((id) => ({ kind: 'number', id, hash: null })),
    ],
    ['sha256sum', `${SHA.toLowerCase()} *models/aurora 2000.safetensors`, [{ kind: 'hash', hash: SHA }]],
    [
      'a short hash in front of a name',
      '9ABA26ABDF aurora.safetensors',
      [{ kind: 'hash', hash: '9ABA26ABDF' }],
    ],
    ['Markdown', '- [ ] [Aurora](https://civitai.com/models/5) by somebody, 2024', [model(5)]],
    [
      'JSON',
      `  {"url": "https://civitai.com/models/5", "n": 7, "sha": "${SHA}"},`,
      [model(5), { kind: 'hash', hash: SHA }],
    ],
    ['a numbered list', '12. https://civitai.com/models/5', [model(5)]],
  ])('reads %s', (_what, text, expected) => {
    expect(entriesOf(text)).toEqual(expected);
  });

  it.each([
    ['a creator', '@aurora_maker', { creator: 'aurora_maker' }],
    ['the page of a creator', 'https://civitai.com/user/aurora_maker', { creator: 'aurora_maker' }],
    [
      'a link of Civet',
      'civet://discover?creator=aurora_maker&tag=style',
      { creator: 'aurora_maker', tags: ['style'] },
    ],
  ])('reads %s as everything it stands for', (_what, text, wish) => {
    expect(entriesOf(text)).toEqual([{ kind: 'search', wish: expect.objectContaining(wish) }]);
  });

  it.each([
    ['words', 'my favourite models from 2024'],
    ['a word that happens to be hex', 'add facade12 to the list'],
    ['a link elsewhere', 'https://example.org/models/5'],
    ['a post', 'https://civitai.com/posts/12'],
    ['a number that is too large', '99999999999999'],
    ['an address without a creator', 'somebody@example.org'],
  ])('finds nothing in %s, and says which line that was', (_what, text) => {
    expect(readList(`\n${text}`)).toEqual([{ line: 2, untrustedText: text, entries: [] }]);
  });

  it('passes over empty lines, remarks and brackets, and counts them', () => {
    const text = '# my list\r\n\r\n// for the new machine\n[\n5\n]\n';
    expect(readList(text)).toEqual([
      {
        line: 5,
        untrustedText: '5',
        entries: [{ untrustedText: '5', named: { kind: 'number', id: 5, hash: null } }],
      },
    ]);
  });

  it('reads a line to its end, however long it is', () => {
    const ids = Array.from({ length: 2_000 }, (_, at) => 1_234_000 + at);
    expect(entriesOf(JSON.stringify(ids))).toEqual(ids.map((id) => ({ kind: 'number', id, hash: null })));
  });

  it('shows of a link with a token everything but the token', () => {
    const [line] = readList(
      'take https://civitai.com/api/download/models/7?fileId=8&token=0123abc&x=1 please',
    );
    const shown = 'https://civitai.com/api/download/models/7?fileId=8&token=…&x=1';
    expect(line?.untrustedText).toBe(`take ${shown} please`);
    expect(line?.entries.map(({ untrustedText }) => untrustedText)).toEqual([shown]);
  });

  it('never throws and never gives more entries than there are parts', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        for (const { line, untrustedText, entries } of readList(text)) {
          expect(line).toBeGreaterThan(0);
          expect(untrustedText).not.toBe('');
          expect(entries.length).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('finds any link, AIR or whole hash among other text', () => {
    const reference = fc.oneof(
      fc.integer({ min: 1, max: 2_147_483_647 }).map((id) => `https://civitai.com/models/${id}`),
      fc.integer({ min: 1, max: 2_147_483_647 }).map((id) => `urn:air:sdxl:lora:civitai:${id}@7`),
      fc.stringMatching(/^[0-9A-F]{63}[A-F]$/),
    );
    const words = fc.stringMatching(/^(?:[g-z]{2,8} )*[g-z]{2,8}$/);
    fc.assert(
      fc.property(
        words,
        fc.array(reference, { minLength: 1, maxLength: 4 }),
        words,
        (before, named, after) => {
          expect(entriesOf(`${before} ${named.join(', ')} ${after}`)).toHaveLength(named.length);
        },
      ),
    );
  });
});
