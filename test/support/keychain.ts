import { execFileSync, spawnSync } from 'node:child_process';

/** A real keychain for a test: Debian's gnome-keyring on a session bus of its own. */

const PACKAGES: Readonly<Record<string, string>> = {
  'dbus-run-session': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
};

const isThere = (program: string) => spawnSync('which', [program]).status === 0;

/**
 * Makes sure that this machine can run a keyring. As root on Debian or Ubuntu it installs what is missing.
 *
 * @throws with the command to type when it may not, because a test of the keychain is never skipped
 */
export function ensureKeyring(): void {
  if (process.platform !== 'linux') throw new Error('This test brings its keychain along on Linux only.');
  const missing = Object.keys(PACKAGES).filter((program) => !isThere(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => PACKAGES[program] ?? program);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const command = `apt-get ${install.join(' ')}`;
  const needs = `The keychain test needs ${missing.join(' and ')}`;
  if (!isThere('apt-get')) throw new Error(`${needs}. On Debian: ${command}`);
  if (process.getuid?.() !== 0) throw new Error(`${needs}. Run: sudo ${command}`);
  process.stdout.write(`${needs}; installing ${packages.join(' and ')} with apt-get.\n`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: 'pipe' as const,
    timeout: 10 * 60_000,
  };
  execFileSync('apt-get', ['-qq', 'update'], options);
  execFileSync('apt-get', ['-qq', ...install], options);
  const still = missing.filter((program) => !isThere(program));
  if (still.length > 0) throw new Error(`${needs}, and they are still missing after ${command}`);
}
