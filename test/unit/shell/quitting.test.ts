import { describe, expect, it, vi } from 'vitest';
import { Quitting } from '../../../electron/shell/quitting';

vi.mock('electron', () => ({}));

function rig({ running = 1, wants = true, isQuitting = true, isLastQuestion = false } = {}) {
  const calls: string[] = [];
  const answers: ((answer: { isQuitting: boolean; isLastQuestion: boolean }) => void)[] = [];
  const quitting = new Quitting({
    runningCount: () => running,
    wantsQuestion: () => wants,
    stopAsking: () => calls.push('stopAsking'),
    quit: () => calls.push('quit'),
    ask: (count) => {
      calls.push(`ask ${count}`);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  const answer = () => answers.shift()?.({ isQuitting, isLastQuestion });
  return { quitting, calls, answer };
}

describe('Quitting', () => {
  it.each([
    ['nothing runs', { running: 0 }],
    ['the user does not want to be asked', { wants: false }],
  ])('asks nothing when %s', async (_, facts) => {
    const { quitting, calls } = rig(facts);
    await quitting.byUser();
    expect([calls, quitting.isEnding()]).toEqual([['quit'], true]);
  });

  it('asks once, however often the user quits meanwhile, and then quits', async () => {
    const { quitting, calls, answer } = rig({ running: 3 });
    const first = quitting.byUser();
    await quitting.byUser();
    answer();
    await first;
    expect(calls).toEqual(['ask 3', 'quit']);
  });

  it('goes on when the user cancels, and asks the next time', async () => {
    const { quitting, calls, answer } = rig({ isQuitting: false, isLastQuestion: true });
    const first = quitting.byUser();
    answer();
    await first;
    expect([calls, quitting.isEnding()]).toEqual([['ask 1'], false]);
    void quitting.byUser();
    expect(calls).toEqual(['ask 1', 'ask 1']);
  });

  it('remembers that it is not to ask again', async () => {
    const { quitting, calls, answer } = rig({ isLastQuestion: true });
    const first = quitting.byUser();
    answer();
    await first;
    expect(calls).toEqual(['ask 1', 'stopAsking', 'quit']);
  });

  it('holds back an end of the user’s, and never one of the session', () => {
    const byUser = rig();
    expect(byUser.quitting.holdsBack()).toBe(true);
    const bySession = rig();
    bySession.quitting.noteEnd();
    expect(bySession.quitting.holdsBack()).toBe(false);
    expect(bySession.calls).toEqual([]);
  });
});
