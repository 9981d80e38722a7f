import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/ipc/contract';
import { type JsonSchema, jsonSchemaOf } from '../../support/fuzz/json-schema';

const calls = Object.entries(contract).map(([name, { input }]) => [name, jsonSchemaOf(input)] as const);

/** Places of a schema where a page could send as much as it likes, or what nobody looks at. */
function openPlaces(schema: JsonSchema, at: string): string[] {
  const { type, items, properties = {}, anyOf = [], oneOf = [], allOf = [] } = schema;
  const choices = [...anyOf, ...oneOf, ...allOf];
  const isSaid = type !== undefined || choices.length > 0 || schema.enum !== undefined || 'const' in schema;
  const found: string[] = [];
  if (!isSaid) found.push(`${at}: anything`);
  const isFixed = schema.enum !== undefined || 'const' in schema || schema.pattern !== undefined;
  if (type === 'string' && !isFixed && schema.maxLength === undefined)
    found.push(`${at}: a text of any length`);
  if (type === 'array' && schema.maxItems === undefined) found.push(`${at}: a list of any length`);
  if (type === 'array' && items === undefined) found.push(`${at}: a list of anything`);
  if (items !== undefined) found.push(...openPlaces(items, `${at}[]`));
  for (const [name, one] of Object.entries(properties)) found.push(...openPlaces(one, `${at}.${name}`));
  return [...found, ...choices.flatMap((one) => openPlaces(one, at))];
}

describe('the contract', () => {
  it.each(calls)('bounds everything that %s takes', (name, schema) => {
    const takesNothing = contract[name as keyof typeof contract].input.safeParse(undefined).success;
    if (takesNothing)
      expect(contract[name as keyof typeof contract].input.safeParse(null).success).toBe(false);
    else expect(openPlaces(schema, name)).toEqual([]);
  });

  it.each(calls.filter(([, { type }]) => type === 'object'))(
    'refuses what %s does not know',
    (_name, schema) => {
      expect(schema.additionalProperties).toBe(false);
    },
  );

  it('has no call that takes a path', () => {
    const names = calls.flatMap(([, schema]) => Object.keys(schema.properties ?? {}));
    expect(names.filter((name) => /path|directory|url$/i.test(name))).toEqual(['untrustedUrl']);
  });
});
