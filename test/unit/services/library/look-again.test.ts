import { expect, it } from 'vitest';
import { LookAgain } from '../../../../electron/services/library/look-again';
import { ok } from '../../../../shared/result';
import { indexed } from '../../../support/inspection-rig';

const looking = () => {
  const told: string[] = [];
  const lookAgain = new LookAgain({
    store: {
      files: () => {
        told.push('index');
        return ok([]);
      },
    },
    identification: {
      askAgain: (_files, signal) =>
        new Promise((resolve) => {
          told.push('asked');
          signal.addEventListener('abort', () => resolve(null));
        }),
    },
    names: {
      ask: async () => {
        told.push('names');
        return null;
      },
    },
    onKept: () => told.push('kept'),
  });
  return { lookAgain, told };
};

it('ends with Civet, and leaves the index alone from then on', async () => {
  const { lookAgain, told } = looking();
  const answer = lookAgain.ask([indexed({ standing: 'unknown' })]);
  lookAgain.stop();
  expect(await answer).toMatchObject({ error: { code: 'input.cancelled' } });
  expect(told).toEqual(['asked']);
});
