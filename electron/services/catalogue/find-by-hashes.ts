import { type Failure, failure } from '../../../shared/failure';
import type { HashMatch } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import type { CivitaiPosts } from '../../core/civitai/ports';
import { wireHashMatches } from '../../core/civitai/wire-hashes';

/** As many as the service takes at once (API note 1.6). */
export const MOST_A_QUESTION = 10_000;

/**
 * The versions that hold files with these hashes, in the order asked; what nobody has published is left out.
 * One file may stand in several versions.
 *
 * @param hashes SHA-256 in upper-case hex, as many as may be
 */
export async function findByHashes(
  api: CivitaiPosts,
  hashes: readonly string[],
): Promise<Result<readonly HashMatch[], Failure>> {
  const asked = [...new Set(hashes)];
  const byHash = new Map<string, HashMatch[]>(asked.map((hash) => [hash, []]));
  for (let from = 0; from < asked.length; from += MOST_A_QUESTION) {
    const part = asked.slice(from, from + MOST_A_QUESTION);
    const answer = await api.postJson('/api/v1/model-versions/by-hash/ids', part);
    if (!answer.ok) return answer;
    const matches = wireHashMatches.safeParse(answer.value);
    if (!matches.success) return err(failure('http.badAnswer', { message: 'no list of versions' }));
    for (const { hash, modelId, modelVersionId } of matches.data) {
      const found = byHash.get(hash.toUpperCase());
      // It answers also with what was not asked for, and with one thing twice.
      if (found === undefined || found.some(({ versionId }) => versionId === modelVersionId)) continue;
      found.push({ hash: hash.toUpperCase(), modelId, versionId: modelVersionId });
    }
  }
  return ok([...byHash.values()].flat());
}
