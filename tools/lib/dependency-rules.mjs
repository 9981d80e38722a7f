// @ts-check

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {boolean} [link]
 * @property {boolean} [dev]
 * @property {boolean} [hasInstallScript]
 *
 * @typedef {object} PackageLists
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 *
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/** Packages whose install scripts are known. npm never runs them here (`--ignore-scripts`), and nothing needs them. */
const INSTALL_SCRIPTS = new Set([
  // Copies a 7-Zip for Windows' Squirrel target, which Civet does not build.
  'electron-winstaller',
]);

/** What a tool may be licensed under. */
const TOOL_LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
  'WTFPL',
]);

/** What is handed on with the program asks for its licence text, and for nothing else. */
const SHIPPED_LICENCES = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/** Versions that strangers published under a known name, and that were taken back later. A mirror may still have them. */
const STOLEN = new Map(
  Object.entries({
    'ansi-regex': ['6.2.1'],
    'ansi-styles': ['6.2.2'],
    backslash: ['0.2.1'],
    chalk: ['5.6.1'],
    'chalk-template': ['1.1.1'],
    coa: ['2.0.3', '2.0.4', '2.1.1', '2.1.3', '3.0.1', '3.1.3'],
    'color-convert': ['3.1.1'],
    'color-name': ['2.0.1'],
    'color-string': ['2.1.1'],
    colors: ['1.4.1', '1.4.2'],
    debug: ['4.4.2'],
    'error-ex': ['1.3.3'],
    'eslint-config-prettier': ['8.10.1', '9.1.1', '10.1.6', '10.1.7'],
    'eslint-scope': ['3.7.2'],
    'event-stream': ['3.3.6'],
    faker: ['6.6.6'],
    'flatmap-stream': ['0.1.1'],
    'has-ansi': ['6.0.1'],
    'is-arrayish': ['0.3.3'],
    'node-ipc': ['10.1.1', '10.1.2', '11.0.0', '11.1.0'],
    rc: ['1.2.9', '1.3.9', '2.3.9'],
    'simple-swizzle': ['0.2.3'],
    'slice-ansi': ['7.1.1'],
    'strip-ansi': ['7.1.1'],
    'supports-color': ['10.2.1'],
    'supports-hyperlinks': ['4.1.1'],
    'ua-parser-js': ['0.7.29', '0.8.0', '1.0.0'],
    'wrap-ansi': ['9.0.1'],
  }),
);

/** @param {string} place such as `node_modules/a/node_modules/@b/c` */
export function packageName(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * Whether one of the licences that an SPDX expression offers is allowed; of `AND`, each has to be.
 * @param {string | undefined} expression
 * @param {ReadonlySet<string>} allowed
 */
export function isLicensed(expression, allowed) {
  const plain = (expression ?? '').replaceAll(/[()]/g, ' ');
  return plain
    .split(/\sOR\s/)
    .some((choice) => choice.split(/\sAND\s/).every((name) => allowed.has(name.trim())));
}

/**
 * What is wrong with the packages that package-lock.json names, as far as nobody has to be asked.
 *
 * @param {Lock} lock
 * @param {PackageLists} manifest package.json
 * @param {ReadonlySet<string>} bundled names of what the built program holds
 * @returns {string[]} a sentence each
 */
export function findDependencyProblems(lock, manifest, bundled) {
  return [
    ...wishProblems(manifest),
    ...Object.entries(lock.packages).flatMap(([place, locked]) =>
      place === '' ? [] : packageProblems(packageName(place), locked, bundled),
    ),
  ];
}

/** @param {PackageLists} manifest */
function wishProblems({ dependencies, devDependencies, optionalDependencies }) {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, wish]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(wish))
    .map(
      ([name, wish]) => `${name} is wished for as "${wish}" and not as one exact version of the registry.`,
    );
}

/**
 * @param {string} name
 * @param {LockedPackage} locked
 * @param {ReadonlySet<string>} bundled
 */
function packageProblems(name, locked, bundled) {
  const what = `${name}@${locked.version}`;
  /** @type {string[]} */
  const problems = [];
  if (locked.link === true) problems.push(`${what} is a link to a folder.`);
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(locked.integrity ?? ''))
    problems.push(`${what} has no SHA-512, so any bytes would do.`);
  if (locked.resolved !== undefined)
    problems.push(`${what} comes from an address of its own: ${locked.resolved}.`);
  if (locked.hasInstallScript === true && !INSTALL_SCRIPTS.has(name))
    problems.push(`${what} wants to run a script when it is installed.`);
  if (STOLEN.get(name)?.includes(locked.version ?? ''))
    problems.push(`${what} is known to have been published by somebody else than its authors.`);
  const isShipped = locked.dev !== true || bundled.has(name);
  if (!isLicensed(locked.license, isShipped ? SHIPPED_LICENCES : TOOL_LICENCES))
    problems.push(
      `${what} has the licence "${locked.license}", which ${isShipped ? 'the program' : 'a tool'} may not have.`,
    );
  return problems;
}
