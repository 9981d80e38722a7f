import type { GenerationFacts } from '../../../shared/civitai/images';
import { cleanLine, cleanText } from './clean-text';
import { readInfotext, writeInfotext } from './infotext';
import { resourcesOf } from './used-resources';

/** Longer than any prompt that a person writes; what is behind it is left out. */
const LONGEST_VALUE = 10_000;
const MOST_FIELDS = 80;
/** The service nests the facts once on a legacy path; a little more does no harm, without end it would. */
const DEEPEST_NESTING = 3;

/** What one program calls what another one calls otherwise, without case and separators. */
const ALIASES = {
  prompt: ['prompt', 'positiveprompt'],
  negativePrompt: ['negativeprompt'],
  sampler: ['sampler', 'samplername'],
  steps: ['steps'],
  cfgScale: ['cfgscale', 'cfg', 'guidance', 'guidancescale'],
  seed: ['seed'],
  clipSkip: ['clipskip'],
  size: ['size'],
  modelName: ['model', 'modelname', 'basemodelname'],
} as const;

/**
 * Reads how a picture was made from what its program wrote: flat, nested, as text of a generator, with
 * numbers as words or the other way round. Never fails; what has no words or numbers is left out.
 *
 * @returns null when nothing is told
 */
export function readGeneration(untrustedMeta: unknown): GenerationFacts | null {
  const meta = unwrap(untrustedMeta);
  if (meta === null) return null;
  const fields = fieldsOf(meta);
  const resources = resourcesOf(meta);
  if (fields.length === 0 && resources.length === 0) return null;
  const byName = new Map<string, string>();
  for (const { name, value } of fields) {
    const key = plainName(name);
    if (!byName.has(key)) byName.set(key, value);
  }
  const word = (kind: keyof typeof ALIASES): string | null =>
    ALIASES[kind].map((alias) => byName.get(alias)).find((value) => value !== undefined) ?? null;
  const facts = {
    prompt: word('prompt'),
    negativePrompt: word('negativePrompt'),
    sampler: word('sampler'),
    steps: toNumber(word('steps')),
    cfgScale: toNumber(word('cfgScale')),
    seed: word('seed'),
    clipSkip: toNumber(word('clipSkip')),
    size: word('size') ?? sizeOf(byName),
    modelName: word('modelName'),
  };
  return { ...facts, fields, resources, text: writeInfotext(facts, otherFields(fields)) };
}

/** Fields that none of the known facts stands for. */
function otherFields(fields: GenerationFacts['fields']): GenerationFacts['fields'] {
  const known = new Set<string>(Object.values(ALIASES).flat());
  return fields.filter(({ name }) => !known.has(plainName(name)));
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unwrap(untrusted: unknown): Readonly<Record<string, unknown>> | null {
  let value = untrusted;
  for (let depth = 0; depth <= DEEPEST_NESTING; depth += 1) {
    if (typeof value === 'string') value = readWritten(value);
    if (!isTable(value)) return null;
    if (!Object.hasOwn(value, 'meta') || Object.hasOwn(value, 'prompt')) return value;
    value = value.meta;
  }
  return null;
}

/** Facts written as one text: JSON, or as generators write them into a picture. */
function readWritten(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return readInfotext(text.slice(0, LONGEST_VALUE));
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All members in words, numbers or yes and no; lists and tables are no facts that a reader copies. */
function fieldsOf(meta: Readonly<Record<string, unknown>>): GenerationFacts['fields'] {
  const fields: { name: string; value: string }[] = [];
  for (const [untrustedName, value] of Object.entries(meta)) {
    if (fields.length >= MOST_FIELDS) break;
    const name = cleanLine(untrustedName).slice(0, 80);
    const words = wordsOf(value);
    // A whole workflow of another program travels as one text; nobody reads it.
    if (name === '' || words === '' || /^(?:comfy|workflow)$/i.test(name)) continue;
    fields.push({ name, value: words });
  }
  return fields;
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return cleanText(value.slice(0, LONGEST_VALUE));
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'boolean' ? String(value) : '';
}

function toNumber(word: string | null): number | null {
  if (word === null || !/^-?\d{1,15}(\.\d{1,10})?$/.test(word)) return null;
  return Number(word);
}

function sizeOf(byName: ReadonlyMap<string, string>): string | null {
  const width = toNumber(byName.get('width') ?? null);
  const height = toNumber(byName.get('height') ?? null);
  return width === null || height === null ? null : `${width}x${height}`;
}
