import { describe, expect, it } from 'vitest';
import { askPatiently } from '../../../electron/cli/commands/ask-patiently';
import { PauseTeller } from '../../../electron/cli/downloads/tell-pause';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { SteeredClock, settle } from '../../support/steered-clock';
import { fakeTerminal } from './fake-output';

const HOUR_MS = 60 * 60_000;

/** Answers in turn; the last one for ever. */
function rig(...answers: readonly Result<string, Failure>[]) {
  const clock = new SteeredClock();
  const fake = fakeTerminal();
  const pauses: number[] = [];
  let asked = 0;
  const { tell } = new PauseTeller(fake.terminal, true, () => clock.steadyMs());
  const ask = () => {
    asked += 1;
    return Promise.resolve(answers[Math.min(asked, answers.length) - 1] ?? ok('end'));
  };
  const onPause = (cause: Failure, untilMs: number, attempt: number) => {
    pauses.push(untilMs - clock.nowMs());
    tell(cause, untilMs, attempt);
  };
  let answer: Result<string, Failure> | null = null;
  void askPatiently(ask, { clock, random: () => 1, onPause }).then((given) => {
    answer = given;
  });
  return { clock, ...fake, pauses, asked: () => asked, answer: () => answer };
}

describe('askPatiently', () => {
  it('waits while the network is down, and goes on when it is back', async () => {
    const down = err(failure('network.offline'));
    const { clock, answer, written, events } = rig(down, down, down, ok('file'));
    await settle();
    expect(answer()).toBeNull();
    await clock.advance(10_000);
    await settle();
    expect(answer()).toEqual(ok('file'));
    expect(events().map(({ status, code, attempt }) => [status, code, attempt])).toEqual([
      ['waiting', 'network.offline', 1],
      ['waiting', 'network.offline', 2],
      ['waiting', 'network.offline', 3],
    ]);
    expect(written.stderr.match(/No connection\..*civet tries again by itself/g)).toHaveLength(1);
  });

  it('never lets a pause of its own grow beyond a minute, however long it lasts', async () => {
    const { clock, pauses } = rig(err(failure('network.dns')));
    await settle();
    for (let step = 0; step < 120; step += 1) {
      await clock.advance(HOUR_MS / 60);
      await settle();
    }
    expect(pauses.length).toBeGreaterThan(60);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60_000);
  });

  it('keeps a pause that Civitai asks for', async () => {
    const { pauses } = rig(err(failure('http.rateLimited', {}, 90_000)));
    await settle();
    expect(pauses[0]).toBeGreaterThanOrEqual(90_000);
  });

  it.each([
    ['what somebody has to mend', 'access.loginNeeded', 1],
    ['what will not change', 'input.unknownVersion', 1],
    ['what comes too often', 'http.badAnswer', 2],
  ] as const)('gives back %s', async (_what, code, times) => {
    const { clock, answer, asked } = rig(err(failure(code)));
    await settle();
    await clock.advance(5_000);
    await settle();
    expect(answer()).toEqual(err(failure(code)));
    expect(asked()).toBe(times);
  });
});
