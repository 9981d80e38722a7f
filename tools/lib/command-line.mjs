// @ts-check
import { parseArgs } from 'node:util';
import { ToolError } from './say.mjs';

/**
 * The flags of a command that hands nothing on; an unknown one is an error.
 * @template {import('node:util').ParseArgsConfig['options']} Options
 * @param {Options} options
 * @param {string} usage the next step after a mistake
 */
export function readFlags(options, usage) {
  try {
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    throw new ToolError(error instanceof Error ? `${error.message.split('. ')[0]}.` : String(error), usage);
  }
}
