// @ts-check
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { findImports } from './imports.mjs';
import { dottedName, lineAt, walk } from './syntax.mjs';

/**
 * @typedef {{ path: string, line: number, message: string }} Violation
 * @typedef {{ file: string, target: string, isTypeOnly: boolean }} Question
 */

/** Names that only these files may import. `*` would bring them along unseen and is refused. */
const GUARDED_NAMES = [
  { from: 'electron', name: 'ipcMain', only: ['electron/ipc/serve.ts'] },
  { from: 'electron', name: 'ipcRenderer', only: ['electron/preload.ts'] },
  { from: 'electron', name: 'contextBridge', only: ['electron/preload.ts'] },
  {
    from: '/shared/ipc/channel',
    name: 'CALL_CHANNEL',
    only: ['electron/ipc/serve.ts', 'electron/preload.ts'],
  },
  {
    from: '/shared/ipc/channel',
    name: 'EVENT_CHANNEL',
    only: ['electron/ipc/publish.ts', 'electron/preload.ts'],
  },
  { from: '/shared/ipc/channel', name: 'API_GLOBAL', only: ['electron/preload.ts'] },
];

/** Expressions that only one file may contain. */
const GUARDED_EXPRESSIONS = [
  {
    name: 'shell.openExternal',
    pattern: /(^|\.)shell\.openExternal$/,
    only: 'electron/shell/open-external.ts',
  },
  {
    name: 'webContents.send',
    pattern: /(^|\.)(webContents|contents|sender|frame|mainFrame)\.send$/,
    only: 'electron/ipc/publish.ts',
  },
  {
    name: 'webContents.postMessage',
    pattern: /(^|\.)(webContents|contents|sender)\.postMessage$/,
    only: 'electron/ipc/publish.ts',
  },
  { name: 'ipcMain', pattern: /(^|\.)ipcMain(\.|$)/, only: 'electron/ipc/serve.ts' },
  { name: 'window.civet', pattern: /^(window|globalThis|self)\.civet$/, only: 'renderer/ipc/api.ts' },
];

/** The page lives in a browser: what only a main process has is never part of it. */
const NOT_FOR_THE_PAGE = /^(electron|libsql|got|playwright)(?=$|[/-])/;

/**
 * The project's own files begin with a slash here, packages do not: `/electron/main` is our file,
 * `electron/main` is a part of Electron.
 */
const isIn =
  (/** @type {string[]} */ ...folders) =>
  (/** @type {string} */ target) =>
    folders.some((folder) => target.startsWith(`/${folder}/`));
const isZod = (/** @type {string} */ target) => /^zod($|\/)/.test(target);
const isElectron = (/** @type {string} */ target) => /^electron($|\/)/.test(target);
const isNode = (/** @type {string} */ target) => target.startsWith('node:') || isBuiltin(target);
const isPackage = (/** @type {string} */ target) =>
  !/^[/?]/.test(target) && !isNode(target) && !isElectron(target);

/**
 * Who may import whom. The first zone that a file is in decides.
 * @type {readonly { zone: string, holds: (file: string) => boolean, allows: (question: Question) => boolean, says: string }[]}
 */
const ZONES = [
  {
    zone: 'shared/',
    holds: isIn('shared'),
    allows: ({ target }) => isIn('shared')(target) || isZod(target),
    says: 'shared/ and zod',
  },
  {
    zone: 'electron/core/',
    holds: isIn('electron/core'),
    allows: ({ target }) => isIn('electron/core', 'shared')(target) || isZod(target),
    says: 'electron/core/, shared/ and zod',
  },
  {
    zone: 'electron/services/',
    holds: isIn('electron/services'),
    allows: ({ target }) => isIn('electron/services', 'electron/core', 'shared')(target) || isZod(target),
    says: 'electron/services/, electron/core/, shared/ and zod',
  },
  {
    zone: 'electron/adapters/',
    holds: isIn('electron/adapters'),
    allows: ({ target }) =>
      isIn('electron/adapters', 'electron/core', 'shared')(target) || isNode(target) || isPackage(target),
    says: 'electron/adapters/, electron/core/, shared/, node: and packages, never electron',
  },
  {
    zone: 'electron/shell/ and electron/ipc/',
    holds: isIn('electron/shell', 'electron/ipc'),
    allows: ({ target }) =>
      isIn('electron/shell', 'electron/ipc', 'electron/services', 'electron/core', 'shared')(target) ||
      isElectron(target) ||
      isNode(target) ||
      isPackage(target),
    says: 'electron/shell/, electron/ipc/, electron/services/, electron/core/, shared/, electron, node: and packages',
  },
  {
    zone: 'electron/preload.ts',
    holds: (file) => file === '/electron/preload.ts',
    allows: ({ target, isTypeOnly }) =>
      isElectron(target) || target === '/shared/ipc/channel' || (isTypeOnly && isIn('shared')(target)),
    says: "electron, shared/ipc/channel, and shared/'s types with `import type`",
  },
  {
    zone: 'electron/cli/',
    holds: isIn('electron/cli'),
    allows: ({ target }) =>
      isIn('electron/cli', 'electron/services', 'electron/adapters', 'electron/core', 'shared')(target) ||
      target === '/electron/transfers' ||
      isNode(target) ||
      isPackage(target),
    says: 'electron/cli/, electron/services/, electron/adapters/, electron/core/, electron/transfers, shared/, node: and packages, never electron',
  },
  {
    zone: 'electron/main.ts',
    holds: isIn('electron'),
    allows: ({ target }) =>
      isIn('electron', 'shared')(target) || isElectron(target) || isNode(target) || isPackage(target),
    says: 'electron/, shared/, electron, node: and packages',
  },
  {
    zone: 'renderer/ui/',
    holds: isIn('renderer/ui'),
    allows: (question) =>
      isAllowedInPage(question) &&
      !isIn('renderer/features', 'renderer/stores', 'renderer/ipc', 'renderer/app')(question.target),
    says: 'no feature, store, api or frame of the page, and nothing that renderer/ may not',
  },
  {
    zone: 'renderer/',
    holds: isIn('renderer'),
    allows: isAllowedInPage,
    says: 'renderer/, shared/ and packages for browsers; shared/ipc/contract with `import type` only',
  },
];

/** @param {Question} question */
function isAllowedInPage({ target, isTypeOnly }) {
  if (target === '/shared/ipc/contract') return isTypeOnly;
  return isIn('renderer', 'shared')(target) || (isPackage(target) && !NOT_FOR_THE_PAGE.test(target));
}

/**
 * What breaks the layers, by file and line.
 * @param {readonly import('./source-files.mjs').SourceFile[]} files
 * @param {import('./syntax.mjs').Parse} parse
 * @returns {Violation[]}
 */
export function findViolations(files, parse) {
  return files.flatMap((file) => {
    const syntax = parse(file.path, file.text);
    const report = (/** @type {number} */ line, /** @type {string} */ message) => ({
      path: file.path,
      line,
      message,
    });
    const [error] = syntax.errors;
    if (error !== undefined) return [report(1, `cannot be parsed: ${error.message}`)];
    const imports = findImports(syntax, file.text).map((entry) => ({
      ...entry,
      target: targetOf(file.path, entry.specifier),
    }));
    return [
      ...imports
        .filter(({ target }) => target === '?')
        .map(({ line }) => report(line, 'imports something computed, which no check can follow')),
      ...imports.flatMap((entry) =>
        zoneMessages(file.path, entry).map((message) => report(entry.line, message)),
      ),
      ...imports.flatMap((entry) =>
        nameMessages(file.path, entry).map((message) => report(entry.line, message)),
      ),
      ...expressionViolations(file, syntax.program),
    ];
  });
}

/**
 * One of the project's files, from its root and without extension, or else a package as it is written.
 * @param {string} file
 * @param {string} specifier
 */
function targetOf(file, specifier) {
  const bare = specifier.replace(/\?.*$/, '') || '?';
  if (!/^\.{1,2}(\/|$)/.test(bare)) return bare;
  return path.posix
    .join('/', path.posix.dirname(file), bare)
    .replace(/\.(d\.ts|[cm]?[jt]sx?)$/, '')
    .replace(/\/index$/, '');
}

/**
 * @param {string} file
 * @param {{ target: string, isTypeOnly: boolean }} entry
 */
function zoneMessages(file, { target, isTypeOnly }) {
  const zone = ZONES.find(({ holds }) => holds(`/${file}`));
  if (target === '?' || zone === undefined || zone.allows({ file, target, isTypeOnly })) return [];
  return [`imports ${target.replace(/^\//, '')}; ${zone.zone} may import ${zone.says}`];
}

/**
 * @param {string} file
 * @param {{ target: string, isTypeOnly: boolean, names: readonly string[] }} entry
 */
function nameMessages(file, { target, isTypeOnly, names }) {
  if (isTypeOnly) return [];
  const module = isElectron(target) ? 'electron' : target;
  const guarded = GUARDED_NAMES.filter((rule) => rule.from === module && !rule.only.includes(file));
  if (guarded.length > 0 && names.includes('*'))
    return [`imports all of ${target.replace(/^\//, '')}; name what it uses`];
  return guarded
    .filter(({ name }) => names.includes(name))
    .map(({ name, only }) => `imports ${name}, which only ${only.join(' and ')} may`);
}

/**
 * @param {import('./source-files.mjs').SourceFile} file
 * @param {import('./syntax.mjs').Node} program
 */
function expressionViolations(file, program) {
  /** @type {Violation[]} */
  const found = [];
  walk(program, (node) => {
    if (node.type !== 'MemberExpression') return;
    const name = dottedName(node);
    const rule = GUARDED_EXPRESSIONS.find(({ pattern, only }) => pattern.test(name) && only !== file.path);
    if (rule === undefined) return;
    found.push({
      path: file.path,
      line: lineAt(file.text, node.start),
      message: `uses ${rule.name}, which only ${rule.only} may`,
    });
  });
  return found;
}
