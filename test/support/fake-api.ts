import { type Failure, failure } from '../../shared/failure';
import {
  type Api,
  type CallInput,
  type CallName,
  type CallResult,
  contract,
  type EventName,
  type Events,
  type Handlers,
  type ParsedInput,
} from '../../shared/ipc/contract';
import { err, ok } from '../../shared/result';

interface RecordedCall {
  readonly name: CallName;
  readonly input: unknown;
}

type Answer<Name extends CallName> = (
  input: ParsedInput<Name>,
) => Promise<CallResult<Name>> | CallResult<Name>;

/**
 * Main, as far as the page can tell: parses what it is sent by the real contract, answers what the test
 * has set, and says what the test tells it to say. A call nobody has an answer for throws.
 */
export class FakeApi implements Api {
  readonly calls: RecordedCall[] = [];
  readonly #answers: Partial<Handlers>;
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();

  constructor(answers: Partial<Handlers> = {}) {
    this.#answers = { ...answers };
  }

  async invoke<Name extends CallName>(
    name: Name,
    ...payload: undefined extends CallInput<Name> ? [] : [CallInput<Name>]
  ): Promise<CallResult<Name>> {
    const parsed = contract[name].input.safeParse(payload[0]);
    this.calls.push({ name, input: payload[0] });
    if (!parsed.success) return err(failure('input.invalid', { message: parsed.error.message }));
    // The map is keyed by the very name whose input was parsed; the compiler cannot follow that.
    const answer = this.#answers[name] as Answer<Name> | undefined;
    if (answer === undefined) throw new Error(`FakeApi has no answer for ${name}`);
    return answer(parsed.data as ParsedInput<Name>); // same schema, same name
  }

  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** From now on, this call is answered so. An answer may be a promise that the test settles. */
  answer<Name extends CallName>(name: Name, answer: Answer<Name>): this {
    Object.assign(this.#answers, { [name]: answer });
    return this;
  }

  succeed<Name extends CallName>(name: Name, value: Extract<CallResult<Name>, { ok: true }>['value']): this {
    // `CallResult` of a name is by definition a success with that value, or a failure.
    return this.answer(name, () => ok(value) as CallResult<Name>);
  }

  fail<Name extends CallName>(name: Name, cause: Failure): this {
    // A failure is a member of every `CallResult`.
    return this.answer(name, () => err(cause) as CallResult<Name>);
  }

  emit<Name extends EventName>(name: Name, payload: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      // `on` files a listener under the name whose payload it takes.
      (listener as (payload: Events[Name]) => void)(payload);
    }
  }

  listenerCount(name: EventName): number {
    return this.#listeners.get(name)?.size ?? 0;
  }

  callsTo(name: CallName): readonly unknown[] {
    return this.calls.filter((made) => made.name === name).map((made) => made.input);
  }
}
