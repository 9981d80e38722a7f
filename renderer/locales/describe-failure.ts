import i18next from 'i18next';
import type { Failure } from '../../shared/failure';
import { formatBytes, formatDate, formatDuration, formatExactBytes } from '../ui/format';

interface FailureWords {
  readonly title: string;
  readonly reason: string;
  readonly next: string;
}

/** The part of i18next's `t` that is needed here. */
type Translate = (key: string, options: Record<string, unknown>) => string;

type Part = keyof FailureWords;

/**
 * What happened, why, and what to do next, in the reader's language.
 *
 * A sentence with facts in it is used only when the failure carries all of those facts; the locale
 * file has a plain one beside it.
 */
export function describeFailure(cause: Failure, translate?: Translate): FailureWords {
  // i18next's own `t` takes any key as well; its declared type is narrower than a code from the table.
  const t = translate ?? (i18next.t as Translate);
  const facts = readableFacts(cause, t);
  const say = (part: Part) => {
    const key = `${cause.code}.${part}`;
    const options = { ns: 'failures', ...facts, interpolation: { escapeValue: false } };
    const detailed = t(key, { ...options, context: 'detailed', skipInterpolation: true });
    const isComplete = placeholders(detailed).every((name) => name in facts);
    return t(key, isComplete ? { ...options, context: 'detailed' } : options);
  };
  return { title: say('title'), reason: say('reason'), next: say('next') };
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
}

const longestQuote = 200;

function readableFacts(cause: Failure, t: Translate): Readonly<Record<string, string>> {
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(cause.params)) {
    if (value !== '') facts[name] = readable(name, value);
  }
  const { layout } = cause.params;
  if (layout !== undefined)
    facts.layout = t(`layouts.${layout}`, { ns: 'folders', defaultValue: `${layout}` });
  if (cause.retryAfterMs !== null) facts.wait = formatDuration(cause.retryAfterMs);
  return facts;
}

function readable(name: string, value: string | number): string {
  if (typeof value === 'string') {
    if (name === 'expected' || name === 'actual') return shortHash(value);
    return value.length > longestQuote ? `${value.slice(0, longestQuote)}…` : value;
  }
  switch (name) {
    case 'bytes':
    case 'missingBytes':
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
