import { homedir } from 'node:os';
import { CIVITAI_ORIGIN, parseApiOrigin } from '../core/civitai/origins';
import type { CommandLine, Request } from './arguments/command-line';
import { readArguments } from './arguments/read-arguments';
import { EXIT } from './exit-codes';
import { Interrupt } from './interrupt';
import { fail, failMisuse } from './output/fail';
import { tellThrown } from './output/tell-thrown';
import { Terminal } from './output/terminal';
import { stateFolder } from './state/state-folder';
import { takeToken } from './token';
import type { World } from './world';

/** `civet`: the services of Civet on plain Node, one command at a time. */

const terminal = new Terminal(process.stdout, process.stderr, process.env.TERM === 'dumb');
const args = process.argv.slice(2);
const isJson = args.includes('--json');
let token: string | null = null;
/** Null until it is known. */
let folder: string | null = null;

const NO_INPUT = {
  problem: '--token-stdin found nothing on standard input.',
  next: 'Pipe the token in: pass show civitai | civet get … --token-stdin',
};

async function run(): Promise<number> {
  const interrupt = new Interrupt(process, (exitCode) => {
    // Nothing was begun here, or the second signal leaves no time to count.
    if (isJson) terminal.event({ status: 'interrupted', durableBytes: null, totalBytes: null });
    terminal.finish();
    process.exit(exitCode);
  });
  // Nobody reads any more, or the terminal has gone: as if it had been closed.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => interrupt.take('SIGHUP'));
  const given = process.env.CIVET_API_ORIGIN;
  const api = given === undefined || given === '' ? CIVITAI_ORIGIN : readOrigin(given);
  if ('code' in api) return fail(terminal, isJson, api);
  const ownHost = api === CIVITAI_ORIGIN ? null : new URL(api.origin).host;
  const read = readArguments(args, ownHost);
  if (!read.ok) return failMisuse(terminal, isJson, 'usage', read.error);
  const line = read.value;
  if (line.kind === 'help' || line.kind === 'version') return tellAbout(line);
  const taken = await takeToken(process.env, line.isTokenOnStdin ? process.stdin : null);
  if (taken.ok && taken.value === null && line.isTokenOnStdin)
    return failMisuse(terminal, isJson, 'usage', NO_INPUT);
  if (!taken.ok) return fail(terminal, isJson, taken.error);
  token = taken.value;
  folder = stateFolder({ env: process.env, platform: process.platform, home: homedir() });
  return runCommand(line, { api, token, terminal, interrupt, stateFolder: folder });
}

function readOrigin(text: string) {
  const parsed = parseApiOrigin(text);
  return parsed.ok ? parsed.value : parsed.error;
}

async function tellAbout(line: Extract<CommandLine, { kind: 'help' | 'version' }>): Promise<number> {
  if (line.kind === 'version') {
    const { civetVersion } = await import('./version');
    terminal.answer(civetVersion());
    return EXIT.done;
  }
  const { helpText } = await import('./help');
  process.stdout.write(helpText(line.topic));
  return EXIT.done;
}

/** Each command is loaded by itself: who searches needs no database. */
async function runCommand(line: Request, world: World): Promise<number> {
  switch (line.kind) {
    case 'get':
      return (await import('./commands/get')).runGet(line, world);
    case 'search':
      return (await import('./commands/search')).runSearch(line, world);
    case 'identify':
      return (await import('./commands/identify')).runIdentify(line, world);
    case 'queue':
      return (await import('./commands/queue')).runQueue(line, world);
  }
}

/** Threads and kept connections would hold the process; what was written must still get out. */
function end(exitCode: number): void {
  terminal.finish();
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
}

/** The end of every command that was not reached by its own way; what is thrown while telling is told plainly. */
function endThrown(error: unknown): void {
  tellThrown(error, { terminal, isJson, token, stateFolder: folder }).then(end, (worse: unknown) => {
    process.stderr.write(`${String(worse)}\n`);
    process.exit(EXIT.bug);
  });
}

// A mistake in a callback would end the process without a word for the script that waits for one.
process.once('uncaughtException', endThrown);

run().then(end, endThrown);
