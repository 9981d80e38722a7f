import { expect, it } from 'vitest';
import { LastWish } from '../../../../../renderer/features/library/last-wish';

function rig() {
  const asked: string[] = [];
  const taken: string[] = [];
  const answers = new Map<string, () => void>();
  const wishes = new LastWish();
  const wish = (name: string) =>
    wishes.wish(async (take) => {
      asked.push(name);
      await new Promise<void>((resolve) => answers.set(name, resolve));
      take(() => {
        taken.push(name);
        // Whoever listens to what is chosen hears of it.
        wishes.forget();
      });
    });
  const answer = async (name: string) => {
    answers.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { wishes, wish, answer, asked, taken };
}

it('asks one thing at a time, and of what is wished meanwhile the last alone', async () => {
  const { wish, answer, asked, taken } = rig();
  for (const name of ['a', 'b', 'c', 'd']) wish(name);
  expect(asked).toEqual(['a']);
  await answer('a');
  expect(asked).toEqual(['a', 'd']);
  await answer('d');
  expect(taken).toEqual(['a', 'd']);
  wish('e');
  await answer('e');
  expect(taken).toEqual(['a', 'd', 'e']);
});

it('takes nothing that was wished before something else was chosen', async () => {
  const { wishes, wish, answer, asked, taken } = rig();
  wish('a');
  wish('b');
  wishes.forget();
  await answer('a');
  expect([asked, taken]).toEqual([['a'], []]);
  wish('c');
  await answer('c');
  expect(taken).toEqual(['c']);
});

it('goes on with the last wish when an answer could not be had', async () => {
  const wishes = new LastWish();
  const taken: string[] = [];
  wishes.wish(async () => undefined);
  wishes.wish(async (take) => take(() => taken.push('b')));
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toEqual(['b']);
});
