// @ts-check
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from '../../../tools/lib/unzip.mjs';

/** @typedef {{ name: string, content?: string, mode?: number, isStored?: boolean, crc?: number }} Entry */

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'civet-unzip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param {readonly Entry[]} entries */
function zip(entries) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, isStored = false, crc = crc32(content) } of entries) {
    const body = isStored ? Buffer.from(content) : deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(isStored ? 0 : 8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), body);
    directory.push(central, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + body.length;
  }
  const size = Buffer.concat(directory).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  const file = path.join(folder, 'a.zip');
  writeFileSync(file, Buffer.concat([...bodies, ...directory, end]));
  return file;
}

const asIs = (/** @type {string} */ name) => name;

describe('unzip', () => {
  it('unpacks stored, deflated and empty files with their executable bits', async () => {
    const out = path.join(folder, 'out');
    const file = zip([
      { name: 'd/' },
      { name: 'd/run', content: 'x'.repeat(100_000), mode: 0o100755 },
      { name: 'stored', content: 'as it is', isStored: true },
      { name: 'empty', isStored: true },
      { name: 'empty-too' },
    ]);
    await unzip(file, out, asIs);
    expect(readFileSync(path.join(out, 'd/run'), 'utf8')).toBe('x'.repeat(100_000));
    if (process.platform !== 'win32') expect(statSync(path.join(out, 'd/run')).mode & 0o111).toBe(0o111);
    expect(readFileSync(path.join(out, 'stored'), 'utf8')).toBe('as it is');
    expect([statSync(path.join(out, 'empty')).size, statSync(path.join(out, 'empty-too')).size]).toEqual([
      0, 0,
    ]);
  });

  it('renames and leaves out', async () => {
    const out = path.join(folder, 'out');
    await unzip(
      zip([
        { name: 'a', content: '1' },
        { name: 'b', content: '2' },
      ]),
      out,
      (name) => (name === 'a' ? 'c' : null),
    );
    expect(readFileSync(path.join(out, 'c'), 'utf8')).toBe('1');
    expect(() => statSync(path.join(out, 'b'))).toThrow();
  });

  it.skipIf(process.platform === 'win32')('keeps links that stay inside', async () => {
    const out = path.join(folder, 'out');
    await unzip(
      zip([
        { name: 'd/link', content: '../a', mode: 0o120777 },
        { name: 'a', content: '1' },
      ]),
      out,
      asIs,
    );
    expect(readlinkSync(path.join(out, 'd/link'))).toBe('../a');
    expect(readFileSync(path.join(out, 'd/link'), 'utf8')).toBe('1');
  });

  it('refuses damaged contents, and what is no archive', async () => {
    await expect(unzip(zip([{ name: 'a', content: '1', crc: 5 }]), folder, asIs)).rejects.toThrow(
      'CRC-32 is wrong',
    );
    writeFileSync(path.join(folder, 'b.zip'), 'hello');
    await expect(unzip(path.join(folder, 'b.zip'), folder, asIs)).rejects.toThrow('not a zip archive');
  });

  it.each([
    { name: '../evil', content: '1' },
    { name: '/evil', content: '1' },
    { name: 'link', content: '../../etc', mode: 0o120777 },
  ])('refuses to write outside its folder: $name', async (entry) => {
    await expect(unzip(zip([entry]), path.join(folder, 'out'), asIs)).rejects.toThrow('outside its folder');
  });
});
