import { describe, expect, it } from 'vitest';
import {
  chooseFreeName,
  cleanFileName,
  collisionKey,
  partFileName,
} from '../../../electron/core/naming/file-name';

const clean = (name: string) => cleanFileName(name, 'model-1-2');

describe('cleanFileName', () => {
  it.each([
    ['aurora.safetensors', 'aurora.safetensors'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\System32\\evil.safetensors', 'evil.safetensors'],
    ['C:\\models\\a.ckpt', 'a.ckpt'],
    ['C:evil.safetensors', 'C_evil.safetensors'],
    ['a.safetensors:Zone.Identifier', 'a.safetensors_Zone.Identifier.blocked'],
    ['con.safetensors', '_con.safetensors'],
    ['LPT¹.pt', '_LPT¹.pt'],
    ['CONOUT$', '_CONOUT$'],
    ['COM10.pt', 'COM10.pt'],
    ['name. . .', 'name'],
    ['...hidden.pt', 'hidden.pt'],
    ['a<b>c:d"e|f?g*h.pt', 'a_b_c_d_e_f_g_h.pt'],
    ['line\nbreak\u0000.pt', 'linebreak.pt'],
    ['gpj.\u202etp.safetensors', 'gpj.tp.safetensors'],
    ['e\u0301.pt', '\u00e9.pt'],
    ['日本語モデル.safetensors', '日本語モデル.safetensors'],
    ['setup.exe', 'setup.exe.blocked'],
    ['run.safetensors.sh', 'run.safetensors.sh.blocked'],
    ['page.html', 'page.html.blocked'],
    ['node.py', 'node.py.blocked'],
    ['con .txt', '_con .txt'],
    ['style v1.5', 'style v1.5'],
    ['no-extension', 'no-extension'],
    ['lone\ud800surrogate.pt', 'lonesurrogate.pt'],
  ])('%j → %j', (untrusted, expected) => {
    expect(clean(untrusted)).toBe(expected);
  });

  it.each(['', '.', '..', '/', '\\', '   ', '???', '\u200b\u202e', '...'])(
    '%j → the fallback',
    (untrusted) => {
      expect(clean(untrusted)).toBe('model-1-2');
    },
  );

  it('keeps the extension and whole characters of a name that is too long', () => {
    const name = clean(`${'👍🏽'.repeat(40)}.safetensors`);
    expect(name.endsWith('.safetensors')).toBe(true);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(208);
    expect(name.replace('.safetensors', '').replaceAll('👍🏽', '')).toBe('');
  });

  it('makes every random name safe on every system', () => {
    const alphabet = [
      'a',
      'Z',
      '.',
      ' ',
      '/',
      '\\',
      ':',
      '*',
      '\u0000',
      '\u202e',
      'ß',
      '漢',
      '👍🏽',
      '%2e',
      'con',
      '-',
      '_',
      '\ud800',
      '|',
    ];
    // A fixed little generator: the same names on every run.
    let seed = 42;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    for (let round = 0; round < 3_000; round += 1) {
      const length = next() % 120;
      const untrusted = Array.from({ length }, () => alphabet[next() % alphabet.length]).join('');
      const name = clean(untrusted);
      expect(name, JSON.stringify(untrusted)).toMatch(/^[^<>:"/\\|?*]+$/);
      expect(name).not.toMatch(/^\.|[. ]$|^\s/);
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
      expect(Buffer.byteLength(partFileName(name, 'a'.repeat(32)))).toBeLessThanOrEqual(240);
      expect(cleanFileName(name, 'x'), 'cleaning twice changes nothing').toBe(name);
    }
  });
});

describe('chooseFreeName', () => {
  const taken = (...names: string[]) => new Set(names.map(collisionKey));

  it('keeps a free name', () => {
    expect(chooseFreeName('a.safetensors', 'fp8', taken('b.safetensors'))).toBe('a.safetensors');
  });
  it('tells two files of one version apart by what they differ in', () => {
    expect(chooseFreeName('a.safetensors', 'fp8', taken('a.safetensors'))).toBe('a_fp8.safetensors');
  });
  it('counts when that is taken too', () => {
    expect(
      chooseFreeName(
        'a.safetensors',
        'fp8',
        taken('a.safetensors', 'a_fp8.safetensors', 'a (2).safetensors'),
      ),
    ).toBe('a (3).safetensors');
  });
  it('sees names that differ only in case or composition as one', () => {
    expect(chooseFreeName('CAFÉ.pt', null, taken('cafe\u0301.pt'))).toBe('CAFÉ (2).pt');
  });
});
