import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../../electron/core/log/anonymise';
import { writeReport } from '../../../../electron/core/log/report';
import type { Diagnostics } from '../../../../shared/diagnostics';

const TOKEN = 'a1b2/c3+d4 "e5"\\f6';
const THINGS = {
  secrets: [TOKEN],
  folders: [
    { path: '/home/mira', as: '~' },
    { path: '/home/mira/.config/Civet', as: '[profile]' },
    { path: '/opt/Civet/resources/app.asar', as: '[civet]' },
  ],
  names: [
    { name: 'mira', as: '[user]' },
    { name: 'atelier-7', as: '[machine]' },
    { name: 'Pastel (Dreams) v2', as: '[model]' },
  ],
};
const clean = (text: string) => anonymise(text, THINGS);

describe('anonymise', () => {
  it.each([
    ['as it is', TOKEN],
    ['in an address', encodeURIComponent(TOKEN)],
    ['in JSON', JSON.stringify(TOKEN)],
    ['in base64', Buffer.from(TOKEN).toString('base64')],
  ])('takes out a token %s', (_how, written) => {
    const text = clean(`before ${written} after`);
    expect(text).toContain('[secret]');
    expect(text).not.toContain(written.slice(2, -4));
  });

  it.each([
    ['/home/mira/ComfyUI/models/loras/my lora.safetensors was not found', '[path] was not found'],
    [
      'Kept as /home/mira/.config/Civet/civet.json.wrong-17: see there',
      'Kept as [profile]/civet.json.wrong-17: see there',
    ],
    ['D:\\KI Modelle\\Geheim\\x y.ckpt is gone', '[path] is gone'],
    ['\\\\nas\\share\\models is gone', '[path] is gone'],
    ['~/secret plans/a.gguf', '[path]'],
    ['"/mnt/big disk/models" is full', '"[path]" is full'],
    ["/home/mira/Bob's things/secret/x.ckpt is gone", '[path] is gone'],
    ["'/home/mira/secret/x.ckpt' is gone", "'[path]' is gone"],
    ['pastel-dreams.safetensors has ended', '[file].safetensors has ended'],
    ['Pastel (Dreams) v2 has ended', '[model] has ended'],
    ['MIRA on Atelier-7', '[user] on [machine]'],
    ['admiral stays', 'admiral stays'],
    ['write to mira.k+x@mail.example.org now', 'write to [e-mail] now'],
    ['GET https://u:p@host.example:8080/a/b?token=1#x failed', 'GET https://host.example/[…] failed'],
    ['civet://discover?q=private words', 'civet://discover/[…] words'],
    ['3/4 of 10 KB/s and/or none', '3/4 of 10 KB/s and/or none'],
  ])('%s → %s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('takes out folders of a home as Windows writes it', () => {
    const things = { ...THINGS, folders: [{ path: 'C:\\Users\\Mira', as: '~' }] };
    expect(anonymise('C:\\Users\\Mira\\Secret plans\\x.ckpt is gone', things)).toBe('[path] is gone');
  });

  it('leaves where in Civet something has happened', () => {
    const stack = 'Error: x\n    at run (file:///opt/Civet/resources/app.asar/out/main/index.js:12:3)';
    expect(clean(stack)).toContain('at run (');
    expect(clean('at run (/opt/Civet/resources/app.asar/out/main/index.js:12:3)')).toBe(
      'at run ([civet]/out/main/index.js:12:3)',
    );
  });
});

describe('writeReport', () => {
  const about: Diagnostics = {
    versions: { civet: '0.1.0', electron: '45.4.1', chromium: '150', node: '24' },
    system: 'linux 6.1 x64',
    keychain: null,
    folders: [
      {
        layout: 'comfyui',
        path: '/home/mira/ComfyUI',
        isThere: true,
        freeBytes: 5 * 1024 ** 3,
        isFat32: true,
      },
      { layout: 'forge', path: '/x', isThere: false, freeBytes: null, isFat32: false },
    ],
    downloads: [{ state: 'failed', count: 3 }],
    warnings: 1,
    errors: 2,
    log: ['[error] one', '[warn] two'],
  };

  it('says what kind of folders there are, and never where', () => {
    const text = writeReport(about, '2026-08-01T00:00:00Z');
    expect(text).toContain('  1: comfyui, 5 GiB free, FAT32\n  2: forge, not there\n');
    expect(text).not.toContain('/home/mira');
  });

  it('holds versions, numbers and the lines of the log', () => {
    const text = writeReport(about, '2026-08-01T00:00:00Z');
    for (const part of [
      'Civet 0.1.0',
      'Electron 45.4.1',
      'linux 6.1 x64',
      'failed: 3',
      '[error] one\n[warn] two',
    ])
      expect(text).toContain(part);
    expect(text).toContain('none, the token is kept in memory');
  });
});
