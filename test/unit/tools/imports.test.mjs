// @ts-check
import { describe, expect, it } from 'vitest';
import { findImports } from '../../../tools/lib/imports.mjs';
import { loadParser } from '../../../tools/lib/syntax.mjs';

const parse = await loadParser();

/** @param {string} text */
function found(text) {
  return findImports(parse('a.tsx', text), text);
}

describe('findImports', () => {
  it('names what is imported, and from which line', () => {
    expect(found("\nimport { a, b as c } from 'x';\nimport d, * as e from 'y';")).toEqual([
      { specifier: 'x', isTypeOnly: false, names: ['a', 'b'], line: 2 },
      { specifier: 'y', isTypeOnly: false, names: ['*', '*'], line: 3 },
    ]);
  });

  it('knows which imports leave no trace', () => {
    const kinds = found(
      "import type { A } from 'x'; import { type B } from 'y'; export type { C } from 'z';",
    );
    expect(kinds.map(({ specifier, isTypeOnly }) => [specifier, isTypeOnly])).toEqual([
      ['x', true],
      ['y', false],
      ['z', true],
    ]);
  });

  it('takes a template without holes for a name, and one with holes for a computed one', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the string is a program
    expect(found('import(`x`); import(`x/${y}`);').map(({ specifier }) => specifier)).toEqual(['x', '?']);
  });

  it('is not fooled by comments, strings and the text of the page', () => {
    const text =
      "// import 'a'\n/* require('b') */ const s = \"import('c')\"; const e = <p>import 'd'; it's `</p>;";
    expect(found(text)).toEqual([]);
  });
});
