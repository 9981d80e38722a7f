/** A scanner's message without the Markdown that Civitai writes it in. */
export function plainMessage(untrustedMessage: string): string {
  return untrustedMessage
    .replace(/[*`#]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
