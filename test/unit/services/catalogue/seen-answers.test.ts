import { describe, expect, it } from 'vitest';
import { modelQuestion, namesQuestion } from '../../../../electron/core/civitai/endpoints';
import type { AnswerStore, AskWish, StoredAnswer } from '../../../../electron/core/civitai/ports';
import { SeenAnswers } from '../../../../electron/services/catalogue/seen-answers';
import { type Failure, failure } from '../../../../shared/failure';
import { err, ok, type Result } from '../../../../shared/result';
import { SteeredClock, settle } from '../../../support/steered-clock';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const model = modelQuestion(7);
const names = namesQuestion('tags', 'light', null);

class MemoryStore implements AnswerStore {
  readonly rows = new Map<string, StoredAnswer>();
  read = (owner: string, key: string) => Promise.resolve(this.rows.get(`${owner} ${key}`) ?? null);
  isFull = false;
  keep = (owner: string, key: string, answer: StoredAnswer) => {
    if (!this.isFull) this.rows.set(`${owner} ${key}`, answer);
    return Promise.resolve(!this.isFull);
  };
  drop = (owner: string, key: string) => void this.rows.delete(`${owner} ${key}`);
  dropOthers = (owner: string) => {
    for (const key of this.rows.keys())
      if (!key.startsWith(' ') && !key.startsWith(`${owner} `)) this.rows.delete(key);
  };
  clear = () => this.rows.clear();
  facts = () => ({ entries: this.rows.size, bytes: 0, limitBytes: 100 });
}

function roomOf() {
  const clock = new SteeredClock(Date.UTC(2030, 0, 1));
  const store = new MemoryStore();
  const asked: { readonly path: string; readonly wish: AskWish }[] = [];
  const renewed: (number | null)[] = [];
  const room = { owner: '', answer: ok({ id: 7, nth: 1 }) as Result<unknown, Failure>, open: false };
  const waiting: (() => void)[] = [];
  const answers = new SeenAnswers({
    api: {
      getJson: async (path, _params, wish = {}) => {
        asked.push({ path, wish });
        const answer = room.answer;
        if (room.open) await new Promise<void>((go) => waiting.push(go));
        return answer;
      },
    },
    clock,
    store,
    owner: () => room.owner,
    onRenewed: (modelId) => renewed.push(modelId),
  });
  return {
    answers,
    asked,
    clock,
    renewed,
    room,
    store,
    letGo: () => waiting.splice(0).map((go) => go()),
    letFirstGo: () => waiting.shift()?.(),
  };
}

const stateOf = async (answers: SeenAnswers, question = model) => {
  const told = await answers.ask(question);
  return told.ok ? [told.value.seen.state, told.value.value] : told.error.code;
};

describe('SeenAnswers', () => {
  it('asks once for what was told a moment ago', async () => {
    const { answers, asked, clock } = roomOf();
    const startMs = clock.nowMs();
    await answers.ask(model);
    await clock.advance(4 * MINUTE_MS);
    const again = await answers.ask(model);
    expect(again).toMatchObject({ value: { seen: { atMs: startMs, state: 'current', cause: null } } });
    expect(asked).toHaveLength(1);
  });

  it('shows what is known to have changed, and asks for it again, however short ago it was told', async () => {
    const { answers, asked, clock, renewed, room } = roomOf();
    await answers.ask(model);
    answers.doubt(model);
    room.answer = ok({ id: 7, nth: 2 });
    expect(await stateOf(answers)).toEqual(['renewing', { id: 7, nth: 1 }]);
    await clock.advance(0);
    expect(renewed).toEqual([7]);
    expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 2 }]);
    expect(asked).toHaveLength(2);
  });

  it('asks once also where nothing more can be written', async () => {
    const { answers, asked, clock, room, store } = roomOf();
    await answers.ask(model);
    await clock.advance(HOUR_MS);
    store.isFull = true;
    room.answer = ok({ id: 7, nth: 2 });
    await answers.ask(model);
    await clock.advance(0);
    for (let look = 0; look < 5; look += 1) {
      expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 2 }]);
      await clock.advance(1_000);
    }
    expect(asked).toHaveLength(2);
  });

  it('does not wait again and again for a service that is silent before it shows an old one', async () => {
    const { answers, asked, clock, room } = roomOf();
    await answers.ask(model);
    await clock.advance(100 * HOUR_MS);
    room.answer = err(failure('network.timeout', { host: 'civitai.com' }));
    for (let look = 0; look < 3; look += 1) expect((await stateOf(answers))[0]).toBe('notRenewed');
    expect(asked).toHaveLength(2);
    await clock.advance(MINUTE_MS);
    await answers.ask(model);
    expect(asked).toHaveLength(3);
  });

  it('tries as often as ever where nothing old will do', async () => {
    const { answers, asked, clock } = roomOf();
    await answers.ask(model);
    await clock.advance(100 * HOUR_MS);
    await answers.ask(model, { age: 'current' });
    expect(asked[1]?.wish.mostTries).toBeUndefined();
  });

  it('does not take an answer from the future for a fresh one', async () => {
    const { answers, asked, store, clock } = roomOf();
    await answers.ask(model);
    for (const [key, row] of store.rows)
      store.rows.set(key, { ...row, atMs: clock.nowMs() + 1_000 * HOUR_MS });
    await answers.ask(model);
    expect(asked).toHaveLength(2);
  });

  it('shows an older one at once, renews it behind, and tells when that is done', async () => {
    const { answers, asked, clock, renewed, room } = roomOf();
    await answers.ask(model);
    await clock.advance(HOUR_MS);
    room.answer = ok({ id: 7, nth: 2 });
    expect(await stateOf(answers)).toEqual(['renewing', { id: 7, nth: 1 }]);
    await settle();
    expect(renewed).toEqual([7]);
    expect(asked.at(-1)?.wish).toMatchObject({ urgency: 'ahead', mostTries: 1 });
    expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 2 }]);
    expect(asked).toHaveLength(2);
  });

  it('of a renewal that comes to nothing tells why, and does not ask again and again', async () => {
    const { answers, asked, clock, renewed, room } = roomOf();
    await answers.ask(model);
    await clock.advance(HOUR_MS);
    room.answer = err(failure('network.offline'));
    expect(await stateOf(answers)).toEqual(['renewing', { id: 7, nth: 1 }]);
    await settle();
    expect(renewed).toEqual([7]);
    expect(await answers.ask(model)).toMatchObject({
      value: { seen: { state: 'notRenewed', cause: 'network.offline' } },
    });
    expect(asked).toHaveLength(2);
    await clock.advance(30_000);
    room.answer = ok({ id: 7, nth: 3 });
    await answers.ask(model);
    await settle();
    expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 3 }]);
  });

  it.each([
    'network.offline',
    'network.dns',
    'network.timeout',
    'network.tls',
    'http.serverError',
    'http.rateLimited',
    'http.badAnswer',
  ] as const)('shows an old one, marked, when the service fails with %s', async (code) => {
    const { answers, clock, room } = roomOf();
    const startMs = clock.nowMs();
    await answers.ask(model);
    clock.jumpWall(400 * 24 * HOUR_MS);
    room.answer = err(failure(code));
    expect(await answers.ask(model)).toMatchObject({
      value: { value: { nth: 1 }, seen: { atMs: startMs, state: 'notRenewed', cause: code } },
    });
  });

  it.each(['http.notFound', 'http.rejected', 'access.loginNeeded', 'http.tooManyPages'] as const)(
    'does not show an old one in place of %s, which is about what was asked',
    async (code) => {
      const { answers, clock, room } = roomOf();
      await answers.ask(model);
      clock.jumpWall(400 * 24 * HOUR_MS);
      room.answer = err(failure(code));
      expect(await stateOf(answers)).toBe(code);
    },
  );

  it('forgets what the service says is not there', async () => {
    const { answers, clock, room, store } = roomOf();
    await answers.ask(model);
    clock.jumpWall(400 * 24 * HOUR_MS);
    room.answer = err(failure('http.notFound'));
    await answers.ask(model);
    expect(store.rows.size).toBe(0);
  });

  it('gives nothing older than a moment to who needs it as it is now', async () => {
    const { answers, clock, room } = roomOf();
    await answers.ask(model);
    await clock.advance(HOUR_MS);
    room.answer = ok({ id: 7, nth: 2 });
    expect(await answers.ask(model, { age: 'current' })).toMatchObject({ value: { value: { nth: 2 } } });
    await clock.advance(HOUR_MS);
    room.answer = err(failure('network.offline'));
    expect(await answers.ask(model, { age: 'current' })).toMatchObject({
      error: { code: 'network.offline' },
    });
  });

  it('makes one question of equal ones', async () => {
    const { answers, asked, letGo, room } = roomOf();
    room.open = true;
    const both = Promise.all([answers.ask(model), answers.ask(model), answers.ask(names)]);
    await settle();
    room.open = false;
    letGo();
    await both;
    expect(asked.map(({ path }) => path)).toEqual(['/api/v1/models/7', '/api/v1/tags']);
  });

  it('keeps the answers of accounts apart, and none after the sign-out', async () => {
    const { answers, asked, room, store } = roomOf();
    await answers.ask(model);
    room.owner = 'mira';
    await answers.ask(model);
    expect(asked).toHaveLength(2);
    room.owner = '';
    answers.dropOthers();
    expect([...store.rows.keys()].map((key) => key.split(' ')[0])).toEqual(['']);
  });

  it('shows an account what anybody was told, only when the service does not answer', async () => {
    const { answers, room } = roomOf();
    await answers.ask(model);
    room.owner = 'mira';
    room.answer = ok({ id: 7, nth: 2 });
    expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 2 }]);
    room.owner = 'olaf';
    room.answer = err(failure('network.offline'));
    expect(await stateOf(answers)).toEqual(['notRenewed', { id: 7, nth: 1 }]);
    room.owner = '';
    expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 1 }]);
  });

  it('does not keep an answer for somebody who has gone meanwhile', async () => {
    const { answers, letGo, room, store } = roomOf();
    room.owner = 'mira';
    room.open = true;
    const asking = answers.ask(model);
    await settle();
    room.owner = '';
    letGo();
    expect(await asking).toMatchObject({ ok: true });
    expect(store.rows.size).toBe(0);
  });

  it.each([null, 'text', [], {}, { error: 'x' }, { id: '7' }])('keeps no %j', async (answer) => {
    const { answers, room, store } = roomOf();
    room.answer = ok(answer);
    expect(await stateOf(answers)).toBe('http.badAnswer');
    expect(store.rows.size).toBe(0);
  });

  it('measures how often nobody had to be asked', async () => {
    const { answers } = roomOf();
    for (let nth = 0; nth < 4; nth += 1) await answers.ask(model);
    expect(answers.facts()).toMatchObject({ entries: 1, answers: 4, hits: 3 });
    answers.clear();
    expect(answers.facts()).toMatchObject({ entries: 0, answers: 0, hits: 0 });
  });
});

describe('a question that is called off', () => {
  it('is called off when the last of those who wait for it leaves, not before', async () => {
    const { answers, asked, room, letGo } = roomOf();
    room.open = true;
    const [one, other] = [new AbortController(), new AbortController()];
    const asking = [answers.ask(model, { signal: one.signal }), answers.ask(model, { signal: other.signal })];
    await settle();
    expect(asked).toHaveLength(1);
    const { signal } = asked[0]?.wish ?? {};
    one.abort();
    expect(signal?.aborted).toBe(false);
    other.abort();
    expect(signal?.aborted).toBe(true);
    letGo();
    expect((await Promise.all(asking)).every(({ ok: isOk }) => isOk)).toBe(true);
  });

  it('goes on for whoever cannot leave', async () => {
    const { answers, asked, room, letGo } = roomOf();
    room.open = true;
    const one = new AbortController();
    const asking = [answers.ask(model, { signal: one.signal }), answers.ask(model)];
    await settle();
    one.abort();
    expect(asked[0]?.wish.signal?.aborted).toBe(false);
    letGo();
    await Promise.all(asking);
  });

  it('is asked anew for whoever comes after it was called off', async () => {
    const { answers, asked, room, letGo } = roomOf();
    room.open = true;
    const one = new AbortController();
    const left = answers.ask(model, { signal: one.signal });
    await settle();
    one.abort();
    const second = answers.ask(model);
    await settle();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.wish.signal?.aborted).toBe(false);
    letGo();
    await left;
    await settle();
    expect(await second).toMatchObject({ ok: true });
  });

  it('that was called off does not part those who ask together after it', async () => {
    const { answers, asked, room, letGo, letFirstGo } = roomOf();
    room.open = true;
    room.answer = err(failure('input.cancelled'));
    const one = new AbortController();
    const left = answers.ask(model, { signal: one.signal });
    await settle();
    one.abort();
    room.answer = ok({ id: 7, nth: 2 });
    const later = [answers.ask(model)];
    await settle();
    letFirstGo();
    await left;
    later.push(answers.ask(model));
    await settle();
    expect(asked).toHaveLength(2);
    letGo();
    await Promise.all(later);
  });

  it('is not asked at all when nobody waits any more by the time the store has been looked through', async () => {
    const { answers, asked } = roomOf();
    const one = new AbortController();
    const asking = answers.ask(model, { signal: one.signal });
    one.abort();
    expect(await asking).toMatchObject({ error: { code: 'input.cancelled' } });
    expect(asked).toEqual([]);
    expect(await stateOf(answers)).toEqual(['current', { id: 7, nth: 1 }]);
  });
});
