import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Bench } from '../../support/bench';

const bench = new Bench();

describe('the token', () => {
  it('opens a file that needs a login, and is seen at the API alone', async () => {
    const model = bench.named('loginRequired');
    await bench.restart(bench.civitai.token);
    await bench.rig.reaches(await bench.rig.add(model), 'completed');
    const carriers = bench.civitai.requests.filter((request) =>
      JSON.stringify(request).includes(bench.civitai.token),
    );
    expect(carriers.length).toBeGreaterThan(0);
    for (const request of carriers) {
      expect(request.origin).toBe('api');
      expect(request.path).not.toContain(bench.civitai.token);
      expect(request.headers.authorization).toBe(`Bearer ${bench.civitai.token}`);
    }
    expect(bench.storageRequests().every((request) => request.headers.authorization === undefined)).toBe(
      true,
    );
  });

  it('is not kept when Civitai does not know it', async () => {
    const answer = await bench.rig.account.signIn('not-a-real-token-at-all');
    expect(answer).toMatchObject({ ok: false, error: { code: 'access.tokenRejected' } });
    expect(bench.rig.account.token()).toBe(null);
  });

  it('says who it belongs to', async () => {
    expect(await bench.rig.account.signIn(bench.civitai.token)).toMatchObject({
      ok: true,
      value: { kind: 'signedIn', username: 'civet_tester' },
    });
    expect(bench.rig.account.signOut()).toEqual({ kind: 'signedOut' });
    expect(bench.rig.account.token()).toBe(null);
  });

  it('lets what only waited for a login go on', async () => {
    const id = await bench.rig.add(bench.named('loginRequired'));
    await bench.rig.reaches(id, 'failed');
    expect(await readdir(bench.loras), 'nothing is left of a download that got no byte').toEqual([]);
    await bench.rig.account.signIn(bench.civitai.token);
    bench.rig.queue.retryAfterLogin();
    await bench.rig.reaches(id, 'completed');
  });
});
