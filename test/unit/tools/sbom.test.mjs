// @ts-check
import { describe, expect, it } from 'vitest';
import { makeSbom, readLicences } from '../../../tools/lib/sbom.mjs';

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;
const parts = {
  manifest: { name: 'civet', version: '0.1.0', license: 'Apache-2.0', description: 'A program.' },
  lock: {
    packages: {
      '': {},
      'node_modules/native': { version: '1.0.0', integrity, license: 'MIT' },
      'node_modules/@x/bundled': {
        version: '2.0.0',
        integrity,
        license: '(MPL-2.0 OR Apache-2.0)',
        dev: true,
      },
      'node_modules/tool': { version: '3.0.0', integrity, license: 'MIT', dev: true },
    },
  },
  bundled: [{ name: '@x/bundled', version: '2.0.0' }],
  electronVersion: '45.0.0',
};

describe('makeSbom', () => {
  it('names what is bundled, what lies beside it and Electron, and no tool', () => {
    const { components } = makeSbom(parts);
    expect(components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/electron@45.0.0',
      'pkg:npm/%40x/bundled@2.0.0',
      'pkg:npm/native@1.0.0',
    ]);
  });

  it('gives each its hash and its licence', () => {
    const bundled = makeSbom(parts).components[1];
    expect(bundled).toMatchObject({
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      licenses: [{ expression: 'MPL-2.0 OR Apache-2.0' }],
    });
  });

  it('is the same for the same program, and has another number for another', () => {
    expect(makeSbom(parts)).toEqual(makeSbom(parts));
    const other = makeSbom({ ...parts, electronVersion: '45.0.1' });
    expect(other.serialNumber).not.toBe(makeSbom(parts).serialNumber);
    expect(other.serialNumber).toMatch(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it('does not leave out what is bundled and not locked', () => {
    expect(() => makeSbom({ ...parts, bundled: [{ name: 'ghost', version: '1.0.0' }] })).toThrow(
      'ghost@1.0.0',
    );
  });
});

describe('readLicences', () => {
  it('reads names and versions from what the build writes', () => {
    const text = '# Licenses\n\n## @x/a - 1.0.0 (MIT)\n\ntext\n\n## b - 2.0.0 ((MPL-2.0 OR Apache-2.0))\n';
    expect(readLicences(text)).toEqual([
      { name: '@x/a', version: '1.0.0' },
      { name: 'b', version: '2.0.0' },
    ]);
  });
});
