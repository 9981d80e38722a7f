import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { MOST_BY_ID, modelsQuestion } from '../../core/civitai/endpoints';
import type { CivitaiApi } from '../../core/civitai/ports';
import type { Clock } from '../../core/ports';
import type { Catalogue } from '../catalogue/catalogue';
import { type KnownModel, toKnownModel } from '../catalogue/known-model';
import { readModelPage } from '../catalogue/search-models';
import { type Asking, givesNothingNow } from './asking';
import type { PlannedModel } from './planned-model';

/** What is kept of a model: at least what tells which one it is. */
interface KeptModel {
  readonly id: number;
  readonly versions: readonly { readonly id: number }[];
}

export interface ManyModelsNeeds<Model> {
  readonly api: Pick<CivitaiApi, 'getJson'>;
  readonly catalogue: Pick<Catalogue, 'whole' | 'findVersion'>;
  readonly clock: Clock;
  /** @param atMs when the service told it; milliseconds since 1970 */
  readonly keep: (model: KnownModel, atMs: number) => Model;
}

export type Found<Model = PlannedModel> = ReadonlyMap<number, Result<Model, Failure>>;

/** So few are asked for one by one: then they may come from what is kept. */
const FEW = 2;

/** Reads models by the hundred, with one question where one is enough. */
export class ManyModels<Model extends KeptModel = PlannedModel> {
  constructor(private readonly needs: ManyModelsNeeds<Model>) {}

  /**
   * By the ids of the models, as they are now.
   *
   * @returns an entry for each of them, unless it was called off
   */
  byIds(ids: readonly number[], asking: Asking): Promise<Found<Model>> {
    return this.find('ids', ids, asking, {
      isIt: (model, id) => model.id === id,
      alone: (id) => this.one(id),
      isWorthAsking: () => true,
    });
  }

  /**
   * By the ids of versions.
   *
   * @param isWorthAsking whether a version that an answer about many has left out shall be asked for alone
   */
  byVersions(
    versionIds: readonly number[],
    asking: Asking,
    isWorthAsking: (versionId: number) => boolean,
  ): Promise<Found<Model>> {
    const isIt = (model: Model, id: number) => model.versions.some((version) => version.id === id);
    return this.find('modelVersionIds', versionIds, asking, {
      isIt,
      alone: (id) => this.ofVersion(id, isIt),
      isWorthAsking,
    });
  }

  private async find(
    by: 'ids' | 'modelVersionIds',
    ids: readonly number[],
    asking: Asking,
    how: {
      readonly isIt: (model: Model, id: number) => boolean;
      readonly alone: (id: number) => Promise<Result<Model, Failure>>;
      readonly isWorthAsking: (id: number) => boolean;
    },
  ): Promise<Found<Model>> {
    const found = new Map<number, Result<Model, Failure>>();
    const many = ids.length > FEW ? await this.batch(by, ids) : ok([]);
    if (!many.ok && givesNothingNow(many.error)) asking.giveUp(many.error);
    const isLeftOut = many.ok && ids.length > FEW;
    for (const id of ids) {
      const model = many.ok ? many.value.find((each) => how.isIt(each, id)) : undefined;
      if (model !== undefined) found.set(id, ok(model));
      else if (!isLeftOut || how.isWorthAsking(id)) {
        const alone = await asking.alone(() => how.alone(id));
        if (alone !== null) found.set(id, alone);
      }
    }
    return found;
  }

  private async ofVersion(
    versionId: number,
    isIt: (model: Model, id: number) => boolean,
  ): Promise<Result<Model, Failure>> {
    const version = await this.needs.catalogue.findVersion(versionId, 'ahead');
    if (!version.ok) return version;
    const model = await this.one(version.value.modelId);
    return model.ok && !isIt(model.value, versionId) ? err(failure('input.unknownVersion')) : model;
  }

  /** Without the service, what was kept of it: better than nothing, and read anew before it is queued. */
  private async one(modelId: number): Promise<Result<Model, Failure>> {
    const { catalogue } = this.needs;
    const current = await catalogue.whole(modelId, 'current', 'ahead');
    const known =
      current.ok || !givesNothingNow(current.error)
        ? current
        : await catalogue.whole(modelId, 'any', 'ahead');
    if (!known.ok) return known;
    return ok(this.needs.keep(known.value.model, known.value.seen.atMs));
  }

  /** Ids that are not in it were hidden, archived or never there, or the service does not know the question. */
  private async batch(
    by: 'ids' | 'modelVersionIds',
    ids: readonly number[],
  ): Promise<Result<readonly Model[], Failure>> {
    const models: Model[] = [];
    for (let from = 0; from < ids.length; from += MOST_BY_ID) {
      const { path, params } = modelsQuestion(by, ids.slice(from, from + MOST_BY_ID));
      const answer = await this.needs.api.getJson(path, params, { urgency: 'ahead' });
      if (!answer.ok) return answer;
      const nowMs = this.needs.clock.nowMs();
      for (const wire of readModelPage(answer.value, null)?.items ?? [])
        models.push(this.needs.keep(toKnownModel(wire, nowMs), nowMs));
    }
    return ok(models);
  }
}
