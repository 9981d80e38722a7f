import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../../shared/result';
import type { Misuse } from './command-line';
import { COMMANDS, type CommandName, type Flag } from './commands';
import { nearest } from './nearest';
import { looksLikeTokenFlag, NO_TOKEN_HERE, TOKEN_PLACES } from './secrets';

/** The flags of one command, by name, and the words between them. */
export interface GivenFlags {
  readonly words: readonly string[];
  has(name: string): boolean;
  value(name: string): string | null;
  values(name: string): readonly string[];
}

/** Reads flags in any order, as `--name value` or `--name=value`; `--` ends them. */
export function readFlags(command: CommandName, args: readonly string[]): Result<GivenFlags, Misuse> {
  const flags: readonly Flag[] = COMMANDS[command].flags;
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(
        flags.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' } as const]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const found = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.find(({ name }) => name === token.name);
    const problem = judge(command, flag, token.name, token.value ?? null, found.has(token.name));
    if (problem !== null) return err(problem);
    found.set(token.name, [...(found.get(token.name) ?? []), token.value ?? '']);
  }
  return ok({
    words,
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1) ?? null,
    values: (name) => found.get(name) ?? [],
  });
}

function judge(
  command: CommandName,
  flag: Flag | undefined,
  name: string,
  value: string | null,
  isGiven: boolean,
): Misuse | null {
  const help = `civet ${command} --help lists what there is.`;
  if (flag === undefined) return unknownFlag(command, name, help);
  if (flag.value === undefined && value !== null) return { problem: `--${name} takes no value.`, next: help };
  if (flag.value !== undefined && (value === null || value === ''))
    return { problem: `--${name} needs a value: --${name} ${flag.value}.`, next: help };
  if (isGiven && flag.isRepeatable !== true)
    return { problem: `--${name} is given twice.`, next: 'Give it once.' };
  return null;
}

function unknownFlag(command: CommandName, name: string, help: string): Misuse {
  if (looksLikeTokenFlag(name)) return { problem: NO_TOKEN_HERE, next: TOKEN_PLACES };
  const known = COMMANDS[command].flags.map((entry) => entry.name);
  const near = nearest(name, known);
  const dashes = name.length === 1 ? '-' : '--';
  return {
    problem: `civet ${command} has no flag ${dashes}${name.slice(0, 40)}.`,
    next: near === null ? help : `Did you mean --${near}? ${help}`,
  };
}
