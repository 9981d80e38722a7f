import fc from 'fast-check';

/** Values that no honest service sends in this place; none of them is a text that a test looks for. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e308,
    -2_147_483_649,
    Number.MAX_SAFE_INTEGER,
    '',
    ' ',
    '\u202e\u0000\n\r\t',
    '\ud800',
    '<script>alert(1)</script>',
    '{"items":[',
    'page:2',
    'https://civitai.example/api?page=0&cursor=',
    'http://[::1',
    '2026-13-45T99:99:99Z',
    '٣٫١٤',
    'Steps: 20, Sampler: "a, Seed: 1',
    'x'.repeat(20_000),
    [],
    {},
    [null],
    [[[[[[]]]]]],
    { meta: { meta: { meta: { meta: {} } } } },
    { length: 3, 0: 'a' },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 3 }),
);

const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'drop', 'repeat', 'swap', 'addKey', 'empty'),
  other: fc.nat(),
  value: strange,
});

type Change = typeof change extends fc.Arbitrary<infer Made> ? Made : never;

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** The same answer with one to four changes somewhere in it. */
export function mutated(answer: unknown): fc.Arbitrary<unknown> {
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const root: Record<string, unknown> = { answer: structuredClone(answer) };
    for (const made of changes) applyChange(root, made);
    return root.answer;
  });
}

function applyChange(root: Record<string, unknown>, { at, how, other, value }: Change): void {
  const places = placesIn(root);
  const place = places[at % places.length];
  const second = places[other % places.length];
  if (place === undefined || second === undefined) return;
  const { holder, key } = place;
  const found = holder[key];
  if (how === 'drop') delete holder[key];
  else if (how === 'repeat') holder[key] = Array.isArray(found) ? [...found, ...found] : [found, found];
  else if (how === 'swap') holder[key] = structuredClone(second.holder[second.key]);
  else if (how === 'addKey' && isTable(found)) {
    // A copy: the same value may be drawn again, and a later change goes into it.
    Object.defineProperty(found, '__proto__', own(structuredClone(value)));
  } else if (how === 'empty') holder[key] = Array.isArray(found) ? [] : isTable(found) ? {} : '';
  else holder[key] = structuredClone(value);
}

/** As JSON.parse makes it: a member of its own, not the prototype. */
function own(value: unknown): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true };
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function placesIn(root: Record<string, unknown>): readonly Place[] {
  const places: Place[] = [];
  const look = (holder: Record<string, unknown>): void => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      const found = holder[key];
      if (isTable(found)) look(found);
    }
  };
  look(root);
  return places;
}

/** Where an answer for the page holds what must not be shown; null when there is nothing of the kind. */
export function unshowable(value: unknown, path = ''): string | null {
  if (value === undefined) return `${path} is undefined`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `${path} is ${value}`;
  if (typeof value === 'string' && /undefined|\[object |NaN/.test(value))
    return `${path} says "${value.slice(0, 60)}"`;
  if (!isTable(value)) return null;
  for (const [key, member] of Object.entries(value)) {
    const found = unshowable(member, `${path}/${key}`);
    if (found !== null) return found;
  }
  return null;
}
