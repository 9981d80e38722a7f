import type { GenerationFacts } from '../../../shared/civitai/images';

/**
 * The text in which AUTOMATIC1111 and its kin write how a picture was made, and which many other
 * programs read when it is pasted: the prompt, a line "Negative prompt: …", a line of "Name: value" pairs.
 */

type Told = Omit<GenerationFacts, 'fields' | 'resources' | 'text'>;

/** @param others what stands behind the known facts, under its own names */
export function writeInfotext(facts: Told, others: GenerationFacts['fields']): string {
  const pairs: readonly (readonly [string, string | number | null])[] = [
    ['Steps', facts.steps],
    ['Sampler', facts.sampler],
    ['CFG scale', facts.cfgScale],
    ['Seed', facts.seed],
    ['Size', facts.size],
    ['Model', facts.modelName],
    ['Clip skip', facts.clipSkip],
    ...others.map(({ name, value }) => [name, value] as const),
  ];
  const told = pairs.flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${quoted(String(value))}`],
  );
  return [
    ...(facts.prompt === null ? [] : [facts.prompt]),
    ...(facts.negativePrompt === null ? [] : [`Negative prompt: ${facts.negativePrompt}`]),
    ...(told.length === 0 ? [] : [told.join(', ')]),
  ].join('\n');
}

/** A value that holds what ends a pair is written as JSON text, as those programs do. */
function quoted(value: string): string {
  return /[,:\n"]/.test(value) ? JSON.stringify(value) : value;
}

/** Reads such a text. Without a line of pairs all of it is the prompt. */
export function readInfotext(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/);
  const last = lines.at(-1) ?? '';
  const hasPairs = /^\s*Steps:\s*\d/i.test(last);
  const body = (hasPairs ? lines.slice(0, -1) : lines).join('\n');
  const at = body.search(/^Negative prompt:/im);
  const told: Record<string, string> = {};
  const prompt = (at < 0 ? body : body.slice(0, at)).trim();
  if (prompt !== '') told.prompt = prompt;
  if (at >= 0)
    told.negativePrompt = body
      .slice(at)
      .replace(/^Negative prompt:\s*/i, '')
      .trim();
  if (!hasPairs) return told;
  for (const [, name, value] of last.matchAll(/([\w ()-]{1,80}):\s*("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)/g)) {
    if (name !== undefined && value !== undefined) told[name.trim()] = unquoted(value.trim());
  }
  return told;
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'string' ? read : value;
  } catch {
    return value;
  }
}
