import type { FailureCode } from '../../shared/failure';

/** Part of what scripts rely on: numbers are never given another meaning. Listed in docs/cli.md. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  notFound: 3,
  login: 4,
  earlyAccess: 5,
  notForThisAccount: 6,
  notGivenOut: 7,
  pause: 8,
  network: 9,
  disk: 10,
  notTheFile: 11,
  dangerous: 12,
  state: 13,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

type Family = FailureCode extends `${infer Name}.${string}` ? Name : never;

const BY_FAMILY: Readonly<Record<Family, ExitCode>> = {
  network: EXIT.network,
  http: EXIT.network,
  access: EXIT.notForThisAccount,
  content: EXIT.notTheFile,
  integrity: EXIT.notTheFile,
  disk: EXIT.disk,
  input: EXIT.usage,
  ipc: EXIT.bug,
  // The terminal's Civet renews nothing.
  appUpdate: EXIT.bug,
  app: EXIT.bug,
};

const BY_CODE: Readonly<Partial<Record<FailureCode, ExitCode>>> = {
  'http.notFound': EXIT.notFound,
  'http.rateLimited': EXIT.pause,
  'http.busy': EXIT.pause,
  'http.remoteChanged': EXIT.notTheFile,
  'http.regionBlocked': EXIT.notGivenOut,
  'access.loginNeeded': EXIT.login,
  'access.tokenRejected': EXIT.login,
  'access.earlyAccess': EXIT.earlyAccess,
  'access.archived': EXIT.notGivenOut,
  'access.downloadsDisabled': EXIT.notGivenOut,
  'access.quota': EXIT.pause,
  'content.empty': EXIT.network,
  'input.unknownModel': EXIT.notFound,
  'input.unknownVersion': EXIT.notFound,
  'input.unknownHash': EXIT.notFound,
  'input.unknownCreator': EXIT.notFound,
  'input.unknownFile': EXIT.notFound,
  'input.unknownDownload': EXIT.notFound,
  'input.unreadableFile': EXIT.notFound,
  'input.unreadableFolder': EXIT.notFound,
  'input.riskNotAccepted': EXIT.dangerous,
};

export function exitCodeOf(code: FailureCode): ExitCode {
  const [family] = code.split('.');
  // Every code begins with its family; splitting only forgets that.
  return BY_CODE[code] ?? BY_FAMILY[family as Family];
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
export type EndingSignal = keyof typeof SIGNAL_NUMBERS;
export const ENDING_SIGNALS: readonly EndingSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** As shells report a program that a signal ended. */
export function exitCodeOfSignal(signal: EndingSignal): number {
  return 128 + SIGNAL_NUMBERS[signal];
}
