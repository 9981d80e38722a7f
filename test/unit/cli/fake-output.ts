import { Terminal } from '../../../electron/cli/output/terminal';

/** A terminal whose two streams are kept in memory. */
export function fakeTerminal(screen: { readonly isTTY?: boolean; readonly columns?: number } = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    ...screen,
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
  });
  const terminal = new Terminal(stream('stdout'), stream('stderr'), false);
  return { terminal, written, events: () => eventsIn(written.stdout) };
}

function eventsIn(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
