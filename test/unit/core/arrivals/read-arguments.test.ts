import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../../electron/core/arrivals/read-arguments';

const program = ['--user-data-dir=/tmp/x', '--enable-features=A', '/opt/civet'];
const model = { kind: 'model', modelId: 1244, versionId: null };

describe('readArguments', () => {
  it.each([
    'civet://model/1244',
    'https://civitai.com/models/1244/some-name',
    'https://civitai.red/models/1244',
  ])('finds %s wherever the system has put it', (link) => {
    expect(readArguments([...program, link])).toEqual(model);
    expect(readArguments([link, '--flag'])).toEqual(model);
    expect(readArguments(['--', link])).toEqual(model);
  });

  it.each([
    'https://civitai.com/api/download/models/1318?type=Model',
    'https://civitai.com/model-versions/1318',
  ])('plans %s, and opens nothing', (link) => {
    expect(readArguments([link])).toEqual({ kind: 'list', text: link, count: 1 });
  });

  it('plans several links', () => {
    const links = ['civet://model/1', 'https://civitai.com/models/2'];
    expect(readArguments(links)).toEqual({ kind: 'list', text: links.join('\n'), count: 2 });
  });

  it('takes models and lists by their names', () => {
    const paths = ['/models/a b.safetensors', 'C:\\models\\b.GGUF', './list.txt', 'lock.json'];
    expect(readArguments([...program, ...paths])).toEqual({ kind: 'files', paths });
  });

  it.each([
    ['nothing', []],
    ['a link hidden in a switch', ['--open=civet://model/1']],
    ['a link beside one that is none', ['civet://model/1', 'CIVET://discover?colour=red']],
    ['a switch inside the link', ['civet://model/1" --gpu-launcher="calc']],
    ['a link with a line break', ['civet://model/1\ncivet://model/2']],
    ['a link that is too long', [`https://civitai.com/models/1?${'a'.repeat(9_000)}`]],
    ['signs that nobody sees', ['https://civitai.com/models/1?\u202egnp.exe']],
    ['another site', ['https://example.com/models/1', 'https://civitai.com.example/models/1']],
    ['a name before the site', ['https://civitai.com@example.com/models/1']],
    ['programs and folders', ['/bin/sh', '/etc/passwd', 'setup.exe', 'run.bat', '/models']],
    ['a file of another kind of address', ['file:///models/a.safetensors', 'smb://host/a.gguf']],
    ['a file name with control signs', ['/models/a\u0000.safetensors']],
    ['a switch that ends like a file', ['--load=/models/a.safetensors']],
    ['too many words', Array.from({ length: 2_001 }, () => 'civet://model/1')],
  ])('takes nothing from %s', (_, args) => {
    expect(readArguments([...program, ...args])).toBeNull();
  });

  it('never throws, and takes nothing but what a page or the plan may be given', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'civet:',
        '//',
        'https://civitai.com/',
        'models/',
        'model/',
        '?version=',
        '12',
        '--',
        '\n',
      ),
      fc.constantFrom('.safetensors', 'discover', '&', '%00', '../', '\u0000', ' '),
    );
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 6 }), { maxLength: 4 }), (args) => {
        const brought = readArguments(args.map((parts) => parts.join('')));
        if (brought?.kind === 'model') expect(Number.isSafeInteger(brought.modelId)).toBe(true);
        if (brought?.kind === 'files')
          for (const path of brought.paths) expect(path).not.toMatch(/^\s*-|\p{Cc}/u);
        if (brought?.kind === 'list')
          for (const line of brought.text.split('\n')) expect(line).toMatch(/^[^\s"'<>]+$/u);
      }),
      { numRuns: 10_000 },
    );
  });
});
