import DOMPurify, { type Config } from 'dompurify';

/**
 * What a creator's HTML may keep: structure and emphasis. No pictures, which would tell a stranger's
 * server who is looking; no style, class or id, which would let a description dress up as Civet.
 */
export const DESCRIPTION_RULES = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'div', 'blockquote', 'pre', 'ul', 'ol', 'li'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...['b', 'strong', 'i', 'em', 'u', 's', 'del', 'code', 'kbd', 'sub', 'sup', 'span', 'a'],
  ],
  ALLOWED_ATTR: ['href'],
  ALLOWED_URI_REGEXP: /^https:\/\//i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

/** Parses a creator's HTML and answers only what the rules allow. */
export function sanitiseDescription(untrustedHtml: string): DocumentFragment {
  // The rules are constants, but DOMPurify asks for arrays that it could write to.
  const clean: DocumentFragment | null = DOMPurify.sanitize(untrustedHtml, {
    ...DESCRIPTION_RULES,
    ALLOWED_TAGS: [...DESCRIPTION_RULES.ALLOWED_TAGS],
    ALLOWED_ATTR: [...DESCRIPTION_RULES.ALLOWED_ATTR],
  });
  // A frameset takes the place of the body; DOMPurify then answers null, whatever its types say.
  return clean ?? document.createDocumentFragment();
}
