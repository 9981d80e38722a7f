import { describe, it, expect as plain } from 'vitest';
import { expect } from '../../support/patient-expect';

const QUICK = { intervals: [1] };

/** A look that throws so often before it sees anything. */
function lookThatThrows(times: number, seen: unknown) {
  let left = times;
  return () => {
    left -= 1;
    if (left >= 0) throw Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' });
    return seen;
  };
}

describe('a patient poll', () => {
  it('looks again after a look that threw, whether it waits for something or for its end', async () => {
    await expect.poll(lookThatThrows(3, 'there'), QUICK).toBe('there');
    await expect.poll(lookThatThrows(3, 'there'), QUICK).not.toBe('gone');
    await expect
      .poll(() => Promise.reject(new Error('page is being left')), { ...QUICK, timeout: 20 })
      .not.toBe('gone')
      .then(
        () => plain.unreachable('What was never seen is not other than something.'),
        (error: Error) => plain(error.message).toContain('page is being left'),
      );
  });

  it('waits until what it sees is as expected, and tells at the end what it saw', async () => {
    let count = 0;
    await expect.poll(() => (count += 1), QUICK).toBeGreaterThan(4);
    await expect.poll(() => Promise.resolve([count]), QUICK).toEqual([5]);
    await plain(
      expect.poll(() => count, { ...QUICK, timeout: 20, message: 'how many' }).toBe(6),
    ).rejects.toThrow(/how many[\s\S]*Received: .*5/);
  });
});
