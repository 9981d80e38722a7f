// @ts-check
import { run } from './processes.mjs';
import { say, ToolError } from './say.mjs';

const INSTALL = ['install', '-y', '--no-install-recommends'];
const APT_LIMIT_MS = 15 * 60_000;

/**
 * Installs Debian or Ubuntu packages where this process may, and otherwise stops with the command to type.
 * @param {readonly string[]} packages names as Debian 12 has them
 * @param {string} why ends the sentence "… needs"
 */
export async function installPackages(packages, why) {
  if (!(await hasApt())) {
    throw new ToolError(
      `${why} needs what Debian calls ${packages.join(', ')}.`,
      'install the packages of your distribution that hold it.',
    );
  }
  if (process.getuid?.() !== 0) {
    const names = await currentNames(packages);
    throw new ToolError(
      `${why} needs ${names.join(', ')}.`,
      `sudo apt-get ${[...INSTALL, ...names].join(' ')}`,
    );
  }
  // A fresh image has no package lists, and without them no name is known.
  await apt(['update']);
  const names = await currentNames(packages);
  say(`${why} needs ${names.join(', ')}; installing with apt-get.`);
  await apt([...INSTALL, ...names]);
}

async function hasApt() {
  return succeeds('apt-get', ['--version']);
}

/**
 * Debian 13 and Ubuntu 24.04 renamed libraries whose time type grew to 64 bits.
 * @param {readonly string[]} packages
 */
async function currentNames(packages) {
  return Promise.all(
    packages.map(async (name) =>
      (await succeeds('apt-cache', ['show', `${name}t64`])) ? `${name}t64` : name,
    ),
  );
}

/** @param {readonly string[]} args */
async function apt(args) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const result = await run('apt-get', ['-qq', ...args], { env, output: 'capture', timeoutMs: APT_LIMIT_MS });
  if (result.code === 0) return;
  const reason =
    result.text.split('\n').find((line) => /^E: /.test(line)) ?? result.text.trim().split('\n').at(-1);
  throw new ToolError(
    `apt-get ${args[0]} failed: ${reason}`,
    `run apt-get ${args.join(' ')} yourself and look.`,
  );
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function succeeds(command, args) {
  try {
    const { code, stdout } = await run(command, args, { output: 'capture' });
    return code === 0 && stdout !== '';
  } catch {
    return false;
  }
}
