import { describe, expect, it } from 'vitest';
import type { HostQuestion } from '../../../../electron/core/civitai/ports';
import { PacedCivitaiApi } from '../../../../electron/services/catalogue/paced-api';
import { type Failure, failure } from '../../../../shared/failure';
import { err, ok, type Result } from '../../../../shared/result';
import { SteeredClock, settle } from '../../../support/steered-clock';

function roomOf(answers: (nth: number, question: HostQuestion) => Result<unknown, Failure>) {
  const clock = new SteeredClock();
  const asked: { readonly path: string; readonly atMs: number }[] = [];
  const open: (() => void)[] = [];
  const hold = { isOn: false };
  const api = new PacedCivitaiApi({
    clock,
    token: () => 'secret',
    host: {
      send: async (question) => {
        asked.push({ path: question.path, atMs: clock.steadyMs() });
        const answer = answers(asked.length, question);
        if (hold.isOn) await new Promise<void>((go) => open.push(go));
        return answer;
      },
    },
  });
  return { api, asked, clock, hold, letGo: () => open.splice(0).forEach((go) => void go()) };
}

const timesOf = (asked: readonly { readonly atMs: number }[]) => asked.map(({ atMs }) => atMs);

describe('PacedCivitaiApi', () => {
  it.each(['http.serverError', 'network.timeout', 'network.reset'] as const)(
    'asks three times in all for what fails with %s, a second and two later',
    async (code) => {
      const { api, asked, clock } = roomOf(() => err(failure(code)));
      const asking = api.getJson('/x', []);
      await clock.advance(10_000);
      expect(await asking).toMatchObject({ error: { code } });
      expect(timesOf(asked)).toEqual([0, 1_000, 3_000]);
    },
  );

  it.each([
    'http.rateLimited',
    'http.tooManyPages',
    'http.notFound',
    'http.rejected',
    'http.badAnswer',
    'http.regionBlocked',
    'access.loginNeeded',
    'network.tls',
  ] as const)('asks once for what fails with %s', async (code) => {
    const { api, asked, clock } = roomOf(() => err(failure(code)));
    const asking = api.getJson('/x', []);
    await clock.advance(60_000);
    expect(await asking).toMatchObject({ error: { code } });
    expect(asked).toHaveLength(1);
  });

  it('asks again no sooner than a host that is busy wishes, and not at all after a long wish', async () => {
    const short = roomOf((nth) => (nth === 1 ? err(failure('http.serverError', {}, 7_000)) : ok(1)));
    const asking = short.api.getJson('/x', []);
    await short.clock.advance(20_000);
    expect(await asking).toEqual(ok(1));
    expect(timesOf(short.asked)).toEqual([0, 7_000]);
    const long = roomOf(() => err(failure('http.serverError', {}, 3_600_000)));
    expect(await long.api.getJson('/x', [])).toMatchObject({ error: { retryAfterMs: 3_600_000 } });
    expect(await long.api.getJson('/y', [])).toMatchObject({
      error: { code: 'http.rateLimited', retryAfterMs: 3_600_000 },
    });
    expect(long.asked).toHaveLength(1);
  });

  it('asks at half the pace after each "too many", and finds back to full pace by good answers', async () => {
    let isThrottling = true;
    const { api, asked, clock } = roomOf(() => (isThrottling ? err(failure('http.rateLimited')) : ok(1)));
    for (let nth = 0; nth < 4; nth += 1) {
      const asking = api.getJson(`/${nth}`, []);
      await clock.advance(5_000);
      await asking;
    }
    // Four in a row: 250, 500, 1,000, 2,000 ms between questions.
    isThrottling = false;
    asked.length = 0;
    const many = Promise.all(Array.from({ length: 40 }, (_, nth) => api.getJson(`/good/${nth}`, [])));
    await clock.advance(120_000);
    expect((await many).every(({ ok: isOk }) => isOk)).toBe(true);
    const times = timesOf(asked);
    const gaps = times.slice(1).map((atMs, nth) => atMs - (times[nth] ?? 0));
    expect(gaps[0]).toBeGreaterThan(1_700);
    expect(gaps.every((gap, nth) => nth === 0 || gap <= (gaps[nth - 1] ?? 0))).toBe(true);
    expect(gaps.at(-1)).toBe(0);
  });

  it('learns nothing of the host from a question that was wrong', async () => {
    const { api, asked, clock } = roomOf(() => err(failure('http.notFound')));
    await Promise.all(Array.from({ length: 6 }, (_, nth) => api.getJson(`/${nth}`, [])));
    await clock.advance(0);
    expect(timesOf(asked)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('asks for what is in front of the user before what may be looked at next', async () => {
    const { api, asked, hold, letGo } = roomOf(() => ok(1));
    hold.isOn = true;
    const wishes = ['/1', '/2', '/3'].map((path) => api.getJson(path, []));
    const ahead = ['/ahead 1', '/ahead 2'].map((path) => api.getJson(path, [], { urgency: 'ahead' }));
    const front = api.getJson('/front', []);
    await settle();
    hold.isOn = false;
    letGo();
    await Promise.all([...wishes, ...ahead, front]);
    expect(asked.map(({ path }) => path)).toEqual(['/1', '/2', '/3', '/front', '/ahead 1', '/ahead 2']);
  });

  it('asks with the token, and without it where everybody is to be told the same', async () => {
    const tokens: (string | null)[] = [];
    const { api } = roomOf((_, { token }) => {
      tokens.push(token);
      return ok(1);
    });
    await api.getJson('/x', []);
    await api.getJson('/x', [], { isAnonymous: true });
    expect(tokens).toEqual(['secret', null]);
  });

  it('gives its place back when the host throws', async () => {
    const { api } = roomOf((nth) => {
      if (nth <= 3) throw new Error('a bug');
      return ok(1);
    });
    for (let nth = 0; nth < 3; nth += 1) await expect(api.getJson('/x', [])).rejects.toThrow('a bug');
    expect(await api.getJson('/x', [])).toEqual(ok(1));
  });

  it('does not send what nobody waits for any more, and answers what was sent already', async () => {
    const { api, asked, hold, letGo } = roomOf(() => ok(1));
    const gone = new AbortController();
    hold.isOn = true;
    const sent = ['/1', '/2', '/3'].map((path) => api.getJson(path, [], { signal: gone.signal }));
    const unsent = api.getJson('/4', [], { signal: gone.signal });
    const wanted = api.getJson('/5', []);
    await settle();
    gone.abort();
    expect(await unsent).toMatchObject({ error: { code: 'input.cancelled' } });
    hold.isOn = false;
    letGo();
    expect(await Promise.all([...sent, wanted])).toEqual([ok(1), ok(1), ok(1), ok(1)]);
    expect(asked.map(({ path }) => path)).toEqual(['/1', '/2', '/3', '/5']);
  });

  it('does not try again for nobody', async () => {
    const { api, asked, clock } = roomOf(() => err(failure('network.timeout')));
    const gone = new AbortController();
    const asking = api.getJson('/x', [], { signal: gone.signal });
    await clock.advance(500);
    gone.abort();
    expect(await asking).toMatchObject({ error: { code: 'network.timeout' } });
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
  });
});
