import { z } from 'zod';

/** As much of JSON Schema as zod writes of the contract. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** What a payload looks like before it is parsed. An empty schema stands for a call without a payload. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  // zod's type names all of JSON Schema; what the contract uses of it is the part above.
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Why a value is not what a schema says; null when it is. It shares no line with zod, so that one mistake is not
 * made twice.
 */
export function whyNot(schema: JsonSchema, value: unknown, at = 'it'): string | null {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined)
    return choices.some((one) => whyNot(one, value, at) === null) ? null : `${at} is none of the choices`;
  for (const part of schema.allOf ?? []) {
    const why = whyNot(part, value, at);
    if (why !== null) return why;
  }
  if (schema.const !== undefined && value !== schema.const) return `${at} is not the one value`;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${at} is not on the list`;
  switch (schema.type) {
    case undefined:
      return null;
    case 'null':
      return value === null ? null : `${at} is not null`;
    case 'boolean':
      return typeof value === 'boolean' ? null : `${at} is no boolean`;
    case 'number':
    case 'integer':
      return whyNoNumber(schema, value, at);
    case 'string':
      return whyNoText(schema, value, at);
    case 'array':
      return whyNoList(schema, value, at);
    case 'object':
      return whyNoObject(schema, value, at);
  }
}

function whyNoNumber(schema: JsonSchema, value: unknown, at: string): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${at} is no number`;
  if (schema.type === 'integer' && !Number.isSafeInteger(value)) return `${at} is no whole number`;
  const { minimum = Number.NEGATIVE_INFINITY, exclusiveMinimum = Number.NEGATIVE_INFINITY } = schema;
  if (value < minimum || value <= exclusiveMinimum) return `${at} is too small`;
  return value > (schema.maximum ?? Number.POSITIVE_INFINITY) ? `${at} is too large` : null;
}

function whyNoText(schema: JsonSchema, value: unknown, at: string): string | null {
  if (typeof value !== 'string') return `${at} is no text`;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  if (value.length < minLength || value.length > maxLength) return `${at} has a wrong length`;
  return pattern !== undefined && !new RegExp(pattern, 'u').test(value)
    ? `${at} is of another pattern`
    : null;
}

function whyNoList(schema: JsonSchema, value: unknown, at: string): string | null {
  if (!Array.isArray(value)) return `${at} is no list`;
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = schema;
  if (value.length < minItems || value.length > maxItems) return `${at} has too few or too many entries`;
  return value.map((one, index) => whyNot(items, one, `${at}[${index}]`)).find((why) => why !== null) ?? null;
}

function whyNoObject(schema: JsonSchema, value: unknown, at: string): string | null {
  if (!isObject(value)) return `${at} is no object`;
  const { properties = {}, required = [], additionalProperties = false } = schema;
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${at}.${missing} is missing`;
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known === undefined && additionalProperties === false) return `${at}.${name} is not known`;
    if (known !== undefined && member === undefined && !required.includes(name)) continue;
    const rule = known ?? (typeof additionalProperties === 'object' ? additionalProperties : {});
    const why = whyNot(rule, member, `${at}.${name}`);
    if (why !== null) return why;
  }
  return null;
}
