import type { Terminal } from '../output/terminal';

/** Tells that the queue could not be read; nothing to tell in the ordinary case, when `putAside` is null. */
export function tellPutAside(terminal: Terminal, isJson: boolean, putAside: string | null): void {
  if (putAside === null) return;
  if (isJson) terminal.event({ status: 'warning', code: 'queuePutAside', path: putAside });
  terminal.note(
    `The queue could not be read, so a new one was begun. The old one was kept as ${putAside}; partial files and placed files stay where they are.`,
  );
}
