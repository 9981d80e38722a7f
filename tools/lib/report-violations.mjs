// @ts-check
import { say } from './say.mjs';

/**
 * Prints what a check found, one line each, for editors that follow `file:line`.
 * @param {readonly { path: string, line: number, message: string }[]} violations
 * @param {string} allGood
 * @returns {number} the exit code
 */
export function reportViolations(violations, allGood) {
  for (const { path, line, message } of violations) process.stdout.write(`${path}:${line} ${message}\n`);
  say(violations.length === 0 ? allGood : `${violations.length} to mend.`);
  return violations.length === 0 ? 0 : 1;
}
