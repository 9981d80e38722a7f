import type { IpcMainInvokeEvent } from 'electron';
import fc from 'fast-check';
import { answerCalls, answerDrops } from '../../../electron/ipc/answer';
import { FAILURES } from '../../../shared/failure';
import { type CallName, contract, type Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { FuzzOutcome } from './fuzz-outcome';
import { type JsonSchema, jsonSchemaOf, whyNot } from './json-schema';
import { garbage, likely, mutated } from './payloads';

const NAMES = Object.keys(contract) as CallName[]; // The contract's own keys.
const EVENT: unknown = { sender: { id: 1 } };

/** What one payload may be, as often as it is worth trying. */
function payloadsFor(schema: JsonSchema): fc.Arbitrary<unknown> {
  const valid = likely(schema);
  return fc.oneof(
    { arbitrary: valid, weight: 2 },
    { arbitrary: mutated(valid), weight: 5 },
    { arbitrary: garbage, weight: 3 },
  );
}

/**
 * Sends payloads to every call, through what answers the page, with handlers that write down what reaches them.
 *
 * @param runs how many, shared among the calls
 */
export async function fuzzCalls(runs: number, seed: number): Promise<FuzzOutcome> {
  const outcome: FuzzOutcome = { payloads: 0, accepted: 0, crashed: [], acceptedWrongly: [] };
  const reached: unknown[] = [];
  const take = (input: unknown) => {
    reached.push(input);
    return ok(null);
  };
  const recording: unknown = Object.fromEntries(NAMES.map((name) => [name, take]));
  const answer = answerCalls(recording as Handlers, {
    isTrusted: () => true,
    report: (error, call) => outcome.crashed.push(`${call}: ${String(error)}`),
  });
  const drop = answerDrops({
    isTrusted: () => true,
    take: (paths) => {
      reached.push(paths);
      return Promise.resolve(ok({ refused: [], added: 0 } as never));
    },
  });
  const each = Math.ceil(runs / (NAMES.length + 2));
  const tryOne = async (
    what: string,
    send: () => Promise<unknown>,
    whyWrong: (input: unknown) => string | null,
  ) => {
    outcome.payloads += 1;
    reached.length = 0;
    const judged = await send().then(
      (answered) => judge(answered, reached, whyWrong),
      (error: unknown) => ({ crashed: String(error) }),
    );
    if (judged === 'accepted') outcome.accepted += 1;
    else if (judged !== 'refused') {
      if ('crashed' in judged) outcome.crashed.push(`${what}: ${judged.crashed}`);
      else outcome.acceptedWrongly.push(`${what}: ${judged.wrong}`);
    }
  };
  // Of the type that ipcMain gives; nothing of it is read once the sender is trusted.
  const event = EVENT as IpcMainInvokeEvent;
  for (const name of NAMES) {
    const out = jsonSchemaOf(contract[name].input, 'output');
    const takesNothing = Object.keys(out).every((key) => key === '$schema');
    const whyWrong = (input: unknown) =>
      takesNothing ? (input === undefined ? null : 'something where nothing is meant') : whyNot(out, input);
    const payloads = payloadsFor(jsonSchemaOf(contract[name].input));
    for (const payload of fc.sample(payloads, { numRuns: each, seed }))
      await tryOne(name, () => answer(event, name, payload), whyWrong);
  }
  const strangeNames = fc.oneof(
    garbage,
    fc.constantFrom('__proto__', 'constructor', 'toString', 'app.', 'APP.INFO'),
  );
  for (const name of fc.sample(strangeNames, { numRuns: each, seed }))
    await tryOne(
      '(no such call)',
      () => answer(event, name, undefined),
      () => 'no call has this name',
    );
  for (const paths of fc.sample(payloadsFor(DROPPED), { numRuns: each, seed }))
    await tryOne(
      '(drop)',
      () => drop(event, paths),
      (input) => whyNot(DROPPED, input),
    );
  if (Object.hasOwn(Object.prototype, 'polluted'))
    outcome.crashed.push('the prototype of all objects was changed');
  return outcome;
}

const DROPPED: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10_000,
  items: { type: 'string', minLength: 1, maxLength: 32_767 },
};

function judge(
  answered: unknown,
  reached: readonly unknown[],
  whyWrong: (input: unknown) => string | null,
): 'accepted' | 'refused' | { readonly wrong: string } | { readonly crashed: string } {
  const { ok: isOk, error } = answered as { ok: boolean; error?: { code: string } };
  if (isOk) {
    const why = reached.length === 1 ? whyWrong(reached[0]) : `${reached.length} handlers ran`;
    return why === null ? 'accepted' : { wrong: why };
  }
  if (error === undefined || !Object.hasOwn(FAILURES, error.code))
    return { crashed: 'no failure of the table' };
  if (error.code === 'app.bug') return { crashed: 'app.bug' };
  return reached.length === 0 ? 'refused' : { wrong: 'refused, and a handler ran' };
}
