import type { FailureCode } from '../../../shared/failure';

/**
 * The one thing that gets a download going again.
 *
 * - `signIn`, `folders`: on another screen of Civet.
 * - `openFolder`: where room can be made.
 * - `downloadAgain`: from the beginning, because what is here is not usable.
 * - `openModel`, `openOnCivitai`: another version, or a purchase.
 * - `remove`: nothing will help.
 */
export type FailureFix =
  | 'tryAgain'
  | 'signIn'
  | 'folders'
  | 'openFolder'
  | 'downloadAgain'
  | 'openModel'
  | 'openOnCivitai'
  | 'remove';

const fixes: Readonly<Partial<Record<FailureCode, FailureFix>>> = {
  'network.redirectRefused': 'openOnCivitai',
  'http.remoteChanged': 'downloadAgain',
  'access.loginNeeded': 'signIn',
  'access.tokenRejected': 'signIn',
  'access.earlyAccess': 'openOnCivitai',
  'access.paid': 'openOnCivitai',
  'access.archived': 'remove',
  'access.downloadsDisabled': 'openModel',
  'access.noPermission': 'openOnCivitai',
  'content.notTheFormat': 'downloadAgain',
  'integrity.hash': 'downloadAgain',
  'integrity.size': 'downloadAgain',
  'disk.full': 'openFolder',
  'disk.denied': 'folders',
  'disk.folderMissing': 'folders',
  'disk.nameTooLong': 'folders',
  'disk.fileTooLarge': 'folders',
  'input.folderNotChosen': 'folders',
};

export function fixFor(code: FailureCode): FailureFix {
  return fixes[code] ?? 'tryAgain';
}

/** Whether a retry goes on from the bytes that are already here. */
export function keepsPartialBytes(fix: FailureFix): boolean {
  return fix !== 'downloadAgain' && fix !== 'remove';
}
