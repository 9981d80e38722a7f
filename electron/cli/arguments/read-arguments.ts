import { carriesToken } from '../../../shared/carries-token';
import { MATURITY_LEVELS } from '../../../shared/civitai/model';
import { parseReference } from '../../../shared/civitai/reference';
import { err, ok, type Result } from '../../../shared/result';
import type {
  CommandLine,
  Destination,
  GetRequest,
  IdentifyRequest,
  Misuse,
  QueueRequest,
  SearchRequest,
  TransferWishes,
} from './command-line';
import { COMMAND_NAMES, COMMANDS, type CommandName } from './commands';
import { nearest } from './nearest';
import { type GivenFlags, readFlags } from './read-flags';
import { looksLikeTokenFlag, NO_TOKEN_HERE, quotable, TOKEN_PLACES } from './secrets';
import { PROFILE_NAMES, parseProfile, parseRate, parseWhole, parseWishes, WISH_WORDS } from './values';

const USUAL_PREFERENCE = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' } as const;
const USUAL_CONNECTIONS = 4;
const MOST_CONNECTIONS = 8;
/** Below this a download is a trickle that looks like a fault; the app's own lowest limit. */
const LOWEST_RATE = 16 * 1024;
const LARGEST_ID = 2_147_483_647;
const SORTS = { rated: 'Highest Rated', downloads: 'Most Downloaded', newest: 'Newest' } as const;

const refuse = (problem: string, next: string) => err<Misuse>({ problem, next });

/**
 * Reads a command line.
 *
 * @param args without the program itself
 * @param ownHost host of another service than Civitai whose links are read too; null in the ordinary case
 */
export function readArguments(args: readonly string[], ownHost: string | null): Result<CommandLine, Misuse> {
  const secret = findToken(args);
  if (secret !== null) return err(secret);
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h') return ok({ kind: 'help', topic: null });
  if (first === '--version' || first === '-V') return ok({ kind: 'version' });
  if (first === 'help') return readHelp(rest);
  const command = COMMAND_NAMES.find((name) => name === first);
  if (command === undefined) return refuseCommand(first, ownHost);
  const flags = readFlags(command, rest);
  if (!flags.ok) return flags;
  if (flags.value.has('help')) return ok({ kind: 'help', topic: command });
  switch (command) {
    case 'get':
      return readGet(flags.value, ownHost);
    case 'search':
      return readSearch(flags.value);
    case 'identify':
      return readIdentify(flags.value);
    case 'queue':
      return readQueue(flags.value);
  }
}

/** Wherever it stands, and whatever else is wrong: a token in an argument is the first thing to say. */
function findToken(args: readonly string[]): Misuse | null {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  const isFlag = before.some((arg) => {
    const name = /^--?([^=]+)/.exec(arg)?.[1];
    return name !== undefined && looksLikeTokenFlag(name);
  });
  return isFlag || args.some(carriesToken) ? { problem: NO_TOKEN_HERE, next: TOKEN_PLACES } : null;
}

function readHelp([topic]: readonly string[]): Result<CommandLine, Misuse> {
  const command = COMMAND_NAMES.find((name) => name === topic);
  if (topic !== undefined && command === undefined) return refuseCommand(topic, null);
  return ok({ kind: 'help', topic: command ?? null });
}

function refuseCommand(word: string, ownHost: string | null): Result<never, Misuse> {
  if (parseReference(word, ownHost) !== null && !/^\d+$/.test(word))
    return refuse('What should be done with it is missing.', `Write: civet get ${quotable(word)}`);
  const near = nearest(word, COMMAND_NAMES);
  const known = `The commands are ${COMMAND_NAMES.join(', ')}.`;
  const problem = word.startsWith('-')
    ? 'A flag stands behind its command.'
    : `${quotable(word)} is no command of civet.`;
  return refuse(problem, near === null ? known : `Did you mean civet ${near}? ${known}`);
}

function asked(flags: GivenFlags) {
  return { isJson: flags.has('json'), isTokenOnStdin: flags.has('token-stdin') };
}

function usageOf(command: CommandName): string {
  return `Usage: ${COMMANDS[command].usage}`;
}

function readGet(flags: GivenFlags, ownHost: string | null): Result<GetRequest, Misuse> {
  const [word, ...others] = flags.words;
  if (word === undefined) return refuse('It is not said what to get.', usageOf('get'));
  if (others.length > 0)
    return refuse(
      'civet get fetches one file at a time.',
      'Run it once for each; they may run side by side.',
    );
  const reference = parseReference(word, ownHost);
  if (reference === null) {
    return refuse(
      `${quotable(word)} is no link of Civitai, AIR, version id or hash.`,
      'Copy the address of the model’s page, or the hash that Civitai shows for a file.',
    );
  }
  const file = flags.value('file');
  const fileId = file === null ? null : parseWhole(file, 1, LARGEST_ID);
  if (file !== null && fileId === null)
    return refuse(
      '--file takes the number of a file.',
      'civet get … --dry-run lists the files of a version.',
    );
  const wishes = readWishes(flags.value('prefer'), reference);
  if (!wishes.ok) return wishes;
  const destination = readDestination(flags);
  if (!destination.ok) return destination;
  const transfer = readTransfer(flags);
  if (!transfer.ok) return transfer;
  return ok({
    kind: 'get',
    ...asked(flags),
    ...transfer.value,
    reference,
    fileId,
    preference: wishes.value,
    destination: destination.value,
    isDryRun: flags.has('dry-run'),
    isRiskAccepted: flags.has('accept-risk'),
  });
}

function readWishes(
  given: string | null,
  reference: GetRequest['reference'],
): Result<GetRequest['preference'], Misuse> {
  if (given === null) {
    // A download link says what it is for; words that Civet does not know weigh nothing.
    const words = reference.kind === 'version' ? reference.untrustedWishes : [];
    const known = words.filter((word) => WISH_WORDS.includes(word.toLowerCase()));
    const parsed = parseWishes(known, USUAL_PREFERENCE);
    return ok(parsed.ok ? parsed.preference : USUAL_PREFERENCE);
  }
  const parsed = parseWishes(given.split(','), USUAL_PREFERENCE);
  if (parsed.ok) return ok(parsed.preference);
  const words = `Known words: ${WISH_WORDS.join(', ')}.`;
  if ('twice' in parsed)
    return refuse(
      `--prefer contradicts itself with “${parsed.twice}”.`,
      'Name one format, one precision, one size.',
    );
  const near = nearest(parsed.unknown, WISH_WORDS);
  return refuse(
    `--prefer does not know ${quotable(parsed.unknown)}.`,
    near === null ? words : `Did you mean ${near}? ${words}`,
  );
}

function readDestination(flags: GivenFlags): Result<Destination, Misuse> {
  const to = flags.value('to');
  const profile = flags.value('profile');
  const root = flags.value('root');
  if (to !== null && (profile !== null || root !== null))
    return refuse('--to and --profile name two places.', 'Give one of them.');
  if ((profile === null) !== (root === null))
    return refuse('--profile and --root belong together.', 'For example: --profile comfyui --root ~/ComfyUI');
  if (profile === null || root === null) return ok({ kind: 'folder', folder: to ?? '.' });
  const layout = parseProfile(profile);
  if (layout !== null) return ok({ kind: 'profile', layout, root });
  const near = nearest(profile, PROFILE_NAMES);
  const known = `Known are ${PROFILE_NAMES.join(', ')}.`;
  return refuse(
    `--profile does not know ${quotable(profile)}.`,
    near === null ? known : `Did you mean ${near}? ${known}`,
  );
}

function readTransfer(flags: GivenFlags): Result<TransferWishes, Misuse> {
  const given = flags.value('connections');
  const connections = given === null ? USUAL_CONNECTIONS : parseWhole(given, 1, MOST_CONNECTIONS);
  if (connections === null)
    return refuse(
      `--connections takes a number from 1 to ${MOST_CONNECTIONS}.`,
      'For example: --connections 4',
    );
  const limit = flags.value('limit');
  const bytesPerSecond = limit === null ? null : parseRate(limit);
  if (limit !== null && bytesPerSecond === null)
    return refuse(
      `--limit ${quotable(limit)} cannot be read.`,
      'For example: --limit 20M for 20 MB a second.',
    );
  if (bytesPerSecond !== null && bytesPerSecond < LOWEST_RATE)
    return refuse('--limit is too low to be useful.', 'At least 16Ki; without --limit there is none.');
  return ok({ connections, bytesPerSecond });
}

function readSearch(flags: GivenFlags): Result<SearchRequest, Misuse> {
  const sort = flags.value('sort') ?? 'rated';
  if (!Object.hasOwn(SORTS, sort))
    return refuse(`--sort takes ${Object.keys(SORTS).join(', ')}.`, 'For example: --sort newest');
  const wanted = (flags.value('maturity') ?? 'PG').toUpperCase().replace('-', '');
  const maturity = MATURITY_LEVELS.find((level) => level === wanted);
  if (maturity === undefined)
    return refuse(`--maturity takes ${MATURITY_LEVELS.join(', ')}.`, 'For example: --maturity PG13');
  const count = parseWhole(flags.value('count') ?? '20', 1, 200);
  if (count === null) return refuse('--count takes a number from 1 to 200.', 'For example: --count 50');
  return ok({
    kind: 'search',
    ...asked(flags),
    text: flags.words.join(' '),
    types: flags.values('type'),
    baseModels: flags.values('base-model'),
    // Just looked up among its own keys.
    sort: SORTS[sort as keyof typeof SORTS],
    maturity,
    count,
  });
}

function readIdentify(flags: GivenFlags): Result<IdentifyRequest, Misuse> {
  if (flags.words.length === 0) return refuse('It is not said which file.', usageOf('identify'));
  return ok({ kind: 'identify', ...asked(flags), files: flags.words });
}

function readQueue(flags: GivenFlags): Result<QueueRequest, Misuse> {
  const [action = 'list', ...ids] = flags.words;
  if (action !== 'list' && action !== 'resume' && action !== 'remove' && action !== 'clear') {
    const near = nearest(action, ['list', 'resume', 'remove', 'clear']);
    const usage = usageOf('queue');
    return refuse(
      `civet queue cannot ${quotable(action)}.`,
      near === null ? usage : `Did you mean civet queue ${near}? ${usage}`,
    );
  }
  if (action === 'list' && ids.length > 0) return refuse('civet queue lists everything.', usageOf('queue'));
  if (action === 'clear' && ids.length > 0)
    return refuse(
      'civet queue clear takes everything that has ended.',
      'For single ones: civet queue remove ID',
    );
  if (action === 'remove' && ids.length === 0)
    return refuse('It is not said which one to remove.', 'civet queue lists them with their ids.');
  const wrong = ids.find((id) => !/^[0-9a-f]{4,32}$/i.test(id));
  if (wrong !== undefined)
    return refuse(`${quotable(wrong)} is no id of the queue.`, 'At least its first four digits are needed.');
  const transfer = readTransfer(flags);
  if (!transfer.ok) return transfer;
  return ok({
    kind: 'queue',
    ...asked(flags),
    ...transfer.value,
    action,
    ids: ids.map((id) => id.toLowerCase()),
  });
}
