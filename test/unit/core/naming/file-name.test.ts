import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseFreeName,
  cleanFileName,
  collisionKey,
  damagedFileName,
  partFileName,
} from '../../../../electron/core/naming/file-name';

const nastyUnit = fc.oneof(
  fc.constantFrom(
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
    '-',
    '_',
  ),
  fc.constantFrom('con', 'NUL', 'com¹', 'lpt9', 'conin$', '.exe', '.js', '.safetensors', '\u3000', '\u2028'),
  fc.constantFrom('\ud800', '\udc00', '\u0301', '\u200d', '|', 'C:', '..', '\u00a0', '\ufffd', '\u{e0041}'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const nastyName = fc
  .tuple(
    fc.array(nastyUnit, { maxLength: 40 }),
    fc.array(nastyUnit, { maxLength: 3 }),
    fc.integer({ min: 1, max: 60 }),
  )
  .map(([units, repeated, times]) => units.join('') + repeated.join('').repeat(times));

const clean = (name: string) => cleanFileName(name, 'model-1-2');

describe('cleanFileName', () => {
  it.each([
    ['aurora.safetensors', 'aurora.safetensors'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\System32\\evil.safetensors', 'evil.safetensors'],
    ['C:\\models\\a.ckpt', 'a.ckpt'],
    ['C:evil.safetensors', 'evil.safetensors'],
    ['Style: light.safetensors', 'Style_ light.safetensors'],
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
    ['a.library-ms', 'a.library-ms.blocked'],
    ['a.search-ms', 'a.search-ms.blocked'],
    ['a.SettingContent-ms', 'a.SettingContent-ms.blocked'],
    ['a.appref-ms', 'a.appref-ms.blocked'],
    ['a.deskthemepack', 'a.deskthemepack.blocked'],
    ['model v1.5-pruned', 'model v1.5-pruned'],
    ['setup.exe', 'setup.exe.blocked'],
    ['run.safetensors.sh', 'run.safetensors.sh.blocked'],
    ['page.html', 'page.html.blocked'],
    ['node.py', 'node.py.blocked'],
    ['con .txt', '_con .txt'],
    ['style v1.5', 'style v1.5'],
    ['no-extension', 'no-extension'],
    ['lone\ud800surrogate.pt', 'lonesurrogate.pt'],
    ['soft\u00adhy\u061cphen\u2066.pt', 'softhyphen.pt'],
    ['tag\u{e0041}ged\ufffe.pt', 'tagged.pt'],
    ['e\u200d\u0301.pt', '\u00e9.pt'],
    ['\u3164\u115f.pt', 'pt'],
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

  it('cuts a single character that is too long, and a name of any length in no time', () => {
    const zalgo = clean(`a${'\u0301'.repeat(5_000)}.safetensors`);
    expect(zalgo.endsWith('.safetensors')).toBe(true);
    expect(Buffer.byteLength(zalgo)).toBeLessThanOrEqual(208);
    expect(clean(`${'漢'.repeat(1_000_000)}.pt`)).toBe(`${'漢'.repeat(68)}.pt`);
  });

  it('makes every name safe on every system', () => {
    fc.assert(
      fc.property(nastyName, (untrusted) => {
        const name = clean(untrusted);
        expect(name).not.toBe('');
        expect(name).toMatch(/^[^<>:"/\\|?*]+$/);
        expect(name).not.toMatch(/^[.\s]|[.\s]$/);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i);
        expect(name.normalize('NFC')).toBe(name);
        expect(name).not.toMatch(/\.(exe|lnk|js|sh|bat|html?)$/i);
        expect(cleanFileName(name, 'x'), 'cleaning twice changes nothing').toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves room for whatever is put behind a name: 240 units and 240 bytes are never passed', () => {
    fc.assert(
      fc.property(nastyName, fc.string({ unit: 'grapheme', maxLength: 20 }), (untrusted, hint) => {
        const wanted = clean(untrusted);
        const id = 'a'.repeat(32);
        const free = chooseFreeName(wanted, hint, new Set([collisionKey(wanted)]));
        const behind = [
          free,
          partFileName(wanted, id),
          damagedFileName(wanted, id),
          `${free}.civitai.info`,
          `${free}.preview.png`,
        ];
        for (const name of behind) {
          expect(name.length).toBeLessThanOrEqual(240);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('collisionKey', () => {
  it('is the same for a name in any case and composition, and never for none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const key = collisionKey(text);
        for (const other of [text.toUpperCase(), text.toLowerCase(), text.normalize('NFD'), key])
          expect(collisionKey(other)).toBe(key);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['STRASSE.pt', 'straße.pt'],
    ['STRAẞE.pt', 'strasse.pt'],
    ['ΣΊΣΥΦΟΣ.pt', 'σίσυφος.pt'],
    ['ﬁle.pt', 'FILE.pt'],
    ['\u212a.pt', 'k.pt'],
  ])('%s and %s are one', (a, b) => {
    expect(collisionKey(a)).toBe(collisionKey(b));
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
