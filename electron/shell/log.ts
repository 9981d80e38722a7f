import { join } from 'node:path';
import log from 'electron-log/main';
import { redact } from '../core/log/redact';

const MOST_BYTES = 2 * 1024 * 1024;

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/**
 * Writes to one file in the profile, rotated at 2 MB, and to the terminal. Every line is cleaned of
 * secrets before it is written anywhere.
 *
 * @param secrets values that must never be written, asked for with every line
 */
export function openLog(folder: string, secrets: () => readonly string[]): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'logs', 'civet.log');
  log.transports.file.maxSize = MOST_BYTES;
  log.transports.console.level = 'warn';
  log.hooks.push((message) => ({
    ...message,
    data: message.data.map((part) => redact(textOf(part), secrets())),
  }));
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message, error) => (error === undefined ? log.error(message) : log.error(message, error)),
  };
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  return typeof part === 'string' ? part : JSON.stringify(part);
}
