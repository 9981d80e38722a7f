// @ts-check
import { run } from './processes.mjs';
import { projectRoot } from './project.mjs';

/**
 * Runs the npm that started this script, or else the one in PATH.
 * @param {readonly string[]} args
 * @param {Omit<import('./processes.mjs').RunOptions, 'isShell'>} [options]
 */
export function npm(args, options = {}) {
  const { npm_execpath: script } = process.env;
  const withDefaults = { cwd: projectRoot, ...options };
  // `yarn` and `pnpm` set the variable as well, and know other commands.
  if (script && /npm-cli\.c?js$/.test(script)) return run(process.execPath, [script, ...args], withDefaults);
  return process.platform === 'win32'
    ? run('npm.cmd', args, { ...withDefaults, isShell: true })
    : run('npm', args, withDefaults);
}

/**
 * The lines of npm's output that say what went wrong, without its log file and usage hints.
 * @param {string} text
 */
export function npmErrorLine(text) {
  const lines = text
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter((line) => line !== '' && !/^(A complete log|code |errno |syscall )/.test(line));
  return lines[0] ?? text.trim().split('\n').at(-1) ?? '';
}
