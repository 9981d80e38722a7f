import { redact } from '../../core/log/redact';
import type { Terminal } from './terminal';

/** Lines for a report about a mistake in Civet, without secrets. */
export function reportBug(terminal: Terminal, error: unknown, token: string | null): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  for (const line of redact(text, token === null ? [] : [token]).split('\n')) terminal.note(line);
}
