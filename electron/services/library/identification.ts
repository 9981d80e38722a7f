import type { Failure } from '../../../shared/failure';
import type { HashMatch } from '../../../shared/ipc/contract';
import { ok, type Result } from '../../../shared/result';
import { HASH_OF_NOTHING } from '../../core/civitai/hash-of-nothing';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { AskedHash, FoundMatch, IndexedFile, LibraryStore } from '../../core/library/ports';
import { provenByShort, shortHashOf } from '../../core/library/short-hash';
import type { Clock } from '../../core/ports';
import { givesNothingNow } from '../bulk/asking';
import type { Catalogue } from '../catalogue/catalogue';
import { findByHashes, MOST_A_QUESTION } from '../catalogue/find-by-hashes';
import { type LoneHash, LoneQuestions } from './lone-questions';

const DAY_MS = 86_400_000;
/** What nobody knew is asked about again after so long: ten thousand hashes cost one question. */
const ASK_AGAIN_MS = 7 * DAY_MS;
/** One question a file, so more rarely. */
const ASK_ALONE_AGAIN_MS = 30 * DAY_MS;

/** Answers in vain that are written down in one go. */
const KEPT_AT_ONCE = 25;

export interface IdentificationNeeds {
  readonly api: CivitaiPosts;
  readonly catalogue: Pick<Catalogue, 'findByHash'>;
  readonly store: Pick<LibraryStore, 'openHashes' | 'keepAnswers'>;
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
    return this.askMany('claim', store.openHashes('claim', clock.nowMs() - ASK_AGAIN_MS), signal);
  }

  /** By the measured SHA-256. @returns why it led nowhere; null when it did not */
  async askHashes(signal: AbortSignal): Promise<Failure | null> {
    const { store, clock } = this.needs;
    return this.askMany('sha256', store.openHashes('sha256', clock.nowMs() - ASK_AGAIN_MS), signal);
  }

  /**
   * What the whole hash has left open: by its first ten digits, which is all that Civitai has of some files, then by the
   * hash of the weights, which an edited header leaves as it is. One question a file, so this ends after many in vain and
   * goes on with the next scan.
   *
   * @returns why it led nowhere; null when it did not
   */
  async askAlone(lone: LoneQuestions): Promise<Failure | null> {
    for (const kind of ['autoV2', 'autoV3'] as const) {
      const open = this.needs.store.openHashes(kind, this.needs.clock.nowMs() - ASK_ALONE_AGAIN_MS);
      if (!open.ok) return open.error;
      const failed = await this.askOneByOne(kind, open.value, lone);
      if (failed !== null) return failed;
    }
    return null;
  }

  /** All of that about these files, whenever they were asked about. @returns why it led nowhere; null when it did not */
  async askAgain(files: readonly IndexedFile[], signal: AbortSignal): Promise<Failure | null> {
    const lone = new LoneQuestions(signal);
    const kinds = ['sha256', 'autoV2', 'autoV3'] as const;
    const found = new Set<number>();
    for (const kind of kinds) {
      const asked = files.flatMap((file): readonly AskedHash[] => {
        const hash = kind === 'autoV3' ? file.autoV3 : file.sha256;
        const isWorthIt = hash !== null && hash !== HASH_OF_NOTHING && !found.has(file.id);
        return isWorthIt ? [{ fileId: file.id, hash }] : [];
      });
      const note = (matches: readonly FoundMatch[]) => {
        for (const { fileId } of matches) found.add(fileId);
      };
      const failed =
        kind === 'sha256'
          ? await this.askMany(kind, ok(asked), signal, note)
          : await this.askOneByOne(kind, asked, lone, note);
      if (failed !== null) return failed;
    }
    return null;
  }

  private async askOneByOne(
    kind: LoneHash,
    open: readonly AskedHash[],
    lone: LoneQuestions,
    onFound: (matches: readonly FoundMatch[]) => void = () => undefined,
  ): Promise<Failure | null> {
    // What nobody knows is written down together: a crash costs no more than to ask some of it once more.
    let unkept: AskedHash[] = [];
    const keep = async (matches: readonly FoundMatch[]) => {
      const asked = unkept;
      unkept = [];
      if (asked.length === 0) return null;
      const kept = await this.needs.store.keepAnswers(kind, asked, matches, this.needs.clock.nowMs());
      onFound(matches);
      return kept.ok ? null : kept.error;
    };
    for (const [hash, asked] of byHash(open)) {
      if (!lone.mayAsk(kind)) break;
      const wanted = kind === 'autoV2' ? shortHashOf(hash) : hash;
      const answer = await this.needs.catalogue.findByHash(wanted, 'ahead');
      if (lone.signal.aborted) break;
      if (!answer.ok && givesNothingNow(answer.error)) return (await keep([])) ?? answer.error;
      const match = !answer.ok ? null : kind === 'autoV3' ? kind : provenByShort(answer.value.files, hash);
      if (match === null) lone.noteInVain(kind);
      // Any other failure says nothing of this file, so it is asked about again with the next scan.
      if (!answer.ok && answer.error.code !== 'input.unknownHash') continue;
      const place = answer.ok ? answer.value : null;
      const matches =
        match === null || place === null ? [] : asked.map((each) => matchOf(each, match, place));
      unkept.push(...asked);
      const failed = matches.length > 0 || unkept.length >= KEPT_AT_ONCE ? await keep(matches) : null;
      if (failed !== null) return failed;
    }
    return keep([]);
  }

  private async askMany(
    kind: 'claim' | 'sha256',
    open: Result<readonly AskedHash[], Failure>,
    signal: AbortSignal,
    onFound: (matches: readonly FoundMatch[]) => void = () => undefined,
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
        onFound,
      );
      if (!kept.ok) return kept.error;
    }
    return null;
  }

  private keep(
    kind: 'claim' | 'sha256',
    asked: readonly AskedHash[],
    matches: readonly HashMatch[],
    onFound: (matches: readonly FoundMatch[]) => void,
  ): Promise<Result<null, Failure>> {
    // One file may stand in several versions; the first one that was told is as good as another.
    const places = new Map<string, HashMatch>();
    for (const match of matches) if (!places.has(match.hash)) places.set(match.hash, match);
    const found = asked.flatMap((each) => {
      const place = places.get(each.hash);
      return place === undefined ? [] : [matchOf(each, kind, place)];
    });
    onFound(found);
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
