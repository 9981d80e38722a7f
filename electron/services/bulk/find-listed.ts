import { type Failure, failure } from '../../../shared/failure';
import type { HashMatch } from '../../../shared/ipc/contract';
import { ok, type Result } from '../../../shared/result';
import type { FilePreference } from '../../../shared/settings/schema';
import type { ListEntry, ListLine } from '../../core/bulk/read-list';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { Catalogue, FoundVersion } from '../catalogue/catalogue';
import { findByHashes } from '../catalogue/find-by-hashes';
import type { Find, Finder, Miss } from './findings';
import type { Found, ManyModels } from './many-models';
import { ANY_FILE, type FileWish, fileOf, type PlannedModel } from './planned-model';

export interface ListNeeds {
  readonly models: ManyModels;
  readonly catalogue: Pick<Catalogue, 'findByHash'>;
  readonly api: CivitaiPosts;
  readonly preference: () => FilePreference;
}

type Named = Exclude<ListEntry, { kind: 'search' }>;
interface NamedLine {
  readonly line: number;
  readonly untrustedText: string;
  readonly entry: Named;
}

/** One entry of a list may be several things. */
interface Meaning {
  readonly model: PlannedModel;
  readonly versionId: number | null;
  readonly wish: FileWish;
}

/** As many as one question about models holds. */
const AT_ONCE = 100;

/**
 * Looks up what a list names, in the order of its lines, a hundred at once. A number that is the id of a model
 * and of another's version leads to both.
 */
export async function findListed(
  needs: ListNeeds,
  lines: readonly ListLine[],
  finder: Finder,
): Promise<void> {
  const named: readonly NamedLine[] = lines.flatMap(({ line, untrustedText, entries }) =>
    entries.flatMap((entry) => (entry.kind === 'search' ? [] : [{ line, untrustedText, entry }])),
  );
  const matches = await matchHashes(needs, named);
  for (let from = 0; from < named.length; from += AT_ONCE) {
    if (finder.signal.aborted || !finder.hasRoom()) return;
    const chunk = named.slice(from, from + AT_ONCE);
    const answers = await lookUp(needs, chunk, matches, finder.signal);
    if (finder.signal.aborted) return;
    const results = chunk.map((line) => judge(line, answers, needs.preference()));
    finder.found(results.flatMap(({ finds }) => finds));
    finder.missed(results.flatMap(({ miss }) => miss ?? []));
    finder.went(Math.min(from + AT_ONCE, named.length), named.length);
  }
}

/** All whole hashes in one question (API note 1.6); what it fails with is found again one by one. */
async function matchHashes(
  { api }: ListNeeds,
  named: readonly NamedLine[],
): Promise<ReadonlyMap<string, HashMatch>> {
  const hashes = named.flatMap(({ entry }) =>
    entry.kind === 'hash' && entry.hash.length === 64 ? [entry.hash] : [],
  );
  if (hashes.length < 2) return new Map();
  const found = await findByHashes(api, hashes);
  // The first version that holds a file is the oldest.
  return new Map((found.ok ? found.value.toReversed() : []).map((match) => [match.hash, match]));
}

interface Answers {
  readonly models: Found;
  readonly ofVersions: Found;
  readonly hashes: ReadonlyMap<string, Result<Pick<FoundVersion, 'modelId' | 'versionId'>, Failure>>;
}

async function lookUp(
  needs: ListNeeds,
  chunk: readonly NamedLine[],
  matches: ReadonlyMap<string, HashMatch>,
  signal: AbortSignal,
): Promise<Answers> {
  const hashes = new Map<string, Result<Pick<FoundVersion, 'modelId' | 'versionId'>, Failure>>();
  for (const { entry } of chunk) {
    const hash = entry.kind === 'hash' || entry.kind === 'number' ? entry.hash : null;
    if (hash === null || hashes.has(hash) || signal.aborted) continue;
    const match = matches.get(hash);
    hashes.set(hash, match === undefined ? await needs.catalogue.findByHash(hash) : ok(match));
  }
  const ofHashes = [...hashes.values()].flatMap((found) => (found.ok ? [found.value.modelId] : []));
  const modelIds = chunk.flatMap(({ entry }) =>
    entry.kind === 'model' ? [entry.modelId] : entry.kind === 'number' && entry.id !== null ? [entry.id] : [],
  );
  const models = await needs.models.byIds([...new Set([...modelIds, ...ofHashes])], signal);
  const numbers = new Set(chunk.flatMap(({ entry }) => (entry.kind === 'number' ? [entry.id] : [])));
  const versionIds = chunk.flatMap(({ entry }) =>
    entry.kind === 'version'
      ? [entry.versionId]
      : entry.kind === 'number' && entry.id !== null
        ? [entry.id]
        : [],
  );
  // A number that is a model's is hardly ever meant as that of a hidden version.
  const isWorthAsking = (id: number) => !numbers.has(id) || models.get(id)?.ok !== true;
  const ofVersions = await needs.models.byVersions([...new Set(versionIds)], signal, isWorthAsking);
  return { models, ofVersions, hashes };
}

function judge(
  { line, untrustedText, entry }: NamedLine,
  answers: Answers,
  preference: FilePreference,
): { readonly finds: readonly Find[]; readonly miss: Miss | null } {
  const meanings = meaningsOf(entry, answers);
  const good = meanings.flatMap((meaning) => (meaning.ok ? [meaning.value] : []));
  const finds = good.flatMap((meaning) => toFind(meaning, preference));
  if (finds.length === 0) {
    const causes = meanings.flatMap((meaning) => (meaning.ok ? [] : [meaning.error]));
    const [sole] = good;
    const unknown = sole === undefined ? unknownOf(entry) : unknownIn(sole);
    // That one meaning does not exist says less than that another one could not be asked for.
    const cause = causes.find(({ code }) => !code.startsWith('input.')) ?? unknown;
    return { finds, miss: { untrustedText, line, cause } };
  }
  const isAmbiguous = entry.kind === 'number' && new Set(finds.map(({ versionId }) => versionId)).size > 1;
  return {
    finds: isAmbiguous ? finds.map((find) => ({ ...find, ambiguousId: entry.id })) : finds,
    miss: null,
  };
}

function meaningsOf(entry: Named, answers: Answers): readonly Result<Meaning, Failure>[] {
  const inModel = (modelId: number, versionId: number | null, wish: FileWish) =>
    withModel(answers.models.get(modelId), versionId, wish);
  const byHash = (hash: string) => {
    const found = answers.hashes.get(hash);
    if (found === undefined || !found.ok) return found === undefined ? [] : [found];
    return inModel(found.value.modelId, found.value.versionId, { ...ANY_FILE, hash });
  };
  switch (entry.kind) {
    case 'model':
      return inModel(entry.modelId, entry.versionId, { ...ANY_FILE, fileId: entry.fileId });
    case 'version': {
      const { versionId, fileId, untrustedWishes } = entry;
      return withModel(answers.ofVersions.get(versionId), versionId, { hash: null, fileId, untrustedWishes });
    }
    case 'hash':
      return byHash(entry.hash);
    case 'number': {
      const { id, hash } = entry;
      const ofId =
        id === null
          ? []
          : [...inModel(id, null, ANY_FILE), ...withModel(answers.ofVersions.get(id), id, ANY_FILE)];
      return [...ofId, ...(hash === null ? [] : byHash(hash))];
    }
  }
}

function withModel(
  model: Result<PlannedModel, Failure> | undefined,
  versionId: number | null,
  wish: FileWish,
): readonly Result<Meaning, Failure>[] {
  if (model === undefined) return [];
  return [model.ok ? ok({ model: model.value, versionId, wish }) : model];
}

/** Nothing when the version is not there, or not the file that was meant. */
function toFind({ model, versionId, wish }: Meaning, preference: FilePreference): readonly Find[] {
  const version = versionId === null ? model.versions[0] : model.versions.find(({ id }) => id === versionId);
  if (version === undefined) return [];
  const file = fileOf(version, wish, preference);
  if (file === null && version.files.length > 0) return [];
  return [{ model, versionId: version.id, file, lock: null, ambiguousId: null, isPrivate: false }];
}

function unknownOf(entry: Named): Failure {
  switch (entry.kind) {
    case 'model':
      return failure('input.unknownModel', { id: entry.modelId });
    case 'version':
      return failure('input.unknownVersion');
    case 'hash':
      return failure('input.unknownHash');
    case 'number':
      return failure('input.unknownNumber');
  }
}

/** The model is there, and what was wanted of it is not. */
function unknownIn({ versionId, wish }: Meaning): Failure {
  if (wish.fileId !== null || wish.hash !== null) return failure('input.unknownFile');
  return failure(versionId === null ? 'input.noVersions' : 'input.unknownVersion');
}
