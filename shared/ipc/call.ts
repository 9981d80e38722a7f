import type { z } from 'zod';

/** One line of the contract: how the input is parsed, and (by type only) what the answer holds. */
export interface Call<Input extends z.ZodType, Output> {
  readonly input: Input;
  readonly output?: Output;
}

/**
 * Declares a call. `call(schema).returns<T>()`: main parses the payload with `schema` before any
 * handler sees it; the page gets `Result<T, Failure>`.
 */
export function call<Input extends z.ZodType>(input: Input): { returns<Output>(): Call<Input, Output> } {
  return { returns: () => ({ input }) };
}
