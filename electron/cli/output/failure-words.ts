import type { Failure, FailureCode } from '../../../shared/failure';
import { describeFailure, type FailureWords } from '../../../shared/words/describe-failure';
import { failureSentence } from '../../../shared/words/failure-sentence';
import { nameOfLayout } from '../../core/presence/failure-line';
import { closerWords } from './closer-words';

const SIGN_IN =
  'Make an API token in your account settings at Civitai, put it into CIVITAI_TOKEN, then run this again.';
const AGAIN = 'Run the same command again; it goes on from what is here.';

/** Where the window's next step is a button, and a terminal's is a command. */
const NEXT: Readonly<Partial<Record<FailureCode, string>>> = {
  'network.offline': `Check your connection. ${AGAIN}`,
  'http.rateLimited': 'Wait a moment, then run the same command again.',
  'http.busy': 'Wait a moment, then run the same command again.',
  'http.remoteChanged': 'Run the same command again; it starts over.',
  'access.loginNeeded': SIGN_IN,
  'access.tokenRejected': SIGN_IN,
  'access.paid': 'Buy it on Civitai with the account your token belongs to, then run this again.',
  'content.webPage': 'Open the model on Civitai once, or set CIVITAI_TOKEN, then run this again.',
  'content.notTheFormat': 'It was not placed. Run the same command again to rule out damage on the way.',
  'integrity.hash': 'Run the same command again.',
  'integrity.size': 'Run the same command again.',
  'disk.full': `Make room. ${AGAIN}`,
  'disk.denied': 'Allow it, or name another folder with --to.',
  'disk.folderMissing': 'Connect its drive, or make the folder yourself: civet never does.',
  'disk.nameTooLong': 'Name a folder with a shorter path with --to.',
  'disk.fileVanished': 'Run the same command again; it starts from the beginning.',
  'disk.failed': 'Check the drive, then run the same command again.',
  'input.badOrigin': 'Correct CIVET_API_ORIGIN, or unset it to use Civitai.',
  'input.unknownModel': 'Look for it by name: civet search WORDS',
  'input.unknownHash': 'Look for the model by name: civet search WORDS',
  'input.unknownFile': 'Run it without --file, or with --dry-run to see the files there are.',
  'input.unknownDownload': 'civet queue lists what there is.',
  'input.notThatLayout': 'Name the generator’s main folder with --root, or use --profile plain.',
  'input.riskNotAccepted':
    'Choose another file with --file, or add --accept-risk if you want it nevertheless.',
  'app.bug': 'Run it again. If it happens again, report it with the lines above.',
};

/** Where the window has a log, and a terminal has said it all. */
const REASON: Readonly<Partial<Record<FailureCode, string>>> = {
  'app.bug': 'This is a mistake in civet, not in what you did. Nothing that was fetched is lost.',
};

/** What happened, why, and the one next step, for somebody at a terminal. */
export function wordsFor(cause: Failure): FailureWords {
  const said = describeFailure(cause, {
    find: failureSentence,
    nameOfLayout,
  });
  return {
    ...said,
    reason: REASON[cause.code] ?? said.reason,
    next: NEXT[cause.code] ?? said.next,
    ...closerWords(cause),
  };
}
