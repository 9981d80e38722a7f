const TOKEN_IN_LINK = /[?&;#](?:api_?)?(?:token|key)=/i;

/** Whether a text that somebody typed or pasted holds a token: a link that ends in one, or a whole header. */
export function carriesToken(text: string): boolean {
  return TOKEN_IN_LINK.test(text) || /^bearer\s+\S{16,}/i.test(text.trim());
}
