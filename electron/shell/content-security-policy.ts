/**
 * The page's policy, sent as a header with every document. Nothing is loaded from anywhere but
 * Civet itself; scripts are files, never text.
 *
 * @param nonce fresh for each document; lets the component library add its one style element
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // `default` lets nothing but the empty text become HTML; see renderer/app/trusted-html.ts.
    'trusted-types dompurify default',
  ].join('; ');
}

/** For the development server alone, whose reloading needs inline scripts and a socket. */
export function developmentPolicy(server: string): string {
  const socket = server.replace(/^http/, 'ws');
  return `default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ${server} ${socket}`;
}
