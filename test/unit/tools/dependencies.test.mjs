// @ts-check
import { describe, expect, it } from 'vitest';
import { matchesLock } from '../../../tools/lib/dependencies.mjs';
import { isAtLeast } from '../../../tools/lib/node-version.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
};

describe('matchesLock', () => {
  it.each([
    ['everything is there', { a: ['1.0.0', 'sha512-a'], b: ['1.0.0', 'sha512-b'] }, true],
    ['an optional package is missing', { a: ['1.0.0', 'sha512-a'] }, true],
    ['a package is missing', { b: ['1.0.0', 'sha512-b'] }, false],
    ['a version differs', { a: ['1.0.1', 'sha512-a'] }, false],
    ['the same version has other bytes', { a: ['1.0.0', 'sha512-x'] }, false],
    ['a package is left over', { a: ['1.0.0', 'sha512-a'], c: ['1.0.0', 'sha512-c'] }, false],
  ])('%s → %o', (_what, installed, answer) => {
    const packages = Object.fromEntries(
      Object.entries(installed).map(([name, [version = '', integrity = '']]) => [
        `node_modules/${name}`,
        { version, integrity },
      ]),
    );
    expect(matchesLock(lock, { packages })).toBe(answer);
  });
});

describe('isAtLeast', () => {
  it.each([
    ['20.19.0', true],
    ['v20.19.1', true],
    ['22.0.0', true],
    ['20.18.9', false],
    ['18.20.0', false],
    ['24.0.0-nightly', true],
  ])('%s is new enough: %s', (version, answer) => {
    expect(isAtLeast(version, '20.19.0')).toBe(answer);
  });
});
