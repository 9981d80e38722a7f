import { z } from 'zod';

/**
 * What a failure spoils.
 *
 * - `call`: only this question; ask again or ask something else.
 * - `attempt`: this try of a download; the next one may work.
 * - `download`: this download, until the user does something.
 * - `app`: every download, until the cause has gone.
 */
export type FailureScope = 'call' | 'attempt' | 'download' | 'app';

/**
 * When it is worth trying again.
 *
 * - `backoff`: by itself, after a growing pause.
 * - `whenGone`: by itself, as soon as the cause has gone; Civet looks every few seconds.
 * - `afterUser`: once the user has done what the message says.
 * - `never`: the answer will not change.
 */
export type RetryRule = 'backoff' | 'whenGone' | 'afterUser' | 'never';

interface FailureRule {
  readonly scope: FailureScope;
  readonly retry: RetryRule;
  /** The bytes on disk belong to another file, or are gone: when the user tries again, it starts over. */
  readonly spoilsBytes?: true;
  /** The file at Civitai may be another one by now, so Civitai is asked before the user's next try. */
  readonly doubtsFile?: true;
  /**
   * With `backoff`: after so many tries in a row that ended so, and brought no new byte, it is up to the user.
   * Section 1.3 of the engine's specification, cases 51, 62 and 79.
   */
  readonly mostTries?: number;
  /** Worth another try as soon as the network is back. */
  readonly passesWithNetwork?: true;
  /** Worth another try as soon as somebody has signed in. */
  readonly passesWithLogin?: true;
  /** Worth another try as soon as Civet reaches the net another way: by another proxy, login or certificate. */
  readonly passesWithRoute?: true;
  /** Concerns every download on the same volume, and what it says of that volume. */
  readonly stopsVolume?: 'full' | 'faulty' | 'missing';
  /** A drive that has gone may look like this, so it is looked for before this is believed. */
  readonly suspectsVolume?: true;
}

/**
 * Every expected failure, in one place. Queue, retry and page read this table and contain no
 * condition on a single code; the words for each code live in the page's locale files.
 */
export const FAILURES = {
  'network.offline': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.dns': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.timeout': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.refused': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.reset': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.tls': { scope: 'download', retry: 'afterUser', passesWithRoute: true },
  'network.proxyUnreachable': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  /** It is there, and could not reach the host just now. */
  'network.proxyFailed': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.proxyForbids': { scope: 'download', retry: 'afterUser', passesWithRoute: true },
  /** `given` is "none" or "wrong". */
  'network.proxyLogin': { scope: 'download', retry: 'afterUser', passesWithRoute: true },
  'network.stalled': { scope: 'attempt', retry: 'backoff', passesWithNetwork: true },
  'network.redirectRefused': { scope: 'download', retry: 'never' },

  'http.notFound': { scope: 'download', retry: 'afterUser' },
  'http.rejected': { scope: 'download', retry: 'afterUser' },
  'http.rateLimited': { scope: 'attempt', retry: 'backoff' },
  'http.busy': { scope: 'attempt', retry: 'backoff' },
  'http.serverError': { scope: 'attempt', retry: 'backoff' },
  // Every new link counts as a download at Civitai.
  'http.linkExpired': { scope: 'attempt', retry: 'backoff', mostTries: 3 },
  'http.badAnswer': { scope: 'attempt', retry: 'backoff', mostTries: 2, doubtsFile: true },
  'http.remoteChanged': { scope: 'download', retry: 'afterUser', spoilsBytes: true },
  'http.regionBlocked': { scope: 'download', retry: 'afterUser', passesWithRoute: true },
  'http.tooManyPages': { scope: 'call', retry: 'never' },

  'access.loginNeeded': { scope: 'download', retry: 'afterUser', passesWithLogin: true },
  'access.tokenRejected': { scope: 'call', retry: 'afterUser' },
  'access.earlyAccess': { scope: 'download', retry: 'afterUser' },
  'access.paid': { scope: 'download', retry: 'afterUser' },
  'access.archived': { scope: 'download', retry: 'never' },
  'access.downloadsDisabled': { scope: 'download', retry: 'never' },
  'access.noPermission': { scope: 'download', retry: 'afterUser' },
  'access.quota': { scope: 'download', retry: 'afterUser' },

  'content.webPage': { scope: 'download', retry: 'afterUser' },
  'content.message': { scope: 'download', retry: 'afterUser' },
  'content.notTheFormat': { scope: 'download', retry: 'afterUser' },
  'content.noPicture': { scope: 'call', retry: 'afterUser' },
  'content.empty': { scope: 'attempt', retry: 'backoff', mostTries: 3 },

  'integrity.hash': { scope: 'download', retry: 'afterUser', spoilsBytes: true },
  'integrity.size': { scope: 'download', retry: 'afterUser', spoilsBytes: true },

  'disk.full': { scope: 'app', retry: 'whenGone', stopsVolume: 'full' },
  'disk.driveMissing': { scope: 'app', retry: 'whenGone', stopsVolume: 'missing' },
  /** The device itself failed, or did not confirm what was written. */
  'disk.ioError': { scope: 'app', retry: 'whenGone', stopsVolume: 'faulty', suspectsVolume: true },
  'disk.fileTooLarge': { scope: 'download', retry: 'afterUser' },
  'disk.denied': { scope: 'download', retry: 'afterUser' },
  'disk.folderMissing': { scope: 'download', retry: 'afterUser', suspectsVolume: true },
  'disk.folderEmpty': { scope: 'call', retry: 'afterUser' },
  'disk.tooManyWatches': { scope: 'call', retry: 'afterUser' },
  'disk.nameTooLong': { scope: 'download', retry: 'afterUser' },
  'disk.sidecarUnreadable': { scope: 'call', retry: 'afterUser' },
  'disk.sidecarShared': { scope: 'call', retry: 'afterUser' },
  'disk.notWhatWasPlaced': { scope: 'call', retry: 'never' },
  'disk.leadsElsewhere': { scope: 'download', retry: 'afterUser' },
  'disk.busy': { scope: 'download', retry: 'backoff' },
  'disk.fileVanished': {
    scope: 'download',
    retry: 'afterUser',
    spoilsBytes: true,
    suspectsVolume: true,
  },
  'disk.changedWhileRead': { scope: 'call', retry: 'never' },
  'disk.nameTaken': { scope: 'call', retry: 'afterUser' },
  'disk.changedSince': { scope: 'call', retry: 'afterUser' },
  /** What an operation was to leave as it is is not as it was. */
  'disk.keptChanged': { scope: 'call', retry: 'afterUser' },
  'disk.notThere': { scope: 'call', retry: 'afterUser' },
  'disk.isLink': { scope: 'call', retry: 'never' },
  'disk.noLinks': { scope: 'call', retry: 'never' },
  'disk.otherVolume': { scope: 'call', retry: 'never' },
  'disk.noTrash': { scope: 'call', retry: 'never' },
  /** Something came in the way, and could not be taken back as a whole either. */
  'disk.leftPartly': { scope: 'call', retry: 'afterUser' },
  'disk.noRoomToMove': { scope: 'call', retry: 'afterUser' },
  'disk.alreadyThere': { scope: 'call', retry: 'never' },
  'disk.noJournal': { scope: 'call', retry: 'afterUser' },
  'disk.failed': { scope: 'download', retry: 'afterUser', suspectsVolume: true },

  'input.invalid': { scope: 'call', retry: 'never' },
  'input.badOrigin': { scope: 'call', retry: 'never' },
  'input.unknownModel': { scope: 'call', retry: 'never' },
  'input.unknownVersion': { scope: 'call', retry: 'never' },
  'input.unknownHash': { scope: 'call', retry: 'never' },
  'input.goneFromCivitai': { scope: 'call', retry: 'never' },
  'input.wholeUnknown': { scope: 'call', retry: 'never' },
  'input.unknownCreator': { scope: 'call', retry: 'never' },
  'input.unknownFile': { scope: 'call', retry: 'never' },
  'input.unreadableFile': { scope: 'call', retry: 'never' },
  'input.unreadableFolder': { scope: 'call', retry: 'never' },
  'input.nothingToInspect': { scope: 'call', retry: 'never' },
  'input.unknownDownload': { scope: 'call', retry: 'never' },
  'input.notPossibleNow': { scope: 'call', retry: 'never' },
  'input.folderNotChosen': { scope: 'call', retry: 'afterUser' },
  'input.notThatLayout': { scope: 'call', retry: 'afterUser' },
  'input.managedFolder': { scope: 'call', retry: 'afterUser' },
  'input.riskNotAccepted': { scope: 'call', retry: 'afterUser' },
  'input.unknownNumber': { scope: 'call', retry: 'never' },
  'input.noVersions': { scope: 'call', retry: 'never' },
  'input.tooManyUnknown': { scope: 'call', retry: 'never' },
  'input.listTooLong': { scope: 'call', retry: 'never' },
  'input.tooManyProblems': { scope: 'call', retry: 'never' },
  'input.notUnderstood': { scope: 'call', retry: 'never' },
  'input.badLock': { scope: 'call', retry: 'never' },
  'input.newerLock': { scope: 'call', retry: 'never' },
  'input.badSettings': { scope: 'call', retry: 'never' },
  'input.newerSettings': { scope: 'call', retry: 'never' },
  'input.planFull': { scope: 'call', retry: 'never' },
  'input.linkRefused': { scope: 'call', retry: 'never' },
  'input.outsideFolders': { scope: 'call', retry: 'never' },
  'input.fileInUse': { scope: 'call', retry: 'whenGone' },
  'input.unknownOperation': { scope: 'call', retry: 'never' },
  'input.notUndoable': { scope: 'call', retry: 'never' },
  'input.noSidecars': { scope: 'call', retry: 'never' },
  'input.rightPlace': { scope: 'call', retry: 'never' },
  'input.placeUnknown': { scope: 'call', retry: 'never' },
  'input.nothingToMove': { scope: 'call', retry: 'never' },
  /** `most` files at once. */
  'input.changedMeanwhile': { scope: 'call', retry: 'never' },
  'input.tooManyChosen': { scope: 'call', retry: 'never' },
  /** A later operation has taken the files to another place. */
  'input.movedSince': { scope: 'call', retry: 'afterUser' },
  'input.trashEmptied': { scope: 'call', retry: 'never' },
  'input.notACertificate': { scope: 'call', retry: 'never' },
  'input.certificateExpired': { scope: 'call', retry: 'never' },
  'input.noAuthority': { scope: 'call', retry: 'never' },
  'input.cancelled': { scope: 'call', retry: 'never' },

  'ipc.untrustedSender': { scope: 'call', retry: 'never' },
  /** The end of the program came in the middle of it, and it was taken back. */
  /** Of new versions of Civet itself. */
  'appUpdate.feedMissing': { scope: 'call', retry: 'backoff' },
  'appUpdate.feedBusy': { scope: 'call', retry: 'backoff' },
  'appUpdate.feedUnreadable': { scope: 'call', retry: 'backoff' },
  'appUpdate.noPackage': { scope: 'call', retry: 'backoff' },
  'appUpdate.damaged': { scope: 'call', retry: 'backoff' },
  'appUpdate.notSigned': { scope: 'call', retry: 'afterUser' },
  'appUpdate.notInstalled': { scope: 'call', retry: 'afterUser' },

  'app.interrupted': { scope: 'call', retry: 'afterUser' },
  'app.bug': { scope: 'call', retry: 'never' },
  /** A thread that watches folders, or reads them, ended by itself; the next look at everything starts another. */
  'app.watchStopped': { scope: 'call', retry: 'afterUser' },
  'app.readingStopped': { scope: 'call', retry: 'afterUser' },
  /** The thread that fetches ended by itself; the next try starts another. */
  'app.engineStopped': { scope: 'attempt', retry: 'backoff' },
} as const satisfies Record<string, FailureRule>;

export type FailureCode = keyof typeof FAILURES;

// The keys of FAILURES are exactly the members of FailureCode; Object.keys only forgets that.
const failureCodes = Object.keys(FAILURES) as [FailureCode, ...FailureCode[]];

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** Facts for the sentence that the page makes of it: names, amounts, a server's own words. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** What the server asked for, in milliseconds, counted from when the failure was made. */
  retryAfterMs: z.number().int().nonnegative().nullable().default(null),
});

/** Plain data, so that it survives IPC and the journal. */
export type Failure = z.infer<typeof failureSchema>;

export function failure(
  code: FailureCode,
  params: Failure['params'] = {},
  retryAfterMs: number | null = null,
): Failure {
  return { code, params, retryAfterMs };
}

export function ruleOf(code: FailureCode): FailureRule {
  return FAILURES[code];
}
