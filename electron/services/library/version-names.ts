import type { Failure } from '../../../shared/failure';
import { picturesToKeep } from '../../core/following/news';
import type { LibraryStore, VersionFacts } from '../../core/library/ports';
import type { Clock } from '../../core/ports';
import { Asking } from '../bulk/asking';
import type { ManyModels } from '../bulk/many-models';
import type { KnownModel } from '../catalogue/known-model';

const DAY_MS = 86_400_000;
/** Names and trigger words change rarely. */
const TELL_AGAIN_MS = 30 * DAY_MS;
/** As many as one question may hold. */
const VERSIONS_AT_ONCE = 100;

/** What the library keeps of a model. */
export interface NamedModel {
  readonly id: number;
  readonly versions: readonly (VersionFacts & { readonly id: number })[];
}

export function toNamedModel(model: KnownModel): NamedModel {
  const { id: modelId, name: modelName, type: modelType, creator, tags } = model;
  const versions = model.versions.map(
    ({ id, name: versionName, baseModel, triggerWords, pictures, files }) => {
      const facts = { versionId: id, modelId, modelName, versionName, modelType, baseModel, creator };
      const hashes = files.flatMap(({ hashes: { sha256 } }) => sha256 ?? []);
      const publishedSha256 = hashes.length === files.length && hashes.length > 0 ? hashes : null;
      return { id, ...facts, tags, triggerWords, pictures: picturesToKeep(pictures), publishedSha256 };
    },
  );
  return { id: modelId, versions };
}

export interface VersionNamesNeeds {
  readonly models: Pick<ManyModels<NamedModel>, 'byVersions'>;
  readonly store: Pick<LibraryStore, 'unnamedVersions' | 'keepVersions'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Asks what the versions are called that files belong to, a hundred at once. */
export class VersionNames {
  constructor(private readonly needs: VersionNamesNeeds) {}

  /** @param onKept some more have names now @returns why it led nowhere; null when it did not */
  async ask(signal: AbortSignal, onKept: () => void): Promise<Failure | null> {
    const { store, clock } = this.needs;
    const open = store.unnamedVersions(clock.nowMs() - TELL_AGAIN_MS);
    return open.ok ? this.askAbout(open.value, signal, onKept) : open.error;
  }

  /** The same for these versions, whatever was told of them before. */
  async askAbout(
    versionIds: readonly number[],
    signal: AbortSignal,
    onKept: () => void,
  ): Promise<Failure | null> {
    const { models, store, clock } = this.needs;
    const asking = new Asking(signal);
    for (let from = 0; from < versionIds.length; from += VERSIONS_AT_ONCE) {
      const asked = versionIds.slice(from, from + VERSIONS_AT_ONCE);
      const found = await models.byVersions(asked, asking, () => true);
      if (signal.aborted) return null;
      const facts: VersionFacts[] = [];
      const untold: number[] = [];
      let isInVain = false;
      for (const versionId of asked) {
        const model = found.get(versionId);
        const version =
          model?.ok === true ? model.value.versions.find(({ id }) => id === versionId) : undefined;
        if (version !== undefined) facts.push(factsOf(version));
        else if (model?.ok === false && model.error.code === 'input.tooManyUnknown') isInVain = true;
        else if (asking.givenUp === null) untold.push(versionId);
      }
      const kept = store.keepVersions(facts, untold, clock.nowMs());
      if (!kept.ok) return kept.error;
      onKept();
      if (asking.givenUp !== null) return asking.givenUp;
      // What was not asked about has its turn with the next scan.
      if (isInVain) return null;
    }
    return null;
  }
}

function factsOf({ id: _id, ...facts }: VersionFacts & { readonly id: number }): VersionFacts {
  return facts;
}
