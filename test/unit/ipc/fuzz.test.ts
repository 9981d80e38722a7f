import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { answerCalls } from '../../../electron/ipc/answer';
import type { Handlers } from '../../../shared/ipc/contract';
import { fuzzCalls } from '../../support/fuzz/fuzz-calls';
import { fuzzLinks } from '../../support/fuzz/fuzz-links';

/** The same payloads with every run; `npm run fuzz` tries others. */
const SEED = 20_260_801;

describe('answerCalls', () => {
  it('refuses bytes where a list is meant, which zod throws at', async () => {
    const told: unknown[] = [];
    const none: unknown = {};
    const answer = answerCalls(none as Handlers, {
      isTrusted: () => true,
      report: (error) => told.push(error),
    });
    const event: unknown = {};
    const answers = await Promise.all(
      ['operations.tidy', 'library.downloadAgain'].map((name) =>
        answer(event as IpcMainInvokeEvent, name, { kind: 'run', ids: new Uint8Array([1]) }),
      ),
    );
    expect(answers.map((one) => !one.ok && one.error.code)).toEqual(['input.invalid', 'input.invalid']);
    expect(told).toEqual([]);
  });
});

describe('what comes from outside', () => {
  it('is refused or understood, whatever is sent to a call', async () => {
    const { payloads, accepted, ...bad } = await fuzzCalls(12_000, SEED);
    expect(bad).toEqual({ crashed: [], acceptedWrongly: [] });
    expect(payloads).toBeGreaterThanOrEqual(12_000);
    // Else only what is plainly wrong was tried.
    expect(accepted).toBeGreaterThan(payloads / 10);
  });

  it('is refused or understood, whatever a link or an argument says', () => {
    const { payloads, accepted, ...bad } = fuzzLinks(5_000, SEED);
    expect(bad).toEqual({ crashed: [], acceptedWrongly: [] });
    expect(payloads).toBe(5_000);
    expect(accepted).toBeGreaterThan(payloads / 20);
  });
});
