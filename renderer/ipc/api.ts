import type { Failure } from '../../shared/failure';
import type { Api, CallInput, CallName, CallOutput } from '../../shared/ipc/contract';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly civet: Api;
  }
}

/** Everything the page can ask of main, and hear from it. */
export const api: Api = window.civet;

/** Carries a failure to where errors are caught, for example to TanStack Query. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** Asks main and answers the value itself; a failure is thrown as `FailureError`. */
export async function ask<Name extends CallName>(
  name: Name,
  ...payload: undefined extends CallInput<Name> ? [] : [CallInput<Name>]
): Promise<CallOutput<Name>> {
  const answer = await api.invoke(name, ...payload);
  if (!answer.ok) throw new FailureError(answer.error);
  return answer.value;
}

/** What to tell of anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { code: 'app.bug', params: {}, retryAfterMs: null };
}
