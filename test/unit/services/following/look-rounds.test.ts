import { describe, expect, it } from 'vitest';
import { openFollowing } from '../../../../electron/adapters/following-store';
import type { AskWish } from '../../../../electron/core/civitai/ports';
import { Following } from '../../../../electron/services/following/following';
import { type Failure, failure } from '../../../../shared/failure';
import type { FollowSubject } from '../../../../shared/following/follow-key';
import type { FollowingStatus } from '../../../../shared/following/following';
import { pictureIdSchema } from '../../../../shared/ids';
import { err, ok, type Result } from '../../../../shared/result';
import { SteeredClock } from '../../../support/steered-clock';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Asked {
  readonly path: string;
  readonly atMs: number;
  readonly wish: AskWish;
}

/** A service on which model n has the versions 10n and, from `publish` on, more. */
function roomOf() {
  const clock = new SteeredClock();
  const asked: Asked[] = [];
  const more = new Map<number, number[]>();
  const room = { isHeld: false, failure: null as Failure | null, isSlow: false };
  const waiting: (() => void)[] = [];
  const published: FollowingStatus[] = [];
  const bugs: unknown[] = [];
  const model = (id: number) => ({
    id,
    name: `Model ${id}`,
    type: 'LORA',
    modelVersions: [...(more.get(id) ?? []), id * 10].map((version) => ({
      id: version,
      name: `v${version}`,
    })),
  });
  const answer = (path: string, params: readonly (readonly [string, string])[]): Result<unknown, Failure> => {
    if (room.failure !== null) return err(room.failure);
    const alone = /\/models\/(\d+)$/.exec(path)?.[1];
    if (alone !== undefined) return ok(model(Number(alone)));
    const ids = new Map(params).get('ids');
    return ok({ items: ids === undefined ? [model(900)] : ids.split(',').map((id) => model(Number(id))) });
  };
  const { store } = openFollowing(':memory:', clock.nowMs(), () => undefined);
  const following = new Following({
    api: {
      getJson: async (path, params, wish = {}) => {
        asked.push({ path, atMs: clock.steadyMs(), wish });
        if (room.isSlow) await new Promise<void>((go) => waiting.push(go));
        return answer(path, params);
      },
    },
    store,
    clock,
    chance: { fraction: () => 0.5 },
    keeping: { kind: 'kept' },
    pictures: { idOf: () => pictureIdSchema.parse('a'.repeat(22)) },
    maturity: () => 'PG',
    isHeld: () => room.isHeld,
    publish: (status) => published.push(status),
    onNews: () => undefined,
    onBug: (error) => bugs.push(error),
  });
  const follow = async (...subjects: readonly FollowSubject[]) => {
    for (const subject of subjects) following.follow(subject);
    await clock.advance(MINUTE_MS);
    asked.length = 0;
  };
  const times = () => asked.map(({ atMs }) => Math.round(atMs / MINUTE_MS));
  const letGo = () => waiting.splice(0).forEach((go) => void go());
  return { asked, bugs, clock, follow, following, letGo, more, published, room, times };
}

const model = (modelId: number): FollowSubject => ({ kind: 'model', modelId });
const creator = (username: string): FollowSubject => ({ kind: 'creator', username });

describe('what is followed', () => {
  it('is looked at by itself every six hours, without being in anybody’s way', async () => {
    const { asked, clock, follow, following, more, times } = roomOf();
    await follow(model(1));
    more.set(1, [77]);
    await clock.advance(13 * HOUR_MS);
    expect(times()).toEqual([360, 720]);
    expect(asked.map(({ wish }) => wish)).toEqual(
      Array(2).fill({ urgency: 'ahead', mostTries: 1, isAnonymous: true }),
    );
    expect(following.status().unreadCount).toBe(1);
  });

  it('asks nothing, and sets no timer, while nothing is followed', async () => {
    const { asked, clock, following } = roomOf();
    following.start();
    await clock.advance(24 * HOUR_MS);
    expect([asked.length, clock.pendingTimers()]).toEqual([0, 0]);
  });

  it('is spread out: many creators one after the other, five hundred models by ten questions', async () => {
    const { asked, clock, follow } = roomOf();
    await follow(...Array.from({ length: 500 }, (_, at) => model(at + 1)));
    await follow(...Array.from({ length: 40 }, (_, at) => creator(`creator_${at}`)));
    await clock.advance(6 * HOUR_MS - 10 * MINUTE_MS);
    expect(asked).toHaveLength(0);
    await clock.advance(20 * MINUTE_MS);
    expect(asked).toHaveLength(50);
    const gaps = asked.slice(1).map(({ atMs }, at) => atMs - (asked[at]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4_000);
  });

  it('waits while it is held, and is looked at soon after', async () => {
    const { asked, clock, follow, room, times } = roomOf();
    await follow(model(1));
    room.isHeld = true;
    await clock.advance(10 * HOUR_MS);
    expect(asked).toHaveLength(0);
    room.isHeld = false;
    await clock.advance(2 * MINUTE_MS);
    expect(times()).toHaveLength(1);
  });

  it('is looked at on waking when it became due meanwhile', async () => {
    const { asked, clock, follow, following } = roomOf();
    await follow(model(1));
    clock.jumpWall(9 * HOUR_MS);
    expect(asked).toHaveLength(0);
    following.onWake();
    await clock.advance(0);
    expect(asked).toHaveLength(1);
  });

  it('is looked at when the user says so, at once, also while it is held, and patiently', async () => {
    const { asked, clock, follow, following, room } = roomOf();
    await follow(model(1), creator('mira'));
    room.isHeld = true;
    following.lookNow();
    expect(following.status().isLooking).toBe(true);
    await clock.advance(0);
    expect(asked.map(({ wish }) => wish.mostTries)).toEqual([undefined, undefined]);
    expect(following.status().isLooking).toBe(false);
  });

  it('does not make the user wait for a pause between questions that nobody asked for', async () => {
    const { asked, clock, follow, following } = roomOf();
    await follow(creator('mira'), creator('zed'), creator('ada'));
    await clock.advance(6 * HOUR_MS - MINUTE_MS + 2_000);
    expect(asked).toHaveLength(1);
    following.lookNow();
    await clock.advance(0);
    expect(asked).toHaveLength(4);
  });
});

describe('a service in trouble', () => {
  it('is asked once, then left alone for longer and longer', async () => {
    const { clock, follow, following, room, times } = roomOf();
    await follow(...Array.from({ length: 12 }, (_, at) => creator(`creator_${at}`)));
    room.failure = failure('http.serverError');
    await clock.advance(7 * HOUR_MS);
    const first = times()[0] ?? 0;
    expect(times().map((at) => at - first)).toEqual([0, 5, 15, 35]);
    expect(following.status().trouble?.code).toBe('http.serverError');
    room.failure = null;
    await clock.advance(3 * HOUR_MS);
    expect(following.status().trouble).toBeNull();
    expect(following.list().every(({ trouble }) => trouble === null)).toBe(true);
  });

  it('ends what the user asked for, and says why', async () => {
    const { asked, clock, follow, following, room } = roomOf();
    await follow(creator('mira'), creator('zed'));
    room.failure = failure('network.offline');
    following.lookNow();
    await clock.advance(0);
    expect(asked).toHaveLength(1);
    expect(following.status()).toMatchObject({ isLooking: false, trouble: { code: 'network.offline' } });
    room.failure = null;
    following.onWake();
    await clock.advance(6 * HOUR_MS);
    expect(following.status().trouble).toBeNull();
  });

  it('does not keep others from being looked at when it is about one thing only', async () => {
    const { asked, clock, follow, following, room } = roomOf();
    await follow(creator('mira'), creator('zed'));
    room.failure = failure('http.rejected');
    following.lookNow();
    await clock.advance(0);
    expect(asked).toHaveLength(2);
    expect(following.list().map(({ trouble }) => trouble?.code)).toEqual(['http.rejected', 'http.rejected']);
    expect(following.status().trouble).toBeNull();
  });
});

describe('letting go', () => {
  it('while it is being looked at, leaves nothing of that look behind', async () => {
    const { clock, follow, following, letGo, more, room } = roomOf();
    await follow(model(1));
    more.set(1, [77]);
    room.isSlow = true;
    following.lookNow();
    await clock.advance(0);
    following.unfollow(model(1));
    letGo();
    await clock.advance(0);
    expect(following.status()).toMatchObject({ followed: [], unreadCount: 0 });
  });

  it('can be taken back for a minute; later it is followed anew, and what came meanwhile is not new', async () => {
    const { clock, follow, following, more } = roomOf();
    await follow(model(1));
    following.unfollow(model(1));
    await clock.advance(30_000);
    more.set(1, [77]);
    following.follow(model(1));
    following.lookNow();
    await clock.advance(0);
    expect(following.status().unreadCount).toBe(1);
    following.unfollow(model(1));
    await clock.advance(HOUR_MS);
    more.set(1, [78, 77]);
    following.follow(model(1));
    await clock.advance(MINUTE_MS);
    expect(following.status()).toMatchObject({ followed: ['model:1'], unreadCount: 0 });
  });

  it('takes two spellings of a creator for one', async () => {
    const { following, clock } = roomOf();
    following.follow(creator('Mira_Tensor'));
    following.follow(creator('mira_tensor'));
    await clock.advance(0);
    expect(following.status().followed).toEqual(['creator:mira_tensor']);
    following.unfollow(creator('MIRA_TENSOR'));
    expect(following.status().followed).toEqual([]);
  });
});

describe('a name', () => {
  it('is kept without what would turn around the words beside it', () => {
    const { following } = roomOf();
    following.follow(creator('mira\u202e\u0007 tensor'));
    expect(following.list()).toMatchObject([{ name: 'mira tensor' }]);
    expect(following.follow(creator('\u200f\u202e'))).toMatchObject({ error: { code: 'input.invalid' } });
  });
});

describe('the page', () => {
  it('is told at once of what the user did, and not of every step of a look', async () => {
    const { clock, follow, following, published } = roomOf();
    await follow(...Array.from({ length: 30 }, (_, at) => creator(`creator_${at}`)));
    published.length = 0;
    following.lookNow();
    expect(published.map(({ isLooking }) => isLooking)).toEqual([true]);
    await clock.advance(MINUTE_MS);
    expect(published.length).toBeLessThan(4);
    expect(published.at(-1)?.isLooking).toBe(false);
    following.unfollow(creator('creator_1'));
    expect(published.at(-1)?.followed).toHaveLength(29);
  });

  it('hears nothing more when Civet closes in the middle of a look', async () => {
    const { clock, follow, following, letGo, published, room, bugs } = roomOf();
    await follow(model(1));
    room.isSlow = true;
    following.lookNow();
    await clock.advance(0);
    following.stop();
    published.length = 0;
    letGo();
    await clock.advance(HOUR_MS);
    expect([published, bugs, clock.pendingTimers()]).toEqual([[], [], 0]);
  });
});
