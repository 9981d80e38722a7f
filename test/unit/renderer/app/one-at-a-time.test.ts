import { describe, expect, it } from 'vitest';
import { OneAtATime } from '../../../../renderer/app/one-at-a-time';

/** Work that the test ends. */
function piece<T>(value: T) {
  const begun: T[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    begun.push(value);
    await ended;
    return value;
  };
  return { begun, end, work };
}

describe('OneAtATime', () => {
  it('begins the next only when the one before has ended', async () => {
    const turns = new OneAtATime();
    const [first, second] = [piece('a'), piece('b')];
    const signal = new AbortController().signal;
    const answers = [turns.run(signal, first.work), turns.run(signal, second.work)];
    await expect.poll(() => first.begun).toEqual(['a']);
    expect(second.begun).toEqual([]);
    first.end();
    await expect.poll(() => second.begun).toEqual(['b']);
    second.end();
    expect(await Promise.all(answers)).toEqual(['a', 'b']);
  });

  it('does not run what nobody waits for any more', async () => {
    const turns = new OneAtATime();
    const [first, second, third] = [piece('a'), piece('b'), piece('c')];
    const [kept, dropped] = [new AbortController(), new AbortController()];
    const one = turns.run(kept.signal, first.work);
    const two = turns.run(dropped.signal, second.work);
    const three = turns.run(kept.signal, third.work);
    dropped.abort();
    first.end();
    third.end();
    await expect(two).rejects.toThrow();
    expect(await Promise.all([one, three])).toEqual(['a', 'c']);
    expect(second.begun).toEqual([]);
  });

  it('goes on after a failure', async () => {
    const turns = new OneAtATime();
    const signal = new AbortController().signal;
    const failed = turns.run(signal, () => Promise.reject(new Error('no network')));
    await expect(failed).rejects.toThrow('no network');
    expect(await turns.run(signal, async () => 'b')).toBe('b');
  });
});
