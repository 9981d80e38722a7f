// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isLicensed, packageName } from './dependency-rules.mjs';
import { inProject, readJson } from './project.mjs';

/** @import { Lock } from './dependency-rules.mjs' */

/** Inside the program, beside main; the release has the same file under its version. */
const INSIDE = ['out', 'main', 'sbom.cdx.json'];

/**
 * What the build says it has bundled: Vite lists it with its licences.
 * @returns {{ name: string, version: string }[]} empty before the first build
 */
export function bundledPackages() {
  const found = ['main', 'renderer'].flatMap((part) => {
    const list = inProject('out', part, 'licences.md');
    return existsSync(list) ? readLicences(readFileSync(list, 'utf8')) : [];
  });
  return [...new Map(found.map((one) => [`${one.name}@${one.version}`, one])).values()];
}

/**
 * @param {string} text of a `licences.md`
 * @returns {{ name: string, version: string }[]}
 */
export function readLicences(text) {
  return [...text.matchAll(/^## (\S+) - (\S+) \(/gm)].map(([, name = '', version = '']) => ({
    name,
    version,
  }));
}

/**
 * The bill of materials of one packaged program, CycloneDX 1.5: what is bundled, what is beside it as native code,
 * and Electron. The same program has the same bill, to the byte.
 *
 * @param {object} parts
 * @param {Lock} parts.lock
 * @param {{ name: string, version: string, license: string, description: string }} parts.manifest package.json
 * @param {readonly { name: string, version: string }[]} parts.bundled
 * @param {string} parts.electronVersion of the runtime that is packed
 */
export function makeSbom({ lock, manifest, bundled, electronVersion }) {
  const wanted = new Set(bundled.map(({ name, version }) => `${name}@${version}`));
  const locked = Object.entries(lock.packages).flatMap(([place, one]) =>
    place === '' ? [] : [{ ...one, name: packageName(place), version: one.version ?? '' }],
  );
  const shipped = locked.filter((one) => one.dev !== true || wanted.has(`${one.name}@${one.version}`));
  const missing = [...wanted].filter((id) => !shipped.some((one) => `${one.name}@${one.version}` === id));
  if (missing.length > 0)
    throw new Error(`What is bundled is not in package-lock.json: ${missing.join(', ')}.`);
  const components = [...new Map(shipped.map((one) => [`${one.name}@${one.version}`, one])).values()]
    .map(({ name, version, license, integrity }) => ({
      type: 'library',
      'bom-ref': `pkg:npm/${name.replace('@', '%40')}@${version}`,
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      licenses: [licenceOf(license)],
      hashes: [
        { alg: 'SHA-512', content: Buffer.from((integrity ?? '').slice(7), 'base64').toString('hex') },
      ],
    }))
    .toSorted((one, other) => one.purl.localeCompare(other.purl, 'en'));
  const electron = {
    type: 'framework',
    'bom-ref': `pkg:npm/electron@${electronVersion}`,
    name: 'electron',
    version: electronVersion,
    purl: `pkg:npm/electron@${electronVersion}`,
    description: 'The runtime with its Chromium and Node; their notices lie beside the program.',
    licenses: [{ license: { id: 'MIT' } }],
  };
  const own = `pkg:npm/${manifest.name}@${manifest.version}`;
  const all = [electron, ...components];
  const body = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name: manifest.name,
        version: manifest.version,
        description: manifest.description,
        purl: own,
        licenses: [licenceOf(manifest.license)],
      },
    },
    components: all,
    dependencies: [{ ref: own, dependsOn: all.map((one) => one['bom-ref']) }],
  };
  return { ...body, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}` };
}

/**
 * Writes the bill into the built sources, so that it is packed with them, and beside the release's files.
 * @param {{ electronVersion?: string }} [options] the pinned Electron unless given
 * @returns {{ inside: string, beside: string, count: number }}
 */
export function writeSbom({ electronVersion } = {}) {
  const manifest = readJson(inProject('package.json'));
  const bundled = bundledPackages();
  if (bundled.length === 0) throw new Error('Nothing is built yet, so nobody knows what is bundled.');
  const sbom = makeSbom({
    lock: readJson(inProject('package-lock.json')),
    manifest,
    bundled,
    electronVersion: electronVersion ?? manifest.devDependencies.electron,
  });
  const text = `${JSON.stringify(sbom, null, 2)}\n`;
  const inside = inProject(...INSIDE);
  const beside = inProject('dist', `civet-${manifest.version}.cdx.json`);
  for (const file of [inside, beside]) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { inside, beside, count: sbom.components.length };
}

/** @param {string | undefined} expression */
function licenceOf(expression = 'NOASSERTION') {
  const isOne = isLicensed(expression, new Set([expression])) && !/[\s()]/.test(expression);
  return isOne ? { license: { id: expression } } : { expression: expression.replace(/^\((.*)\)$/, '$1') };
}

/** @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  // Version 8 and the variant of RFC 9562, because the bits are a hash.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
