// @ts-check
import { ToolError } from '../lib/say.mjs';

/** What Chromium and the debugger always say, and what helps nobody. */
const NOISE = /^$|:(ERROR|WARNING|INFO|FATAL):|^(Debugger|DevTools|For help|Waiting for the debugger)/;

/**
 * Playwright's errors carry the program's whole log or nothing of it; this keeps the sentence and what
 * Civet itself wrote.
 * @param {unknown} error
 * @param {string} [log] what Civet has written since it was launched
 * @returns {unknown} anything else as it is
 */
export function readableFailure(error, log = '') {
  if (!(error instanceof Error) || error instanceof ToolError) return error;
  const lines = error.message.split('\n').map(withoutColours);
  const inMessage = lines.flatMap((line) => /\[pid=\d+\]\[(?:err|out)\] ?(.*)$/.exec(line)?.[1] ?? []);
  const hasEnded = /has been closed/.test(error.message);
  if (inMessage.length === 0 && !hasEnded) return error;
  const written = [...new Set([...inMessage, ...log.split('\n')])].filter((line) => !NOISE.test(line));
  return new ToolError(`${lines[0]}${written.length === 0 ? '' : `\nCivet wrote: ${written.join('\n  ')}`}`);
}

/** @param {string} text */
function withoutColours(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  return text.replace(/\u001b\[\d+m/g, '').trimEnd();
}
