import { isAbsolute, join, resolve } from 'node:path';

export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Where the queue lives: CIVET_HOME, or the system's folder for such data. Never the app's own profile,
 * whose queue belongs to the app alone.
 */
export function stateFolder({ env, platform, home }: Machine): string {
  const { CIVET_HOME: chosen, XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'civet-cli');
  if (platform === 'win32') return join(local ?? join(home, 'AppData', 'Local'), 'civet-cli');
  // The specification says that a relative path is to be ignored.
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'state');
  return join(base, 'civet-cli');
}
