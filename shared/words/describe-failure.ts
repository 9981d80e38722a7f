import type { Failure } from '../failure';
import { formatBytes, formatDate, formatDuration, formatExactBytes } from './format';

export interface FailureWords {
  readonly title: string;
  readonly reason: string;
  readonly next: string;
}

/** What `describeFailure` needs of a language. */
export interface FailureLanguage {
  /**
   * A sentence of `failures.json` as it is written there, with its placeholders.
   *
   * @param key for example "disk.full.reason_detailed"; null when there is no such sentence
   */
  readonly find: (key: string) => string | null;
  /** For example "ComfyUI". */
  readonly nameOfLayout: (layout: string) => string;
}

/**
 * What happened, why, and what to do next.
 *
 * A sentence with facts in it is used only when the failure carries all of those facts; the words have
 * a plain one beside it, and may have one with more of them.
 */
export function describeFailure(cause: Failure, language: FailureLanguage): FailureWords {
  const facts = readableFacts(cause, language);
  const say = (part: keyof FailureWords) => {
    const key = `${cause.code}.${part}`;
    const detailed = ['_full', '_detailed']
      .map((suffix) => language.find(`${key}${suffix}`))
      .find((text) => text !== null && placeholders(text).every((name) => name in facts));
    const sentence = detailed ?? language.find(key) ?? '';
    return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => facts[name] ?? '');
  };
  return { title: say('title'), reason: say('reason'), next: say('next') };
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
}

const LONGEST_QUOTE = 200;

function readableFacts(cause: Failure, language: FailureLanguage): Readonly<Record<string, string>> {
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(cause.params)) {
    if (value !== '') facts[name] = readable(name, value);
  }
  const { layout } = cause.params;
  if (layout !== undefined) facts.layout = language.nameOfLayout(String(layout));
  if (cause.retryAfterMs !== null) facts.wait = formatDuration(cause.retryAfterMs);
  return facts;
}

function readable(name: string, value: string | number): string {
  if (typeof value === 'string') {
    if (name === 'expected' || name === 'actual') return shortHash(value);
    return value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;
  }
  switch (name) {
    case 'bytes':
    case 'missingBytes':
    case 'freeBytes':
    case 'reserveBytes':
      return formatBytes(value);
    case 'expected':
    case 'actual':
      return formatExactBytes(value);
    case 'until':
      return formatDate(value);
    default:
      return String(value);
  }
}

/** Ten digits, as Civitai's AutoV2 has: enough to compare by eye. */
function shortHash(hash: string): string {
  return hash.length > 10 ? `${hash.slice(0, 10)}…` : hash;
}
