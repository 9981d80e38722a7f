import { execFile } from 'node:child_process';
import { readNetworkCostType, readNmcliMetered } from '../core/power/metered';

const LONGEST_ANSWER_MS = 10_000;

const NMCLI = [
  '-t',
  '-e',
  'no',
  '-f',
  'GENERAL.STATE,GENERAL.METERED,IP4.GATEWAY,IP6.GATEWAY',
  'device',
  'show',
] as const;

const COST_TYPE =
  '[void][Windows.Networking.Connectivity.NetworkInformation,Windows,ContentType=WindowsRuntime];' +
  '[Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()' +
  '.GetConnectionCost().NetworkCostType.ToString()';

/**
 * Whether the line to the internet is paid by volume, as far as the system tells; null where it does not.
 * Starts a program of the system, so it is nothing to ask all the time.
 */
export async function isMeteredLine(): Promise<boolean | null> {
  switch (process.platform) {
    case 'linux': {
      const answer = await ask('nmcli', NMCLI);
      return answer === null ? null : readNmcliMetered(answer);
    }
    case 'win32': {
      const answer = await ask('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', COST_TYPE]);
      return answer === null ? null : readNetworkCostType(answer);
    }
    default:
      return null;
  }
}

function ask(program: string, options: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const settings = {
      timeout: LONGEST_ANSWER_MS,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    };
    execFile(program, [...options], settings, (error, output) => resolve(error === null ? output : null));
  });
}
