import { type Failure, failure } from '../../../shared/failure';
import { err, type Result } from '../../../shared/result';
import type { AskWish } from '../../core/civitai/ports';
import { afterFailedLook, afterLook, isServiceTrouble } from '../../core/following/after-look';
import type { NextLook } from '../../core/following/due';
import type { FollowRecord } from '../../core/following/follow';
import { judgeLook, timeOfNews } from '../../core/following/judge-look';
import { type NewsRecord, picturesToKeep } from '../../core/following/news';
import type { FollowingStore, KeptLook } from '../../core/following/ports';
import type { Chance } from '../../core/ports';
import type { KnownModel } from '../catalogue/known-model';
import { type AskNeeds, askCreator, askModel, askModels } from './ask-models';

export interface LooksNeeds extends AskNeeds {
  readonly chance: Pick<Chance, 'fraction'>;
  readonly store: Pick<FollowingStore, 'known' | 'foundVersions'>;
}

export interface LookOutcome {
  /** To be kept, one for each thing that the service told of or that it failed to tell of. */
  readonly looks: readonly KeptLook[];
  /** The service itself did not answer; the next question would fare no better. */
  readonly trouble: Failure | null;
}

/** Asks the service about followed things, and says what has changed since the last time. */
export class Looks {
  constructor(private readonly needs: LooksNeeds) {}

  /** @param isWanted by the user, so that what fails for a moment is tried again at once */
  async at(next: NextLook<FollowRecord>, isWanted: boolean): Promise<LookOutcome> {
    const wish: AskWish = isWanted ? {} : { mostTries: 1 };
    return next.kind === 'creator' ? this.atCreator(next.follow, wish) : this.atModels(next.follows, wish);
  }

  private async atCreator(follow: FollowRecord, wish: AskWish): Promise<LookOutcome> {
    if (follow.subject.kind !== 'creator') return { looks: [], trouble: null };
    const known = this.needs.store.known(follow.key);
    if (!known.ok) return this.failed([follow], known.error);
    const answer = await askCreator(this.needs, follow.subject.username, known.value, wish);
    if (!answer.ok) return this.failed([follow], answer.error);
    const { models, isWhole } = answer.value;
    return { looks: this.judge(follow, models, isWhole), trouble: null };
  }

  private async atModels(follows: readonly FollowRecord[], wish: AskWish): Promise<LookOutcome> {
    const listed = await this.listed(follows, wish);
    if (!listed.ok && isServiceTrouble(listed.error)) return this.failed(follows, listed.error);
    const byId = new Map((listed.ok ? listed.value : []).map((model) => [model.id, model]));
    const looks: KeptLook[] = [];
    for (const [at, follow] of follows.entries()) {
      const modelId = modelIdOf(follow);
      const model = byId.get(modelId);
      if (model !== undefined) {
        looks.push(...this.judge(follow, [model], true));
        continue;
      }
      const answer = await askModel(this.needs, modelId, wish);
      if (answer.ok) looks.push(...this.judge(follow, [answer.value], true));
      else if (isServiceTrouble(answer.error)) {
        const missing = follows.slice(at).filter((other) => !byId.has(modelIdOf(other)));
        const rest = follows.slice(at).flatMap((other) => {
          const known = byId.get(modelIdOf(other));
          return known === undefined ? [] : this.judge(other, [known], true);
        });
        const failed = this.failed(missing, answer.error);
        return { looks: [...looks, ...rest, ...failed.looks], trouble: failed.trouble };
      } else looks.push(...this.failed([follow], answer.error).looks);
    }
    return { looks, trouble: null };
  }

  /** One model alone is asked for as such, which tells of archived ones as well. */
  private listed(
    follows: readonly FollowRecord[],
    wish: AskWish,
  ): Promise<Result<readonly KnownModel[], Failure>> {
    if (follows.length < 2) return Promise.resolve(err(failure('http.rejected')));
    return askModels(this.needs, follows.map(modelIdOf), wish);
  }

  private failed(follows: readonly FollowRecord[], cause: Failure): LookOutcome {
    const { clock, chance } = this.needs;
    const looks = follows.map((follow) => ({
      follow: afterFailedLook(follow, cause, clock.nowMs(), chance.fraction()),
      learnt: [],
      found: [],
      renewed: [],
    }));
    return { looks, trouble: isServiceTrouble(cause) ? cause : null };
  }

  private judge(follow: FollowRecord, models: readonly KnownModel[], isWhole: boolean): readonly KeptLook[] {
    const { clock, chance, store } = this.needs;
    const nowMs = clock.nowMs();
    const known = store.known(follow.key);
    if (!known.ok) return this.failed([follow], known.error).looks;
    const before = store.foundVersions(models.map(({ id }) => id));
    if (!before.ok) return this.failed([follow], before.error).looks;
    const judgement = judgeLook(follow, known.value, { atMs: nowMs, models, isWhole });
    const found: { record: NewsRecord; atMs: number }[] = [];
    const renewed: NewsRecord[] = [];
    for (const model of models) {
      for (const version of model.versions) {
        if (before.value.has(version.id)) renewed.push(newsOf(model, version));
        else if (judgement.newVersionIds.has(version.id)) {
          const atMs = timeOfNews(version.publishedAt, follow.lookedAtMs ?? follow.followedAtMs, nowMs);
          found.push({ record: newsOf(model, version), atMs });
        }
      }
    }
    const [model] = models;
    const facts = follow.subject.kind === 'model' && model !== undefined ? model : null;
    const { baseline, learnt } = judgement;
    const looked = afterLook(follow, { facts, baseline }, nowMs, chance.fraction());
    return [{ follow: looked, learnt, found, renewed }];
  }
}

function modelIdOf({ subject, key }: FollowRecord): number {
  if (subject.kind !== 'model') throw new Error(`${key} is no model.`);
  return subject.modelId;
}

function newsOf(model: KnownModel, version: KnownModel['versions'][number]): NewsRecord {
  return {
    modelId: model.id,
    versionId: version.id,
    modelName: model.name,
    versionName: version.name,
    modelType: model.type,
    baseModel: version.baseModel,
    creator: model.creator,
    maturity: model.maturity,
    mode: model.mode,
    access: version.access,
    pictures: picturesToKeep(version.pictures),
  };
}
