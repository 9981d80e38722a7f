// @ts-check
import { describe, expect, it } from 'vitest';
import { findNameViolations } from '../../../tools/lib/name-rules.mjs';
import { loadParser } from '../../../tools/lib/syntax.mjs';

const parse = await loadParser();

/** @param {string} path @param {string} text */
function messages(path, text) {
  return findNameViolations([{ path, text }], parse).map(({ line, message }) => `${line} ${message}`);
}

const lines = (/** @type {number} */ count) => '// a line\n'.repeat(count);

describe('findNameViolations', () => {
  it.each([
    ['shared/speed-meter.ts', 'export class SpeedMeter {}'],
    ['test/unit/core/machine.test.ts', 'const data = 1;'],
    ['test/types/contract.test-d.ts', 'export {};'],
    ['renderer/locales/i18next.d.ts', 'declare const words: unknown; export default words;'],
    ['electron.vite.config.ts', 'export default {};'],
    ['shared/a.ts', 'export const dataFolder = 1; export type Database = 2; export const { a: b } = c;'],
    ['electron/core/a.ts', lines(400)],
    ['renderer/features/queue/a.tsx', lines(200)],
  ])('accepts %s: %s', (path, text) => {
    expect(messages(path, text)).toEqual([]);
  });

  /** @type {readonly [string, string, RegExp][]} */
  const bad = [
    ['shared/SpeedMeter.ts', 'export {};', /kebab-case/],
    ['shared/speed_meter.ts', 'export {};', /kebab-case/],
    ['renderer/Features/a.ts', 'export {};', /kebab-case/],
    ['shared/a.ts', '\nexport enum Kind { A }', /^2 enum Kind/],
    ['shared/a.ts', 'const enum Kind { A }', /enum Kind/],
    ['shared/a.ts', 'export default 1;', /default export/],
    ['shared/a.ts', 'const a = 1; export { a as default };', /default export/],
    ['shared/a.ts', 'export class DownloadManager {}', /exports DownloadManager/],
    ['shared/a.ts', 'export function pathHelper() {}', /exports pathHelper/],
    ['shared/a.ts', 'export interface DownloadData {}', /exports DownloadData/],
    ['shared/a.ts', 'export type FileUtils = 1;', /exports FileUtils/],
    ['shared/a.ts', 'export const [{ a: modelData }] = b;', /exports modelData/],
    ['shared/a.ts', 'const a = 1; export { a as common };', /exports common/],
    ['electron/core/a.ts', lines(401), /401 lines, more than 400/],
    ['renderer/features/queue/a.tsx', lines(201), /201 lines, more than 200/],
  ];
  it.each(bad)('refuses %s: %s', (path, text, message) => {
    expect(messages(path, text)).toEqual([expect.stringMatching(message)]);
  });
});
