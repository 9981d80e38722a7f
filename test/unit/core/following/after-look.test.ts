import { describe, expect, it } from 'vitest';
import {
  afterFailedLook,
  afterLook,
  hasMatured,
  isServiceTrouble,
  restMs,
} from '../../../../electron/core/following/after-look';
import { type FollowRecord, followRecordSchema, newFollow } from '../../../../electron/core/following/follow';
import { accessAt, type NewsPicture, picturesToKeep } from '../../../../electron/core/following/news';
import type { MaturityLevel } from '../../../../shared/civitai/model';
import { failure } from '../../../../shared/failure';
import { followKey } from '../../../../shared/following/follow-key';

const NOW = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;
const baseline = { atMs: NOW, isWhole: true, highestVersionId: 7 };
const facts = { name: 'Fjord', type: 'LORA', creator: 'mira', maturity: 'PG', mode: 'available' } as const;
const fresh = () => newFollow('model:7', { kind: 'model', modelId: 7 }, NOW);
const looked = (change: Partial<typeof facts> | { maturity: MaturityLevel } = {}, before = fresh()) =>
  afterLook(before, { facts: { ...facts, ...change }, baseline }, NOW, 0.5);

describe('afterLook', () => {
  it('keeps what the service says, and ends a trouble', () => {
    const troubled = afterFailedLook(fresh(), failure('network.offline'), NOW, 0.5);
    expect(looked({}, troubled)).toMatchObject({
      name: 'Fjord',
      creator: 'mira',
      standing: 'available',
      trouble: null,
      failedLooks: 0,
      lookedAtMs: NOW,
      nextLookAtMs: NOW + 6 * HOUR_MS,
      baseline,
    });
  });

  it('tells when a model has become more mature than it was, and not when it was so from the beginning', () => {
    const tame = looked();
    expect(hasMatured(tame)).toBe(false);
    expect(hasMatured(looked({ maturity: 'R' }, tame))).toBe(true);
    expect(hasMatured(looked({ maturity: 'R' }))).toBe(false);
    expect(hasMatured(looked({ maturity: 'PG' }, looked({ maturity: 'X' })))).toBe(false);
  });

  it('leaves the name of a creator as it was followed', () => {
    const creator = newFollow('creator:mira', { kind: 'creator', username: 'Mira' }, NOW);
    expect(afterLook(creator, { facts: null, baseline }, NOW, 0.5)).toMatchObject({
      name: 'Mira',
      standing: 'available',
    });
  });

  it('is read back as it was written', () => {
    const records: FollowRecord[] = [
      fresh(),
      looked(),
      afterFailedLook(looked(), failure('http.busy', { status: 503 }, 9_000), NOW, 0.5),
    ];
    for (const record of records)
      expect(followRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });
});

describe('afterFailedLook', () => {
  it('keeps what was known, counts, and says why', () => {
    const twice = afterFailedLook(
      afterFailedLook(looked(), failure('network.timeout'), NOW, 0.5),
      failure('http.serverError'),
      NOW,
      0.5,
    );
    expect(twice).toMatchObject({
      name: 'Fjord',
      standing: 'available',
      failedLooks: 2,
      trouble: { code: 'http.serverError' },
      nextLookAtMs: NOW + HOUR_MS / 2,
    });
  });

  it('waits for as long as the service wants to be left alone', () => {
    const told = afterFailedLook(looked(), failure('http.rateLimited', {}, 3 * HOUR_MS), NOW, 0.5);
    expect(told.nextLookAtMs).toBe(NOW + 3 * HOUR_MS);
  });

  it.each(['input.unknownModel', 'input.unknownCreator'] as const)(
    'takes %s for an answer, and looks seldom from then on',
    (code) => {
      expect(afterFailedLook(looked(), failure(code), NOW, 0.5)).toMatchObject({
        standing: 'gone',
        trouble: null,
        failedLooks: 0,
        lookedAtMs: NOW,
        nextLookAtMs: NOW + 24 * HOUR_MS,
      });
    },
  );
});

describe('a service in trouble', () => {
  it('is one whose trouble is not about the question', () => {
    for (const code of ['network.offline', 'network.reset', 'http.rateLimited', 'http.badAnswer'] as const)
      expect(isServiceTrouble(failure(code))).toBe(true);
    for (const code of ['input.unknownModel', 'http.rejected', 'http.tooManyPages'] as const)
      expect(isServiceTrouble(failure(code))).toBe(false);
  });

  it('is left alone for five minutes, then for twice that, at most for an hour or for as long as it says', () => {
    const minutes = (troubles: number) => restMs(troubles, failure('http.busy')) / 60_000;
    expect([1, 2, 3, 4, 5, 50].map(minutes)).toEqual([5, 10, 20, 40, 60, 60]);
    expect(restMs(1, failure('http.rateLimited', {}, 2 * HOUR_MS))).toBe(2 * HOUR_MS);
  });
});

describe('picturesToKeep', () => {
  const picture = (url: string, maturity: MaturityLevel): NewsPicture => ({
    url,
    maturity,
    kind: 'image',
    width: null,
    height: null,
    blurhash: null,
  });

  it('keeps the picture that each level would show, and no other', () => {
    const all = [
      picture('x', 'X'),
      picture('r', 'R'),
      picture('x2', 'X'),
      picture('pg', 'PG'),
      picture('pg2', 'PG'),
    ];
    expect(picturesToKeep(all).map(({ url }) => url)).toEqual(['pg', 'r', 'x']);
    expect(picturesToKeep([])).toEqual([]);
  });
});

describe('accessAt', () => {
  it('ends an early access without another look', () => {
    expect(accessAt({ kind: 'earlyAccess', untilMs: NOW }, NOW)).toEqual({ kind: 'open' });
    expect(accessAt({ kind: 'earlyAccess', untilMs: NOW + 1 }, NOW)).toMatchObject({ kind: 'earlyAccess' });
    expect(accessAt({ kind: 'earlyAccess', untilMs: null }, NOW)).toMatchObject({ kind: 'earlyAccess' });
    expect(accessAt({ kind: 'paid' }, NOW)).toEqual({ kind: 'paid' });
  });
});

describe('followKey', () => {
  it('takes spellings of a name for one that the service takes for one', () => {
    const key = (username: string) => followKey({ kind: 'creator', username });
    expect(key('Fjord_And_Felt')).toBe('creator:fjord_and_felt');
    expect(key('fjord_and.felt ')).toBe('creator:fjord_andfelt');
    expect(key('日本')).not.toBe(key('中国'));
    expect(followKey({ kind: 'model', modelId: 7 })).toBe('model:7');
  });
});
