// @ts-check

/**
 * Puts generated text into a page, between two comments that nobody sees: `<!-- name: … -->` and
 * `<!-- name: end -->`. What stood there before is replaced.
 * @param {string} page
 * @param {string} name
 * @param {string} content
 * @returns {string}
 */
export function withMarkedSection(page, name, content) {
  const begin = new RegExp(`<!-- ${name}: (?!end)[^>]*-->`).exec(page);
  const end = page.indexOf(`<!-- ${name}: end -->`);
  if (begin === null || end < begin.index) throw new Error(`the page has no section marked ${name}`);
  const head = page.slice(0, begin.index + begin[0].length);
  return `${head}\n\n${content.trim()}\n\n${page.slice(end)}`;
}
