import { expect as hasty } from 'playwright/test';

/** Long enough for a busy machine that also reads, hashes and draws; what is true at once costs no time. */
export const PATIENCE_MS = 60_000;

const patient = hasty.configure({ timeout: PATIENCE_MS });

interface PollOptions {
  readonly message?: string;
  readonly timeout?: number;
  readonly intervals?: number[];
}

/**
 * As Playwright's own, but a look that throws has only seen too little: a file has no name for the moment between the
 * halves of a change, and a page that is being left answers nothing. Playwright's own fails at the first throw.
 */
function poll(look: () => unknown, { message, timeout = PATIENCE_MS, intervals }: PollOptions = {}): unknown {
  const matchers = (isNot: boolean): object =>
    new Proxy(
      {},
      {
        get: (_nothing, name) => {
          if (name === 'not') return matchers(!isNot);
          // Whoever awaits a poll without a matcher has forgotten it.
          if (name === 'then') throw new Error('A poll needs a matcher.');
          return (...expected: unknown[]) =>
            patient(async () => {
              const seen = patient(await look(), message);
              const side: object = isNot ? seen.not : seen;
              Reflect.apply(Reflect.get(side, name), side, expected);
            }).toPass({ timeout, ...(intervals === undefined ? {} : { intervals }) });
        },
      },
    );
  return matchers(false);
}

/** Playwright's `expect` for what happens on screen, on disk or at the test service. */
export const expect: typeof patient = new Proxy(patient, {
  get: (target, name) => (name === 'poll' ? poll : Reflect.get(target, name)),
});
