import { spawn } from 'node:child_process';
import type { E2e } from './e2e';
import { electronCommand } from './electron-app';

/**
 * Starts Civet once more on the same profile, as the system does with a link; it gives way to the one that runs.
 *
 * @returns its exit code
 */
export async function startAgain(t: E2e, ...args: readonly string[]): Promise<number | null> {
  const command = electronCommand(t.profile.data, args);
  const env = { ...process.env, CIVET_API_ORIGIN: t.civitai.origin, CI: 'true' };
  const child = spawn(command.executable, command.args, { env, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}
