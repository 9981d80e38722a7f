// @ts-check
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PatternFile } from '../../../../tools/bench/pattern-file.mjs';

const PAGE = 64 * 1024;

describe('PatternFile', () => {
  const file = new PatternFile(70 * PAGE + 123, 5);

  it('gives the same bytes however they are cut', () => {
    const whole = file.slice(0, file.size);
    for (const [start, end] of /** @type {const} */ ([
      [0, 1],
      [3, 700],
      [PAGE - 5, PAGE + 5],
      [2 * PAGE + 8, 2 * PAGE + 9],
      [63 * PAGE, 66 * PAGE + 17],
      [file.size - 1, file.size],
    ]))
      expect(file.slice(start, end).equals(whole.subarray(start, end))).toBe(true);
  });

  it('has no two pages alike, also where its noise begins again', () => {
    const pages = Array.from({ length: 70 }, (_, page) =>
      file.slice(page * PAGE, (page + 1) * PAGE).toString('latin1'),
    );
    expect(new Set(pages).size).toBe(70);
  });

  it('is another file for another seed', () => {
    expect(new PatternFile(file.size, 6).slice(PAGE, PAGE + 64)).not.toEqual(file.slice(PAGE, PAGE + 64));
  });

  it('begins as a safetensors file that describes all of itself', () => {
    const header = JSON.parse(file.slice(8, 8 + Number(file.slice(0, 8).readBigUInt64LE())).toString());
    expect(header.pattern.data_offsets).toEqual([0, file.size - 512]);
  });

  it('knows the hash of what it writes', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'civet-pattern-'));
    try {
      const written = path.join(folder, 'file');
      const copy = new PatternFile(file.size, 5);
      copy.writeTo(written);
      const bytes = readFileSync(written);
      expect(bytes.equals(file.slice(0, file.size))).toBe(true);
      expect(copy.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(file.sha256()).toBe(copy.sha256());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses bytes that it does not have', () => {
    expect(() => file.slice(0, file.size + 1)).toThrow(RangeError);
  });
});
