import { expect, it } from 'vitest';
import { VersionNames } from '../../../electron/services/library/version-names';
import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';

it('leaves what it has not asked about for the next time, after many in vain', async () => {
  let open = Array.from({ length: 450 }, (_, at) => at + 1);
  let questions = 0;
  const untold: number[] = [];
  const names = new VersionNames({
    clock: { nowMs: () => 1 },
    store: {
      unnamedVersions: () => ok(open),
      keepVersions: (_facts, passed) => {
        untold.push(...passed);
        return ok(null);
      },
    },
    models: {
      // Nobody knows any of them, so each is asked about alone.
      byVersions: async (ids, asking) => {
        const found = new Map();
        for (const id of ids) {
          const answer = await asking.alone(() => {
            questions += 1;
            return Promise.resolve(err(failure('input.unknownVersion')));
          });
          if (answer !== null) found.set(id, answer);
        }
        return found;
      },
    },
  });
  const ask = () => names.ask(new AbortController().signal, () => undefined);
  expect(await ask()).toBeNull();
  expect(questions).toBe(200);
  expect(untold).toEqual(open.slice(0, 200));
  open = open.slice(200);
  await ask();
  expect(questions).toBe(400);
  expect(untold).toHaveLength(400);
});
