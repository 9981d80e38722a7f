import { describe, expect, it } from 'vitest';
import { LONGEST_TEMPLATE, readTemplate, TEMPLATE_TOKENS } from '../../../shared/naming';

const problemOf = (template: string, use: 'file' | 'folder') => {
  const read = readTemplate(template, use);
  return read.ok ? null : read.error;
};

describe('readTemplate', () => {
  it('takes an empty template as none', () => {
    expect(readTemplate('', 'file')).toEqual({ ok: true, value: [] });
    expect(readTemplate('   ', 'folder')).toEqual({ ok: true, value: [] });
  });

  it('reads tokens in any case, and other words for missing facts', () => {
    expect(readTemplate('{Model} v{version|1 / 2}', 'file')).toEqual({
      ok: true,
      value: [[{ token: 'model', otherwise: '' }, { text: ' v' }, { token: 'version', otherwise: '1 / 2' }]],
    });
  });

  it.each(TEMPLATE_TOKENS)('knows {%s}', (token) => {
    expect(problemOf(`{${token}}`, 'file')).toBe(null);
  });

  it('takes slashes of both kinds between folders, and one at the end', () => {
    const read = readTemplate('{base}/x\\{tag|none}/', 'folder');
    expect(read.ok && read.value.length).toBe(3);
  });

  it.each([
    ['{modle}', 'file', 'unknownToken', '{modle}'],
    ['{}', 'file', 'unknownToken', '{}'],
    ['{model', 'file', 'openBrace', '{model'],
    ['{base}/{model}', 'file', 'slash', ''],
    ['{base}\\{model}', 'file', 'slash', ''],
    ['/{base}', 'folder', 'absolute', ''],
    ['C:\\{base}', 'folder', 'absolute', ''],
    ['..\\{base}', 'folder', 'upward', '..'],
    ['{base}/../{tag}', 'folder', 'upward', '..'],
    ['{base}//{tag}', 'folder', 'empty', ''],
    ['{base}/. ./x', 'folder', 'empty', '. .'],
    ['my model', 'file', 'constant', ''],
    ['a/b/c/d/e/f', 'folder', 'tooDeep', ''],
    [`{model}${'x'.repeat(LONGEST_TEMPLATE)}`, 'file', 'tooLong', ''],
  ] as const)('%s for a %s → %s', (template, use, kind, part) => {
    expect(problemOf(template, use)).toEqual({ kind, part });
  });

  it('allows one folder for everything of a kind', () => {
    expect(problemOf('from civitai', 'folder')).toBe(null);
  });
});
