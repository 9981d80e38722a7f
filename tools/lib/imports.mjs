// @ts-check
import { dottedName, lineAt, literalText, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').Node} Node */

/**
 * @typedef {object} Import
 * @property {string} specifier as it is written, or `?` when it is computed
 * @property {boolean} isTypeOnly leaves no trace in what is built
 * @property {string[]} names imported from there; `*` for everything
 * @property {number} line
 */

/**
 * Everything a file refers to in other files: static, dynamic and type-only imports, re-exports, `require`,
 * `import('…').Type`, `import.meta.glob` and `/// <reference>`.
 * @param {import('./syntax.mjs').Syntax} syntax
 * @param {string} text
 * @returns {Import[]}
 */
export function findImports({ program, comments }, text) {
  /** @type {Import[]} */
  const imports = [];
  const add = (
    /** @type {Node} */ node,
    /** @type {string | null} */ specifier,
    isTypeOnly = false,
    names = ['*'],
  ) => {
    imports.push({ specifier: specifier ?? '?', isTypeOnly, names, line: lineAt(text, node.start) });
  };
  walk(program, (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        return add(node, literalText(node.source), node.importKind === 'type', importedNames(node));
      case 'ExportAllDeclaration':
        return add(node, literalText(node.source), node.exportKind === 'type');
      case 'ExportNamedDeclaration':
        if (node.source) add(node, literalText(node.source), node.exportKind === 'type', exportedNames(node));
        return;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          add(node, literalText(node.moduleReference.expression), node.importKind === 'type');
        }
        return;
      case 'TSImportType':
        return add(node, literalText(node.source), true, []);
      case 'ImportExpression':
        return add(node, literalText(node.source));
      case 'CallExpression':
        if (isRequire(node)) add(node, literalText(node.arguments[0]));
        for (const pattern of globPatterns(node)) add(node, pattern);
    }
  });
  for (const comment of comments) {
    const reference = /^\/\s*<reference\s+(types|path)\s*=\s*["']([^"']+)["']/.exec(comment.value);
    if (reference === null) continue;
    const [, kind, target = ''] = reference;
    const specifier = kind === 'path' && !target.startsWith('.') ? `./${target}` : target;
    imports.push({ specifier, isTypeOnly: true, names: [], line: lineAt(text, comment.start) });
  }
  return imports;
}

/**
 * @param {Node} declaration
 * @returns {string[]}
 */
function importedNames(declaration) {
  return declaration.specifiers.map((/** @type {Node} */ specifier) => {
    if (specifier.type !== 'ImportSpecifier') return '*';
    return specifier.imported.name ?? specifier.imported.value;
  });
}

/**
 * @param {Node} declaration
 * @returns {string[]}
 */
function exportedNames(declaration) {
  return declaration.specifiers.map(
    (/** @type {Node} */ specifier) => specifier.local.name ?? specifier.local.value,
  );
}

/** @param {Node} call */
function isRequire(call) {
  const name = dottedName(call.callee);
  return name === 'require' || name === 'require.resolve' || name === 'module.require';
}

/**
 * @param {Node} call
 * @returns {(string | null)[]}
 */
function globPatterns(call) {
  const { callee } = call;
  const isGlob =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'MetaProperty' &&
    callee.property.name === 'glob';
  if (!isGlob) return [];
  const [first] = call.arguments;
  return first?.type === 'ArrayExpression' ? first.elements.map(literalText) : [literalText(first)];
}
