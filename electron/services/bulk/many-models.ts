import type { MaturityLevel } from '../../../shared/civitai/model';
import { type Failure, type FailureCode, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { MOST_BY_ID, modelsQuestion } from '../../core/civitai/endpoints';
import type { CivitaiApi } from '../../core/civitai/ports';
import type { Clock } from '../../core/ports';
import type { Catalogue } from '../catalogue/catalogue';
import { toKnownModel } from '../catalogue/known-model';
import { readModelPage } from '../catalogue/search-models';
import { type PlannedModel, toPlannedModel } from './planned-model';

export interface ManyModelsNeeds {
  readonly api: Pick<CivitaiApi, 'getJson'>;
  readonly catalogue: Pick<Catalogue, 'whole' | 'findVersion'>;
  readonly clock: Clock;
  readonly maturity: () => MaturityLevel;
}

export type Found = ReadonlyMap<number, Result<PlannedModel, Failure>>;

/** So few are asked for one by one: then they may come from what is kept. */
const FEW = 2;
/** The service is there and gives nothing now; to ask it a hundred times instead of once would be worse. */
const GIVES_NOTHING_NOW: ReadonlySet<FailureCode> = new Set([
  'http.rateLimited',
  'http.busy',
  'http.serverError',
]);

/** Reads models by the hundred, with one question where one is enough. */
export class ManyModels {
  constructor(private readonly needs: ManyModelsNeeds) {}

  /** By the ids of the models; an entry for each of them, unless it was called off. */
  async byIds(ids: readonly number[], signal: AbortSignal): Promise<Found> {
    const found = new Map<number, Result<PlannedModel, Failure>>();
    const batch = await this.batch('ids', ids);
    const failed = batch.ok ? null : batch.error;
    for (const id of ids) {
      const model = batch.ok ? batch.value.find((each) => each.id === id) : undefined;
      if (model !== undefined) found.set(id, ok(model));
      else if (failed !== null && GIVES_NOTHING_NOW.has(failed.code)) found.set(id, err(failed));
      else if (!signal.aborted) found.set(id, await this.one(id));
    }
    return found;
  }

  /**
   * By the ids of versions.
   *
   * @param isWorthAsking whether a version that an answer about many has left out shall be asked for alone
   */
  async byVersions(
    versionIds: readonly number[],
    signal: AbortSignal,
    isWorthAsking: (versionId: number) => boolean,
  ): Promise<Found> {
    const found = new Map<number, Result<PlannedModel, Failure>>();
    const batch = await this.batch('modelVersionIds', versionIds);
    const failed = batch.ok ? null : batch.error;
    const isLeftOut = batch.ok && versionIds.length > FEW;
    for (const id of versionIds) {
      const has = (model: PlannedModel) => model.versions.some((version) => version.id === id);
      const model = batch.ok ? batch.value.find(has) : undefined;
      if (model !== undefined) found.set(id, ok(model));
      else if (failed !== null && GIVES_NOTHING_NOW.has(failed.code)) found.set(id, err(failed));
      else if (!signal.aborted && (!isLeftOut || isWorthAsking(id)))
        found.set(id, await this.ofVersion(id, has));
    }
    return found;
  }

  private async ofVersion(
    versionId: number,
    has: (model: PlannedModel) => boolean,
  ): Promise<Result<PlannedModel, Failure>> {
    const version = await this.needs.catalogue.findVersion(versionId);
    if (!version.ok) return version;
    const model = await this.one(version.value.modelId);
    return model.ok && !has(model.value) ? err(failure('input.unknownVersion')) : model;
  }

  private async one(modelId: number): Promise<Result<PlannedModel, Failure>> {
    const model = await this.needs.catalogue.whole(modelId, 'any', 'ahead');
    return model.ok ? ok(this.plan(model.value)) : model;
  }

  /** Ids that are not in it were hidden, archived or never there, or the service does not know the question. */
  private async batch(
    by: 'ids' | 'modelVersionIds',
    ids: readonly number[],
  ): Promise<Result<readonly PlannedModel[], Failure>> {
    if (ids.length <= FEW) return ok([]);
    const models: PlannedModel[] = [];
    for (let from = 0; from < ids.length; from += MOST_BY_ID) {
      const { path, params } = modelsQuestion(by, ids.slice(from, from + MOST_BY_ID));
      const answer = await this.needs.api.getJson(path, params, { urgency: 'ahead' });
      if (!answer.ok) return answer;
      const page = readModelPage(answer.value, null);
      const nowMs = this.needs.clock.nowMs();
      models.push(...(page?.items ?? []).map((wire) => this.plan(toKnownModel(wire, nowMs))));
    }
    return ok(models);
  }

  private plan(model: Parameters<typeof toPlannedModel>[0]): PlannedModel {
    return toPlannedModel(model, this.needs.maturity(), this.needs.clock.steadyMs());
  }
}
