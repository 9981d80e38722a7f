// @ts-check
import { describe, expect, it } from 'vitest';
import { findDependencyProblems, isLicensed, packageName } from '../../../tools/lib/dependency-rules.mjs';

const integrity = `sha512-${'A'.repeat(86)}==`;
const good = { version: '1.0.0', integrity, license: 'MIT', dev: true };

/**
 * @param {object} change
 * @param {string} [name]
 * @param {readonly string[]} [bundled]
 */
const problemsOf = (change, name = 'a', bundled = []) =>
  findDependencyProblems(
    { packages: { '': {}, [`node_modules/${name}`]: { ...good, ...change } } },
    { devDependencies: { [name]: '1.0.0' } },
    new Set(bundled),
  );

describe('findDependencyProblems', () => {
  it('finds nothing wrong with an exact version whose bytes and licence are known', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each([
    ['without a hash', { integrity: undefined }, 'a', /no SHA-512/],
    ['with a hash that can be forged', { integrity: 'sha1-abc=' }, 'a', /no SHA-512/],
    ['from an address of its own', { resolved: 'git+ssh://git@host/a.git' }, 'a', /address of its own/],
    ['that is a link', { link: true }, 'a', /link to a folder/],
    ['that runs a script when it is installed', { hasInstallScript: true }, 'a', /run a script/],
    ['under a licence that asks for the source', { license: 'GPL-3.0-only' }, 'a', /GPL-3.0-only/],
    ['without a licence', { license: undefined }, 'a', /licence/],
    ['that strangers have published', { version: '5.6.1' }, 'chalk', /somebody else/],
  ])('finds a package %s', (_what, change, name, words) => {
    expect(problemsOf(change, name)).toEqual([expect.stringMatching(words)]);
  });

  it('asks more of what is handed on with the program than of a tool', () => {
    expect(problemsOf({ license: 'MPL-2.0' })).toEqual([]);
    expect(problemsOf({ license: 'MPL-2.0' }, 'a', ['a'])).toHaveLength(1);
    expect(problemsOf({ license: 'MPL-2.0', dev: undefined })).toHaveLength(1);
  });

  it.each(['^1.0.0', 'latest', '*', 'git+https://host/a.git', 'file:../a', 'npm:b@1.0.0'])(
    'finds that %s is not one version of the registry',
    (wish) => {
      const found = findDependencyProblems({ packages: {} }, { dependencies: { a: wish } }, new Set());
      expect(found).toHaveLength(1);
    },
  );
});

describe('isLicensed', () => {
  it.each([
    ['(MPL-2.0 OR MIT)', true],
    ['GPL-3.0 OR MIT', true],
    ['MIT AND GPL-3.0', false],
    ['MITX', false],
  ])('%s → %s', (expression, answer) => {
    expect(isLicensed(expression, new Set(['MIT']))).toBe(answer);
  });
});

describe('packageName', () => {
  it('is what stands behind the last node_modules', () => {
    expect(packageName('node_modules/a/node_modules/@b/c')).toBe('@b/c');
  });
});
