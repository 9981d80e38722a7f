import { describe, expect, it } from 'vitest';
import { findByHashes } from '../../../../electron/services/catalogue/find-by-hashes';
import { failure } from '../../../../shared/failure';
import { err, ok } from '../../../../shared/result';

const hashOf = (nth: number) => nth.toString(16).toUpperCase().padStart(64, '0');

/** A service that has published every hash whose number is even. */
function service() {
  const asked: (readonly string[])[] = [];
  const postJson = (_path: string, body: unknown) => {
    const hashes = body as readonly string[]; // the list that is asked for
    asked.push(hashes);
    const found = hashes.filter((hash) => Number.parseInt(hash.slice(-8), 16) % 2 === 0);
    return Promise.resolve(
      ok(
        found.map((hash) => ({ modelVersionId: Number.parseInt(hash.slice(-8), 16) + 1, modelId: 7, hash })),
      ),
    );
  };
  return { api: { postJson }, asked };
}

describe('findByHashes', () => {
  it('asks for each hash once, at most ten thousand at a time, and keeps the order', async () => {
    const { api, asked } = service();
    const hashes = Array.from({ length: 25_000 }, (_, nth) => hashOf(25_000 - nth));
    const found = await findByHashes(api, [...hashes, ...hashes.slice(0, 100)]);
    expect(asked.map(({ length }) => length)).toEqual([10_000, 10_000, 5_000]);
    if (!found.ok) throw new Error(found.error.code);
    expect(found.value.map(({ hash }) => hash)).toEqual(hashes.filter((_, nth) => nth % 2 === 0));
  });

  it('asks nobody for no hashes', async () => {
    const { api, asked } = service();
    expect(await findByHashes(api, [])).toEqual(ok([]));
    expect(asked).toEqual([]);
  });

  it('passes over what was not asked for, what came twice, and what cannot be read', async () => {
    const match = { modelVersionId: 5, modelId: 7, hash: hashOf(1).toLowerCase() };
    const answer = [
      match,
      match,
      { ...match, modelVersionId: 6 },
      { ...match, hash: hashOf(2) },
      null,
      { hash: 3 },
    ];
    const found = await findByHashes({ postJson: () => Promise.resolve(ok(answer)) }, [hashOf(1)]);
    expect(found).toEqual(
      ok([
        { hash: hashOf(1), modelId: 7, versionId: 5 },
        { hash: hashOf(1), modelId: 7, versionId: 6 },
      ]),
    );
  });

  it.each([null, {}, 'text', { items: [] }])('does not take %j for an answer', async (answer) => {
    const found = await findByHashes({ postJson: () => Promise.resolve(ok(answer)) }, [hashOf(1)]);
    expect(found).toMatchObject({ ok: false, error: { code: 'http.badAnswer' } });
  });

  it('fails as the service does', async () => {
    const postJson = () => Promise.resolve(err(failure('http.serverError')));
    expect(await findByHashes({ postJson }, [hashOf(1)])).toEqual(err(failure('http.serverError')));
  });
});
