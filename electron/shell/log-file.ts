import { join } from 'node:path';
import type { NodeLogger } from 'electron-log';
import { redact } from '../core/log/redact';

/** Below the profile. */
export const LOG_FOLDER = 'logs';
/** There are two files at most: this one, and the one before it as `civet.old.log`. */
const MOST_BYTES = 2 * 1024 * 1024;

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
  /** Since this Civet was started. */
  counts(): { readonly warnings: number; readonly errors: number };
}

/**
 * Writes to one file in the profile, rotated at 2 MB, and to the terminal. Every line is cleaned of
 * secrets before it is written anywhere.
 *
 * @param logger electron-log, for Electron or for Node alone
 * @param secrets values that must never be written, asked for with every line
 */
export function writeLog(
  logger: Pick<NodeLogger, 'transports' | 'hooks' | 'info' | 'warn' | 'error'>,
  folder: string,
  secrets: () => readonly string[],
): Log {
  logger.transports.file.resolvePathFn = () => join(folder, LOG_FOLDER, 'civet.log');
  logger.transports.file.maxSize = MOST_BYTES;
  logger.transports.console.level = 'warn';
  logger.hooks.push((message) => ({
    ...message,
    data: message.data.map((part) => redact(textOf(part), secrets())),
  }));
  let warnings = 0;
  let errors = 0;
  return {
    info: (message) => logger.info(message),
    warn: (message) => {
      warnings += 1;
      logger.warn(message);
    },
    error: (message, error) => {
      errors += 1;
      if (error === undefined) logger.error(message);
      else logger.error(message, error);
    },
    counts: () => ({ warnings, errors }),
  };
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  return typeof part === 'string' ? part : JSON.stringify(part);
}
