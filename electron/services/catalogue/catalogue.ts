import type { MaturityLevel, ModelDetails, ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { SearchQuery } from '../../../shared/civitai/search';
import type { Seen } from '../../../shared/civitai/seen';
import type { DownloadTarget } from '../../../shared/download/download';
import { type Failure, type FailureCode, failure } from '../../../shared/failure';
import type { CatalogueEnums, SearchPage, SeenModel } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import {
  byHashQuestion,
  ENUMS_QUESTION,
  modelQuestion,
  type Question,
  versionQuestion,
} from '../../core/civitai/endpoints';
import { BASE_MODELS, MODEL_TYPES } from '../../core/civitai/known-values';
import type { Urgency } from '../../core/civitai/ports';
import { isWithin, readFile } from '../../core/civitai/read-model';
import { wireEnums, wireLoneVersion, wireModel } from '../../core/civitai/wire';
import { previewOf, toDownloadTarget } from './download-target';
import { type KnownModel, namePicture, toKnownModel } from './known-model';
import { type SearchNeeds, searchModels } from './search-models';
import type { SeenWish } from './seen-answers';

const REMEMBER_MS = 5 * 60_000;
const MOST_REMEMBERED = 300;

export interface SeenKnownModel {
  readonly model: KnownModel;
  readonly seen: Seen;
}

/** A target together with the file it was made of. */
export type ChosenTarget = DownloadTarget & { readonly chosenFile: ModelFile };

/** Where a version stands, told by its id or by the hash of one of its files. */
export interface FoundVersion {
  readonly modelId: number;
  readonly versionId: number;
  readonly files: readonly ModelFile[];
}

export type CatalogueNeeds = SearchNeeds;

/** Civitai's models as Civet shows them. Remembers what was seen for a few minutes. */
export class Catalogue {
  /** `atMs` is steady. */
  private readonly remembered = new Map<number, SeenKnownModel & { readonly atMs: number }>();
  private enums: CatalogueEnums | null = null;
  /** How often everything was to be forgotten. */
  private forgotten = 0;

  constructor(private readonly needs: CatalogueNeeds) {}

  search(query: SearchQuery, wish: SeenWish = {}): Promise<Result<SearchPage, Failure>> {
    return searchModels(this.needs, query, wish);
  }

  async model(modelId: number, limit: MaturityLevel): Promise<Result<SeenModel, Failure>> {
    const known = await this.known(modelId, 'any');
    if (!known.ok) return known;
    return ok({ ...this.shown(known.value.model, limit), seen: known.value.seen });
  }

  /** A model with everything main knows of it, for what is shown to nobody as it is. */
  whole(modelId: number, age: 'any' | 'current', urgency: Urgency): Promise<Result<SeenKnownModel, Failure>> {
    return this.known(modelId, age, urgency);
  }

  /** What the page may see of a model. */
  shown(model: KnownModel, limit: MaturityLevel): ModelDetails {
    const versions = model.versions.map((version) => ({
      ...version,
      pictures: this.pictures(version, limit),
    }));
    return { ...model, versions };
  }

  /** What is remembered may be somebody else's, or older than what is kept now. */
  forget(modelId: number | null): void {
    if (modelId === null) {
      this.remembered.clear();
      this.forgotten += 1;
    } else {
      this.remembered.delete(modelId);
    }
  }

  /** What a download needs to know of a file; read from Civitai's answer, never from the page. */
  async target(modelId: number, versionId: number, fileId: number): Promise<Result<ChosenTarget, Failure>> {
    // The bytes may have been replaced since: nothing older than a moment says what they are.
    const known = await this.known(modelId, 'current');
    if (!known.ok) return known;
    const { model } = known.value;
    if (model.mode === 'archived') return err(failure('access.archived'));
    const version = model.versions.find((entry) => entry.id === versionId);
    const file = version?.files.find((entry) => entry.id === fileId);
    if (version === undefined || file === undefined) return err(failure('input.unknownFile'));
    const preview = previewOf(version, this.needs.settings().maturity);
    return ok({ ...toDownloadTarget(model, version, file, preview), chosenFile: file });
  }

  /** The files of models that were looked at in the last minutes, newest first; one of each. */
  lookedAt(most: number): readonly DownloadTarget[] {
    const models = [...this.remembered.values()].reverse().map(({ model }) => model);
    const targets = models.flatMap((model) => {
      const [version] = model.versions;
      const file = version?.files.find(({ isPrimary }) => isPrimary) ?? version?.files[0];
      if (version === undefined || file === undefined) return [];
      return [toDownloadTarget(model, version, file, previewOf(version, this.needs.settings().maturity))];
    });
    return targets.slice(0, most);
  }

  /** `input.unknownVersion` when Civitai has none with this id. */
  findVersion(versionId: number, urgency: Urgency = 'front'): Promise<Result<FoundVersion, Failure>> {
    return this.loneVersion(versionQuestion(versionId), 'input.unknownVersion', urgency);
  }

  /**
   * The oldest version with a file that has this hash; 8 digits may belong to several files.
   *
   * @param hash hex in a length that Civitai stores; `input.unknownHash` when it knows none
   */
  findByHash(hash: string, urgency: Urgency = 'front'): Promise<Result<FoundVersion, Failure>> {
    return this.loneVersion(byHashQuestion(hash), 'input.unknownHash', urgency);
  }

  /** Types and base models to filter by: the service's own lists, or the ones known when Civet was built. */
  async knownValues(): Promise<CatalogueEnums> {
    if (this.enums !== null) return this.enums;
    const answer = await this.needs.answers.ask(ENUMS_QUESTION);
    const parsed = answer.ok ? wireEnums.safeParse(answer.value.value) : null;
    const types = parsed?.data?.ModelType ?? [];
    const baseModels = parsed?.data?.ActiveBaseModel ?? [];
    if (types.length === 0 || baseModels.length === 0) return { types: MODEL_TYPES, baseModels: BASE_MODELS };
    this.enums = { types, baseModels };
    return this.enums;
  }

  private async known(
    modelId: number,
    age: 'any' | 'current',
    urgency: Urgency = 'front',
  ): Promise<Result<SeenKnownModel, Failure>> {
    const remembered = this.remembered.get(modelId);
    const nowMs = this.needs.clock.steadyMs();
    if (remembered !== undefined && nowMs - remembered.atMs < REMEMBER_MS) return ok(remembered);
    const { forgotten } = this;
    const answer = await this.needs.answers.ask(modelQuestion(modelId), { age, urgency });
    if (!answer.ok) {
      return answer.error.code === 'http.notFound'
        ? err(failure('input.unknownModel', { id: modelId }))
        : answer;
    }
    const wire = wireModel.safeParse(answer.value.value);
    if (!wire.success) return err(failure('http.badAnswer', { message: 'no model' }));
    const model = toKnownModel(wire.data, this.needs.clock.nowMs());
    const { seen } = answer.value;
    // Somebody may have signed in or out meanwhile; then this answer is for somebody who has gone.
    if (seen.state === 'current' && forgotten === this.forgotten)
      this.remember(modelId, { model, seen }, nowMs);
    return ok({ model, seen });
  }

  private remember(modelId: number, known: SeenKnownModel, atMs: number): void {
    this.remembered.delete(modelId);
    this.remembered.set(modelId, { ...known, atMs });
    const oldest = this.remembered.keys().next();
    if (this.remembered.size > MOST_REMEMBERED && !oldest.done) this.remembered.delete(oldest.value);
  }

  private async loneVersion(
    question: Question,
    unknown: FailureCode,
    urgency: Urgency,
  ): Promise<Result<FoundVersion, Failure>> {
    const answer = await this.needs.answers.ask(question, { urgency });
    if (!answer.ok) return answer.error.code === 'http.notFound' ? err(failure(unknown)) : answer;
    const wire = wireLoneVersion.safeParse(answer.value.value);
    if (!wire.success) return err(failure('http.badAnswer', { message: 'no version' }));
    const { id, modelId, files } = wire.data;
    return ok({ modelId, versionId: id, files: files.map(readFile) });
  }

  private pictures(version: KnownModel['versions'][number], limit: MaturityLevel): ModelVersion['pictures'] {
    return version.pictures
      .filter((picture) => isWithin(picture.maturity, limit))
      .map((picture) => namePicture(this.needs.pictures, picture));
  }
}
