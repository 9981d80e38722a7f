// @ts-check

/**
 * A node of a syntax tree in ESTree's shape; which fields there are depends on `type`.
 * @typedef {{ type: string, start: number, end: number, [field: string]: any }} Node
 *
 * @typedef {object} Syntax
 * @property {Node} program
 * @property {{ value: string, start: number }[]} comments
 * @property {{ message: string }[]} errors
 *
 * @typedef {(name: string, text: string) => Syntax} Parse
 */

/**
 * The parser that Vite brings along: it reads TypeScript and JSX as the build does, so that a word in a
 * comment, a string or the page's text is never taken for code.
 * @returns {Promise<Parse>}
 */
export async function loadParser() {
  const { parseSync } = await import('vite');
  return (name, text) => /** @type {Syntax} */ (/** @type {unknown} */ (parseSync(name, text)));
}

/**
 * Calls `visit` for every node, the outer ones first.
 * @param {Node} root
 * @param {(node: Node) => void} visit
 */
export function walk(root, visit) {
  visit(root);
  for (const value of Object.values(root)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') walk(child, visit);
    }
  }
}

/**
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}

/**
 * The text of a string literal or of a template without holes, else null.
 * @param {Node | null | undefined} node
 * @returns {string | null}
 */
export function literalText(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return null;
}

/**
 * `a.b.c`, `a?.b['c']` and the like as `a.b.c`; anything else in such a chain is written `?`.
 * @param {Node} node
 * @returns {string}
 */
export function dottedName(node) {
  if (node.type === 'Identifier') return node.name;
  if (
    node.type === 'ChainExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSAsExpression'
  ) {
    return dottedName(node.expression);
  }
  if (node.type !== 'MemberExpression') return '?';
  const property = node.computed ? literalText(node.property) : node.property.name;
  return `${dottedName(node.object)}.${property ?? '?'}`;
}
