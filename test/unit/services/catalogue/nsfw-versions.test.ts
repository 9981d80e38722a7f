import { describe, expect, it } from 'vitest';
import type { Question } from '../../../../electron/core/civitai/endpoints';
import { nsfwVersions } from '../../../../electron/services/catalogue/nsfw-versions';
import { failure } from '../../../../shared/failure';
import { err, ok } from '../../../../shared/result';

const seen = { atMs: 0, state: 'current', cause: null } as const;
const model = (id: number, versionIds: readonly number[], nsfw: boolean) => ({
  id,
  name: `Model ${id}`,
  nsfw,
  nsfwLevel: 1,
  modelVersions: versionIds.map((versionId) => ({ id: versionId, files: [], images: [] })),
});

/** A service that knows these models, and writes down what it was asked. */
function service(models: readonly object[]) {
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return ok({ value: { items: models, metadata: {} }, seen });
  };
  return { ask, asked };
}

describe('nsfwVersions', () => {
  it('names all versions of models that count as NSFW', async () => {
    const { ask, asked } = service([model(1, [11, 12], true), model(2, [21], false)]);
    const found = await nsfwVersions({ ask }, [21, 11, 11]);
    expect(found.ok && [...found.value]).toEqual([11, 12]);
    expect(asked.map(({ params }) => params[1])).toEqual([['modelVersionIds', '11,21']]);
  });

  it('asks nothing when there is nothing to ask about', async () => {
    const { ask, asked } = service([]);
    expect(await nsfwVersions({ ask }, [])).toEqual(ok(new Set()));
    expect(asked).toEqual([]);
  });

  it('takes what it has not asked about for NSFW', async () => {
    const { ask, asked } = service([]);
    const found = await nsfwVersions(
      { ask },
      Array.from({ length: 350 }, (_, at) => at + 1),
    );
    expect(asked).toHaveLength(3);
    expect(found.ok && [...found.value]).toEqual(Array.from({ length: 50 }, (_, at) => at + 301));
  });

  it('goes by the pictures alone where the service does not take the question', async () => {
    const ask = async () => err(failure('http.rejected'));
    expect(await nsfwVersions({ ask }, [1])).toEqual(ok(new Set()));
  });

  it.each(['network.offline', 'http.rateLimited'] as const)('shows nothing after %s', async (code) => {
    const ask = async () => err(failure(code));
    expect(await nsfwVersions({ ask }, [1])).toMatchObject({ ok: false, error: { code } });
  });
});
