import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanFileName,
  cleanFolderName,
  collisionKey,
  partFileName,
  splitExtension,
} from '../../../../electron/core/naming/file-name';
import { type NamedTarget, nameFor } from '../../../../electron/core/naming/template';
import { readTemplate, TEMPLATE_TOKENS } from '../../../../shared/naming';
import { targetOf } from '../../../support/queue-bench';

const target: NamedTarget = {
  ...targetOf('Aurora Style', 7, 1_000, {
    versionName: 'v2.0 (final)',
    modelType: 'LORA',
    baseModel: 'Flux.1 D',
    creator: 'mira_tensor',
    publishedAtMs: Date.UTC(2024, 4, 31, 23, 30),
    firstTag: 'light',
  }),
  modelId: 11,
  versionId: 22,
  fileId: 33,
  file: {
    untrustedName: 'aurora-v2.safetensors',
    type: 'Model',
    format: 'SafeTensor',
    precision: 'fp16',
    sizeClass: 'pruned',
    approximateBytes: 1_000,
  },
};
const named = (file: string, folder = '', change: Partial<NamedTarget> = {}) =>
  nameFor({ ...target, ...change }, { file, folder });

describe('nameFor', () => {
  it('keeps the name that Civitai gives while there is no template', () => {
    expect(named('')).toEqual({ subfolders: [], fileName: 'aurora-v2.safetensors', changes: [] });
  });

  it.each([
    ['model', 'Aurora Style'],
    ['version', 'v2.0 (final)'],
    ['creator', 'mira_tensor'],
    ['base', 'Flux.1 D'],
    ['type', 'LORA'],
    ['tag', 'light'],
    ['file', 'aurora-v2'],
    ['precision', 'fp16'],
    ['format', 'SafeTensor'],
    ['size', 'pruned'],
    ['date', '2024-05-31'],
    ['hash', 'AAAAAAAAAA'],
    ['model-id', '11'],
    ['version-id', '22'],
    ['file-id', '33'],
  ])('{%s} is %s', (token, value) => {
    expect(named(`{${token}}`).fileName).toBe(`${value}.safetensors`);
    expect(named('', `{${token}}`).subfolders).toEqual([value]);
  });

  it.each([
    ['{model} - {version}', {}, 'Aurora Style - v2.0 (final).safetensors'],
    ['{model}.safetensors', {}, 'Aurora Style.safetensors'],
    [
      '{model} - {precision} - {hash}',
      { file: { ...target.file, precision: null } },
      'Aurora Style - AAAAAAAAAA.safetensors',
    ],
    ['{creator} - {model}', { creator: null }, 'Aurora Style.safetensors'],
    ['{model} [{precision}]', { file: { ...target.file, precision: null } }, 'Aurora Style.safetensors'],
    ['{creator|someone} - {model}', { creator: null }, 'someone - Aurora Style.safetensors'],
    ['{model}', { file: { ...target.file, untrustedName: 'config.yaml' } }, 'Aurora Style.yaml'],
    ['{model}', { modelName: 'setup.exe' }, 'setup.exe.safetensors'],
    ['{model}', { modelName: '../../etc/passwd' }, '_.._etc_passwd.safetensors'],
    ['{model}', { modelName: 'A: the story' }, 'A_ the story.safetensors'],
    ['{model}', { modelName: 'con' }, '_con.safetensors'],
    ['{model}', { modelName: 'gpj.\u202etxe' }, 'gpj.txe.safetensors'],
  ] as const)('%s with %j → %s', (template, change, expected) => {
    expect(named(template, '', change).fileName).toBe(expected);
  });

  it.each([
    ['{base}/{creator}', {}, ['Flux.1 D', 'mira_tensor']],
    ['{base}/{creator}', { creator: null }, ['Flux.1 D']],
    ['{creator}', { creator: '../..' }, []],
    ['{creator}', { creator: '../../etc' }, ['_.._etc']],
    ['{tag}', { firstTag: 'nul' }, ['_nul']],
    ['{tag}', { firstTag: 'Evil.app' }, ['Evil_app']],
    [
      '{tag}',
      { firstTag: 'x.{2559a1f2-21d7-11d4-bdaf-00c04f60b9f0}' },
      ['x_{2559a1f2-21d7-11d4-bdaf-00c04f60b9f0}'],
    ],
    ['{tag}', { firstTag: 'x..{\ufeff}' }, ['x._{ }']],
    ['{tag}', { firstTag: 'C:\\Windows' }, ['C_Windows']],
    ['{tag}', { firstTag: 'ends with dots. . ' }, ['ends with dots']],
  ] as const)('folders %s with %j → %j', (template, change, expected) => {
    expect(named('', template, change).subfolders).toEqual(expected);
  });

  it('says what had to be done to a name', () => {
    expect(named('{model} - {version}').changes).toEqual([]);
    expect(named('{model}', '', { modelName: 'a/b?' }).changes).toEqual(['cleaned']);
    expect(named('{model}', '', { modelName: 'x'.repeat(400) }).changes).toEqual(['shortened']);
    expect(named('{model}', '', { modelName: '\u200b' })).toMatchObject({
      fileName: 'aurora-v2.safetensors',
      changes: ['ownName'],
    });
    expect(named('', '{tag}', { firstTag: null }).changes).toEqual(['folderLeftOut']);
    expect(named('', '{tag}', { firstTag: 'a|b' }).changes).toEqual(['cleaned']);
  });

  it('counts a template that makes no sense as none', () => {
    expect(named('{nonsense}', '../{base}')).toEqual({
      subfolders: [],
      fileName: 'aurora-v2.safetensors',
      changes: [],
    });
  });

  it('has no date where the time is no time', () => {
    expect(named('{model} {date}', '', { publishedAtMs: Number.MAX_SAFE_INTEGER }).fileName).toBe(
      'Aurora Style.safetensors',
    );
  });
});

/** Units that have escaped from folders, or hidden or broken names, in one program or another. */
const hostile = fc.oneof(
  fc.constantFrom(
    '..',
    '../',
    '..\\',
    '/',
    '\\',
    'C:',
    '//server/share',
    '\\\\?\\',
    '~',
    '$HOME',
    '%2e%2e%2f',
  ),
  fc.constantFrom('con', 'NUL', 'aux.', 'com¹', 'lpt9 ', 'conin$', 'desktop.ini', '.git', '.'),
  fc.constantFrom(
    '\u0000',
    '\n',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\u0301',
    '\ud800',
    '\udc00',
    '\u{e0041}',
  ),
  fc.constantFrom(
    'a',
    'Z',
    'ß',
    'ẞ',
    'ﬁ',
    '漢',
    '👍🏽',
    ' ',
    '. ',
    '|',
    '?',
    '*',
    '"',
    '<',
    '>',
    ':',
    '{',
    '}',
  ),
  fc.constantFrom(
    '.exe',
    '.lnk',
    '.app',
    '.safetensors',
    '.tar.gz',
    '.{2559a1f2-21d7-11d4-bdaf-00c04f60b9f0}',
    'x'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const hostileText = fc.array(hostile, { maxLength: 12 }).map((units) => units.join(''));
const hostileOrNull = fc.option(hostileText, { nil: null });
const hostileTarget: fc.Arbitrary<NamedTarget> = fc
  .record({
    modelName: hostileText,
    versionName: hostileText,
    modelType: hostileText,
    baseModel: hostileOrNull,
    creator: hostileOrNull,
    firstTag: hostileOrNull,
    name: hostileText,
    format: hostileOrNull,
    precision: hostileOrNull,
    sizeClass: hostileOrNull,
  })
  .map(({ name, format, precision, sizeClass, ...facts }) => ({
    ...target,
    ...facts,
    file: { ...target.file, untrustedName: `${name}.safetensors`, format, precision, sizeClass },
  }));
const token = fc.constantFrom(...TEMPLATE_TOKENS).map((name) => `{${name}}`);
const templatePart = fc.oneof(
  { weight: 3, arbitrary: token },
  { weight: 1, arbitrary: fc.constantFrom(' - ', '_', 'v', '[', ']', 'con', '..x', '*', '\u202e') },
);
const segment = fc.array(templatePart, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const templates = fc.record({
  file: segment,
  folder: fc.array(segment, { maxLength: 5 }).map((parts) => parts.join('/')),
});

const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i;

function expectSafe(name: string) {
  expect(name).toMatch(/^[^<>:"/\\|?*]+$/);
  expect(name).not.toMatch(/^[.\s]|[.\s]$/);
  expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(name).not.toMatch(DEVICE);
  expect(name.normalize('NFC')).toBe(name);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
}

describe('any template with any hostile facts', () => {
  it('gives a usable name, and never leaves the root on any system', () => {
    let readCount = 0;
    fc.assert(
      fc.property(templates, hostileTarget, (written, facts) => {
        if (readTemplate(written.file, 'file').ok) readCount += 1;
        const { subfolders, fileName } = nameFor(facts, written);
        for (const part of [...subfolders, fileName]) expectSafe(part);
        const own = splitExtension(cleanFileName(facts.file.untrustedName, 'model-22-33')).extension;
        if (own !== '') expect(splitExtension(fileName).extension).toBe(own);
        expect(fileName).not.toMatch(/\.(exe|lnk|app|ini|git)$/i);
        for (const folder of subfolders) {
          expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(80);
          expect(folder).not.toMatch(/\.(app|lnk|\{[^}]*\})$/i);
          expect(cleanFolderName(folder), 'cleaning twice changes nothing').toBe(folder);
        }
        expect(Buffer.byteLength(partFileName(fileName, 'a'.repeat(32)))).toBeLessThanOrEqual(240);
        for (const [system, root] of [
          [path.posix, '/models/loras'],
          [path.win32, 'D:\\models\\loras'],
        ] as const) {
          const whole = system.join(root, ...subfolders, fileName);
          const between = system.relative(root, whole);
          expect(between.split(system.sep)).toEqual([...subfolders, fileName]);
        }
        // Names that fold to one are told apart by the folder's own list, which needs a stable key.
        expect(collisionKey(fileName.toUpperCase())).toBe(collisionKey(fileName));
      }),
      { numRuns: 1_000 },
    );
    expect(readCount, 'templates that make sense').toBeGreaterThan(500);
  });
});
