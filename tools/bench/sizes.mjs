// @ts-check
import { ToolError } from '../lib/say.mjs';

const UNITS = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/**
 * Reads a size as people type it: `2G`, `512M`, `1.5GiB`, `4096`. Units are powers of 1024.
 * @param {string} text
 * @returns {number} bytes
 */
export function parseBytes(text) {
  const found = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text.trim());
  const bytes = Math.round(Number(found?.[1]) * UNITS[/** @type {keyof typeof UNITS} */ (unitOf(found))]);
  if (!Number.isSafeInteger(bytes) || bytes <= 0)
    throw new ToolError(`"${text}" is no size.`, 'write it like 512M or 2G.');
  return bytes;
}

/** @param {RegExpExecArray | null} found */
function unitOf(found) {
  return found?.[2]?.toLowerCase() ?? '';
}

/**
 * A whole number of at least 1 from a flag.
 * @param {string} name of the flag
 * @param {string} text
 */
export function parseCount(name, text) {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new ToolError(`--${name} ${text} is no count.`, `give --${name} a whole number of 1 or more.`);
  return count;
}

/**
 * @param {number} bytes
 * @returns {string} for example `2 GiB`, `1.5 MiB`
 */
export function formatBytes(bytes) {
  for (const [name, factor] of /** @type {const} */ ([
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ])) {
    if (bytes >= factor) return `${Number((bytes / factor).toFixed(1))} ${name}`;
  }
  return `${bytes} B`;
}
