import type { Failure } from '../../../shared/failure';
import type { HashMatch } from '../../../shared/ipc/contract';
import type { Result } from '../../../shared/result';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { AskedHash, FoundMatch, LibraryStore } from '../../core/library/ports';
import type { Clock } from '../../core/ports';
import { Asking, givesNothingNow } from '../bulk/asking';
import type { Catalogue } from '../catalogue/catalogue';
import { findByHashes, MOST_A_QUESTION } from '../catalogue/find-by-hashes';

const DAY_MS = 86_400_000;
/** What nobody knew is asked about again after so long: ten thousand hashes cost one question. */
const ASK_AGAIN_MS = 7 * DAY_MS;
/** One question a file, so more rarely. */
const ASK_WEIGHTS_AGAIN_MS = 30 * DAY_MS;

export interface IdentificationNeeds {
  readonly api: CivitaiPosts;
  readonly catalogue: Pick<Catalogue, 'findByHash'>;
  readonly store: Pick<LibraryStore, 'claims' | 'unknownHashes' | 'keepAnswers'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Asks Civitai what files are: ten thousand hashes a question. Only hashes are sent, never a name. */
export class Identification {
  /** Questions about many hashes at once, since the start. */
  private asked = 0;

  constructor(private readonly needs: IdentificationNeeds) {}

  get questionCount(): number {
    return this.asked;
  }

  /** By what sidecars say their hashes are. @returns why it led nowhere; null when it did not */
  async askClaims(signal: AbortSignal): Promise<Failure | null> {
    const { store, clock } = this.needs;
    return this.askMany('claim', store.claims(clock.nowMs() - ASK_AGAIN_MS), signal);
  }

  /** By the measured SHA-256. @returns why it led nowhere; null when it did not */
  async askHashes(signal: AbortSignal): Promise<Failure | null> {
    const { store, clock } = this.needs;
    return this.askMany('sha256', store.unknownHashes('sha256', clock.nowMs() - ASK_AGAIN_MS), signal);
  }

  /**
   * By the hash of the weights, which an edited header leaves as it is: one question a file, so this ends after
   * many in vain and goes on with the next scan.
   */
  async askWeights(signal: AbortSignal): Promise<Failure | null> {
    const { store, clock, catalogue } = this.needs;
    const open = store.unknownHashes('autoV3', clock.nowMs() - ASK_WEIGHTS_AGAIN_MS);
    if (!open.ok) return open.error;
    const asking = new Asking(signal);
    for (const [hash, asked] of byHash(open.value)) {
      const answer = await asking.alone(() => catalogue.findByHash(hash, 'ahead'));
      if (answer === null) return null;
      if (!answer.ok && answer.error.code === 'input.tooManyUnknown') return null;
      if (!answer.ok && givesNothingNow(answer.error)) return answer.error;
      // Any other failure says nothing of this file, so it is asked about again with the next scan.
      if (!answer.ok && answer.error.code !== 'input.unknownHash') continue;
      if (signal.aborted) return null;
      const matches = answer.ok ? asked.map((each) => matchOf(each, 'autoV3', answer.value)) : [];
      const kept = await store.keepAnswers('autoV3', asked, matches, clock.nowMs());
      if (!kept.ok) return kept.error;
    }
    return null;
  }

  private async askMany(
    kind: 'claim' | 'sha256',
    open: Result<readonly AskedHash[], Failure>,
    signal: AbortSignal,
  ): Promise<Failure | null> {
    if (!open.ok) return open.error;
    const hashes = [...byHash(open.value)];
    for (let from = 0; from < hashes.length; from += MOST_A_QUESTION) {
      if (signal.aborted) return null;
      const part = hashes.slice(from, from + MOST_A_QUESTION);
      this.asked += 1;
      const answer = await findByHashes(
        this.needs.api,
        part.map(([hash]) => hash),
      );
      if (signal.aborted) return null;
      if (!answer.ok) return answer.error;
      // What came is kept, whatever becomes of the next question.
      const kept = await this.keep(
        kind,
        part.flatMap(([, asked]) => asked),
        answer.value,
      );
      if (!kept.ok) return kept.error;
    }
    return null;
  }

  private keep(
    kind: 'claim' | 'sha256',
    asked: readonly AskedHash[],
    matches: readonly HashMatch[],
  ): Promise<Result<null, Failure>> {
    // One file may stand in several versions; the first one that was told is as good as another.
    const places = new Map<string, HashMatch>();
    for (const match of matches) if (!places.has(match.hash)) places.set(match.hash, match);
    const found = asked.flatMap((each) => {
      const place = places.get(each.hash);
      return place === undefined ? [] : [matchOf(each, kind, place)];
    });
    return this.needs.store.keepAnswers(kind, asked, found, this.needs.clock.nowMs());
  }
}

function byHash(asked: readonly AskedHash[]): ReadonlyMap<string, readonly AskedHash[]> {
  const groups = new Map<string, AskedHash[]>();
  for (const each of asked) {
    const group = groups.get(each.hash);
    if (group === undefined) groups.set(each.hash, [each]);
    else group.push(each);
  }
  return groups;
}

function matchOf(
  { fileId }: AskedHash,
  match: FoundMatch['match'],
  { modelId, versionId }: { readonly modelId: number; readonly versionId: number },
): FoundMatch {
  return { fileId, match, modelId, versionId };
}
