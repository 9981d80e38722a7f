interface ScanMessage {
  /** What the scanner says, without the Markdown that Civitai writes it in. */
  readonly text: string;
  /** What a pickle calls when it is loaded, as far as the message lists it. */
  readonly imports: readonly string[];
}

const FENCED = /```(?:\w*\n)?([\s\S]*?)(?:```|$)/g;

/** Takes a scanner's message apart: its sentence, and the list in its code block. */
export function readScanMessage(untrustedMessage: string): ScanMessage {
  const imports = [...untrustedMessage.matchAll(FENCED)].flatMap(([, block = '']) =>
    block
      .split(/[\n,]/)
      .map((line) => line.trim().replace(/^["']|["']$/g, ''))
      .filter((line) => line !== ''),
  );
  return { text: plain(untrustedMessage.replace(FENCED, ' ')), imports: [...new Set(imports)] };
}

/** The whole message in one line. */
export function plainMessage(untrustedMessage: string): string {
  return plain(untrustedMessage);
}

function plain(text: string): string {
  return text
    .replace(/[*`#]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
