import { COMMAND_NAMES, COMMANDS, type CommandName, type Flag } from './arguments/commands';

const ENVIRONMENT = [
  'Environment:',
  '  CIVITAI_TOKEN      your API token; sent to Civitai’s API alone',
  '  CIVET_HOME         where civet keeps its queue (default: the system’s folder for such data)',
  '  CIVET_API_ORIGIN   another service than https://civitai.com, for tests',
];

const EXIT_CODES = [
  'Exit codes:',
  '   0  done                             7  no longer given out by Civitai',
  '   1  a mistake in civet               8  Civitai asks for a pause, or the daily limit is reached',
  '   2  wrong usage                      9  network or server trouble',
  '   3  not found                       10  disk: full, missing, not writable',
  '   4  needs a login or a valid token  11  not the file that Civitai describes',
  '   5  early access                    12  called dangerous by a scan; see --accept-risk',
  '   6  this account may not have it    13  civet’s own queue cannot be used',
  ' 129, 130, 143  ended by a signal; what was there is kept',
];

/** The text of `civet --help`, or of one command's. */
export function helpText(topic: CommandName | null): string {
  if (topic === null) return overview();
  const { usage, says, flags, more }: (typeof COMMANDS)[CommandName] = COMMANDS[topic];
  const lines = [`Usage: ${usage} [flags]`, '', says, '', 'Flags:', ...table(flags)];
  return [...lines, ...(more.length === 0 ? [] : ['', ...more]), ''].join('\n');
}

function overview(): string {
  const width = Math.max(...COMMAND_NAMES.map((name) => COMMANDS[name].usage.length));
  const commands = COMMAND_NAMES.map((name) => {
    const { usage, says } = COMMANDS[name];
    return `  ${usage.padEnd(width)}  ${says}`;
  });
  return [
    'civet finds models on Civitai, fetches the exact file, proves it by its hash and puts it in place.',
    '',
    ...commands,
    '',
    'civet COMMAND --help lists the flags of a command.',
    '',
    ...ENVIRONMENT,
    '',
    ...EXIT_CODES,
    '',
  ].join('\n');
}

function table(flags: readonly Flag[]): readonly string[] {
  const names = flags.map(({ name, value }) => `--${name}${value === undefined ? '' : ` ${value}`}`);
  const width = Math.max(...names.map((name) => name.length));
  return flags.map(({ says }, index) => `  ${(names[index] ?? '').padEnd(width)}  ${says}`);
}
