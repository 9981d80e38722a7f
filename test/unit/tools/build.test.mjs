// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceHash } from '../../../tools/lib/build.mjs';

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'civet-build-'));
  mkdirSync(path.join(root, 'electron', 'core'), { recursive: true });
  writeFileSync(path.join(root, 'electron', 'core', 'a.ts'), 'export {};');
  writeFileSync(path.join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('sourceHash', () => {
  it.each([
    ['a changed source', 'electron/core/a.ts'],
    ['a new source', 'electron/core/b.ts'],
    ['another lock file', 'package-lock.json'],
    ['another config', 'electron.vite.config.ts'],
    ['another config of civet', 'vite.cli.config.ts'],
  ])('changes with %s', (_what, file) => {
    const before = sourceHash(root);
    writeFileSync(path.join(root, file), 'something else');
    expect(sourceHash(root)).not.toBe(before);
  });

  it('stays the same whatever happens outside the sources', () => {
    const before = sourceHash(root);
    writeFileSync(path.join(root, 'README.md'), 'words');
    expect(sourceHash(root)).toBe(before);
  });
});
