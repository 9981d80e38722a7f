import { LAYOUTS } from '../../../shared/placement';
import { MODEL_TYPES } from '../../core/civitai/known-values';

const WIDEST_LINE = 76;

/** One flag of a command. Flags without `value` are switches. */
export interface Flag {
  readonly name: string;
  /** What stands for the value in the help, for example "DIR". */
  readonly value?: string;
  readonly isRepeatable?: true;
  readonly says: string;
}

export interface Command {
  readonly usage: string;
  readonly says: string;
  readonly flags: readonly Flag[];
  /** Further lines of `--help`. */
  readonly more: readonly string[];
}

const JSON_FLAG: Flag = { name: 'json', says: 'print one JSON event a line on standard output' };
const TOKEN_FLAG: Flag = {
  name: 'token-stdin',
  says: 'read the API token from standard input instead of CIVITAI_TOKEN',
};
const HELP_FLAG: Flag = { name: 'help', says: 'show this' };
const CONNECTIONS_FLAG: Flag = {
  name: 'connections',
  value: 'N',
  says: 'use at most N connections a file, 1 to 8 (4 unless given)',
};
const LIMIT_FLAG: Flag = {
  name: 'limit',
  value: 'RATE',
  says: 'fetch at most so much a second: 500k, 20M (decimal), 20Mi (binary)',
};
const COMMON = [JSON_FLAG, TOKEN_FLAG, HELP_FLAG];

/** Words with commas between them, in lines that fit a terminal. */
function inLines(words: readonly string[]): readonly string[] {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > WIDEST_LINE) lines.push(`  ${word}`);
    else lines[lines.length - 1] = line === '' ? `  ${word}` : `${line}, ${word}`;
  }
  return lines;
}

export const COMMANDS = {
  get: {
    usage: 'civet get <link | AIR | version id | hash>',
    says: 'Fetches one file, proves it and puts it into a folder.',
    flags: [
      { name: 'file', value: 'ID', says: 'fetch the file with this id' },
      {
        name: 'prefer',
        value: 'WORDS',
        says: 'what to prefer when a version has several files, for example safetensors,fp16,pruned',
      },
      { name: 'to', value: 'DIR', says: 'put the file into DIR, which must exist (default: this folder)' },
      {
        name: 'profile',
        value: 'NAME',
        says: `put it where a generator looks for it: ${LAYOUTS.join(', ')}; needs --root`,
      },
      { name: 'root', value: 'DIR', says: 'the main folder of that generator' },
      CONNECTIONS_FLAG,
      LIMIT_FLAG,
      { name: 'dry-run', says: 'say which file it would be and where it would go, and fetch nothing' },
      { name: 'accept-risk', says: 'fetch it even though a scan at Civitai calls it dangerous' },
      ...COMMON,
    ],
    more: [
      'Words for --prefer: safetensors, pickle, gguf; fp16, bf16, fp32, fp8; pruned, full; any.',
      'The path of the placed file is printed on standard output, everything else on standard error.',
      'Ctrl-C keeps what is there; the same command goes on from it.',
    ],
  },
  search: {
    usage: 'civet search [WORDS]',
    says: 'Lists models of Civitai.',
    flags: [
      { name: 'type', value: 'TYPE', isRepeatable: true, says: 'only models of this type, such as LORA' },
      {
        name: 'base-model',
        value: 'NAME',
        isRepeatable: true,
        says: 'only models made for this base model, such as "SDXL 1.0"',
      },
      { name: 'sort', value: 'BY', says: 'rated (unless given), downloads or newest' },
      {
        name: 'maturity',
        value: 'LEVEL',
        says: 'the highest level shown: PG (unless given), PG13, R, X, XXX',
      },
      { name: 'count', value: 'N', says: 'how many at most, 1 to 200 (20 unless given)' },
      ...COMMON,
    ],
    more: ['Types, in any case:', ...inLines(MODEL_TYPES), 'Without a model found, the exit code is 3.'],
  },
  identify: {
    usage: 'civet identify FILE...',
    says: 'Hashes files on this machine and asks Civitai what they are.',
    flags: COMMON,
    more: ['Nothing but hashes is sent.'],
  },
  queue: {
    usage: 'civet queue [list | resume [ID...] | remove ID... | clear]',
    says: 'Lists what civet get has begun on this machine, goes on with it, or forgets it.',
    flags: [CONNECTIONS_FLAG, LIMIT_FLAG, ...COMMON],
    more: [
      'resume goes on with everything unfinished, or with the given ones.',
      'remove deletes the entry, the partial file and a damaged copy. A file that was placed stays.',
      'clear deletes the entries of what is placed, moved away or cancelled; placed files stay.',
      'The first digits of an ID are enough.',
    ],
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;

// The keys of COMMANDS are exactly its names; Object.keys only forgets that.
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];
