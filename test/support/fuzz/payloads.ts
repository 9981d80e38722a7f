import fc from 'fast-check';
import type { JsonSchema } from './json-schema';

const LONG = 40_000;

/** Texts that have broken programs before. */
export const EVIL_TEXTS = [
  '',
  '\0',
  '../../etc/passwd',
  '..\\..\\windows\\system32',
  '__proto__',
  'constructor',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE downloads; --",
  '%00%2e%2e%2f',
  '\u202Egpj.exe',
  '\uD800',
  'a'.repeat(LONG),
  '𝕏'.repeat(600),
  '{{template}}',
  '$(id)',
  'con',
  'NaN',
  '1e309',
] as const;

const EVIL_NUMBERS = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  -0,
  0.5,
  2 ** 31,
  2 ** 53,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
];

const evilText = fc.oneof(fc.constantFrom(...EVIL_TEXTS), fc.string({ unit: 'binary', maxLength: 80 }));

/** Anything that can be sent to main, without regard to what is expected. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  evilText,
  fc.constantFrom<unknown>(...EVIL_NUMBERS, null, undefined, true, [], {}, new Date(Number.NaN)),
  fc.array(evilText, { maxLength: 30 }),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')),
);

/** Payloads that a schema allows, or nearly so: what it says by a function of its own is not known here. */
export function likely(schema: JsonSchema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(likely));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case undefined:
      return schema.allOf?.[0] === undefined ? fc.constant(undefined) : likely(schema.allOf[0]);
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'integer': {
      const min = Math.ceil(schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1);
      const max = Math.max(min, Math.floor(schema.maximum ?? Number.MAX_SAFE_INTEGER));
      return fc.integer({ min, max }).map((number) => number);
    }
    case 'string':
      return text(schema);
    case 'array': {
      const minLength = schema.minItems ?? 0;
      const maxLength = Math.max(minLength, Math.min(schema.maxItems ?? 5, 5));
      return fc.array(likely(schema.items ?? {}), { minLength, maxLength });
    }
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, likely(one)])),
        { requiredKeys: [...(schema.required ?? [])] },
      );
  }
}

function text({ pattern, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  const most = Math.max(minLength, Math.min(maxLength, 60));
  const words = [
    'lora',
    'model:4201',
    'urn:air:sdxl:checkpoint:civitai:1@2',
    'https://civitai.com/models/4201',
  ];
  return fc.oneof(fc.string({ minLength, maxLength: most, unit: 'grapheme' }), fc.constantFrom(...words));
}

/** A payload in which one thing, somewhere, is not as it was. */
export function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(valid, fc.nat({ max: 50 }), fc.nat({ max: 3 }), garbage, evilText)
    .map(([value, where, how, other, name]) => {
      const copy: unknown = structuredClone(value);
      const places: [object, string][] = [];
      collect(copy, places);
      const place = places[where % Math.max(1, places.length)];
      if (place === undefined) return other;
      const [holder, key] = place;
      if (how === 0) Reflect.deleteProperty(holder, key);
      else if (how === 1) Object.defineProperty(holder, name, property(other));
      else if (how === 2) Object.defineProperty(holder, key, property(other));
      else Object.defineProperty(holder, key, property([Reflect.get(holder, key)]));
      return copy;
    });
}

const property = (value: unknown) => ({ value, enumerable: true, configurable: true, writable: true });

function collect(value: unknown, into: [object, string][]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    // The length of a list of text that is no list any more cannot be set.
    if (!Array.isArray(value) || /^\d+$/.test(key)) into.push([value, key]);
    collect(Reflect.get(value, key), into);
  }
}
