import log from 'electron-log/main';
import { type Log, writeLog } from './log-file';

/**
 * The log of this Civet.
 *
 * @param secrets values that must never be written, asked for with every line
 */
export function openLog(folder: string, secrets: () => readonly string[]): Log {
  return writeLog(log, folder, secrets);
}
