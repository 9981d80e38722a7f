// @ts-check
import { lineAt, walk } from './syntax.mjs';

/** @typedef {import('./boundary-rules.mjs').Violation} Violation */
/** @typedef {import('./syntax.mjs').Node} Node */

const MAX_LINES = 400;
/** A feature of the page is read beside its screen; longer ones hide a part that wants a name. */
const MAX_FEATURE_LINES = 200;

/** Words that say nothing about the thing they name, at the end of an exported name. */
const EMPTY_WORD = /(^|[a-z\d])(Managers?|Helpers?|Utils?|Common|Data)$/;
const EMPTY_WORD_LOWER = /^(manager|helper|util|common|data)s?$/;

const KEBAB_PART = '[a-z0-9]+(-[a-z0-9]+)*';
const KEBAB_PATH = new RegExp(`^(${KEBAB_PART}/)*${KEBAB_PART}(\\.${KEBAB_PART})+$`);

/** Programs that load a file by its default export. */
const LOADED_BY_DEFAULT_EXPORT = /(^|\/)[a-z.-]+\.config\.ts$|\.d\.ts$|^tools\/lib\/vitest-report\.mjs$/;

/**
 * What breaks the rules on names and sizes, by file and line.
 * @param {readonly import('./source-files.mjs').SourceFile[]} files
 * @param {import('./syntax.mjs').Parse} parse
 * @returns {Violation[]}
 */
export function findNameViolations(files, parse) {
  return files.flatMap((file) => {
    const syntax = parse(file.path, file.text);
    const messages = [...fileMessages(file), ...syntaxMessages(file.path, syntax)];
    return messages.map(({ at, message }) => ({ path: file.path, line: lineAt(file.text, at), message }));
  });
}

/** @param {import('./source-files.mjs').SourceFile} file */
function fileMessages({ path, text }) {
  const messages = [];
  if (!KEBAB_PATH.test(path)) messages.push({ at: 0, message: 'is not named in kebab-case' });
  const lines = text.replace(/\n$/, '').split('\n').length;
  const limit = path.startsWith('renderer/features/') ? MAX_FEATURE_LINES : MAX_LINES;
  if (lines > limit) messages.push({ at: 0, message: `has ${lines} lines, more than ${limit}: split it` });
  return messages;
}

/**
 * @param {string} path
 * @param {import('./syntax.mjs').Syntax} syntax
 */
function syntaxMessages(path, { program, errors }) {
  if (errors[0] !== undefined) return [{ at: 0, message: `cannot be parsed: ${errors[0].message}` }];
  /** @type {{ at: number, message: string }[]} */
  const messages = [];
  walk(program, (node) => {
    if (node.type === 'TSEnumDeclaration') {
      messages.push({ at: node.start, message: `enum ${node.id.name}: write a union of strings` });
    }
    const isDefault =
      node.type === 'ExportDefaultDeclaration' ||
      (node.type === 'ExportNamedDeclaration' && exportedNames(node).includes('default'));
    if (isDefault && !LOADED_BY_DEFAULT_EXPORT.test(path)) {
      messages.push({ at: node.start, message: 'has a default export: export it by its name' });
    }
    if (node.type !== 'ExportNamedDeclaration') return;
    for (const name of exportedNames(node)) {
      if (!EMPTY_WORD.test(name) && !EMPTY_WORD_LOWER.test(name)) continue;
      messages.push({ at: node.start, message: `exports ${name}: name what it is or does` });
    }
  });
  return messages;
}

/**
 * @param {Node} declaration
 * @returns {string[]}
 */
function exportedNames({ declaration, specifiers }) {
  const fromList = specifiers.map((/** @type {Node} */ { exported }) => exported.name ?? exported.value);
  if (!declaration) return fromList;
  if (declaration.type !== 'VariableDeclaration') return declaration.id?.name ? [declaration.id.name] : [];
  return declaration.declarations.flatMap((/** @type {Node} */ { id }) => boundNames(id));
}

/**
 * @param {Node | null} pattern
 * @returns {string[]}
 */
function boundNames(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((/** @type {Node} */ property) =>
        boundNames(property.value ?? property.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    default:
      return [];
  }
}
