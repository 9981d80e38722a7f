import { type Failure, failure } from '../../../shared/failure';
import type { HashMatch } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import type { FilePreference } from '../../../shared/settings/schema';
import type { ListLine, NamedInList } from '../../core/bulk/read-list';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { Catalogue, FoundVersion } from '../catalogue/catalogue';
import { findByHashes } from '../catalogue/find-by-hashes';
import { Asking, givesNothingNow } from './asking';
import { type Find, type Finder, findsOfVersion, type Miss } from './findings';
import type { Found, ManyModels } from './many-models';
import { ANY_FILE, type FileWish, fileOf, type PlannedModel } from './planned-model';

export interface ListNeeds {
  readonly models: ManyModels;
  readonly catalogue: Pick<Catalogue, 'findByHash'>;
  readonly api: CivitaiPosts;
  readonly preference: () => FilePreference;
}

type Named = Exclude<NamedInList, { kind: 'search' }>;
interface NamedEntry {
  readonly line: number;
  readonly untrustedText: string;
  readonly named: Named;
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
 * So many whole hashes that are nobody's SHA-256 are asked for one by one, because they may be BLAKE3. Long lists are
 * what `sha256sum` prints over files of one's own, and were answered for.
 */
const MOST_BLAKE3 = 10;

/**
 * Looks up what a list names, in the order of its lines, a hundred at once. A number that is the id of a model
 * and of another's version leads to both.
 */
export async function findListed(
  needs: ListNeeds,
  lines: readonly ListLine[],
  finder: Finder,
): Promise<void> {
  const entries: readonly NamedEntry[] = lines.flatMap(({ line, entries: all }) =>
    all.flatMap(({ untrustedText, named }) =>
      named.kind === 'search' ? [] : [{ line, untrustedText, named }],
    ),
  );
  finder.went(0, entries.length);
  const asking = new Asking(finder.signal);
  const matches = await matchHashes(needs, entries, asking);
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    if (finder.signal.aborted || !finder.hasRoom()) return;
    const chunk = entries.slice(from, from + AT_ONCE);
    const answers = await lookUp(needs, chunk, matches, asking);
    if (finder.signal.aborted) return;
    const results = chunk.map((entry) => judge(entry, answers, needs.preference()));
    finder.found(results.flatMap(({ finds }) => finds));
    finder.missed(results.flatMap(({ miss }) => miss ?? []));
    const doneCount = Math.min(from + AT_ONCE, entries.length);
    finder.went(doneCount, entries.length);
    const cause = asking.givenUp;
    if (cause === null) continue;
    // What was not asked about is kept as it was written, to be tried again.
    const rest = entries.slice(doneCount);
    finder.missed(rest.map(({ line, untrustedText }) => ({ line, untrustedText, cause })));
    return;
  }
}

interface HashAnswers {
  readonly matches: ReadonlyMap<string, HashMatch>;
  /** Whole hashes that nobody has published as SHA-256, and that may be no other either. */
  readonly unknown: ReadonlySet<string>;
}

/** All whole hashes in one question (API note 1.6); when it fails they are found one by one. */
async function matchHashes(
  { api }: ListNeeds,
  entries: readonly NamedEntry[],
  asking: Asking,
): Promise<HashAnswers> {
  const nothing: HashAnswers = { matches: new Map(), unknown: new Set() };
  const hashes = entries.flatMap(({ named }) =>
    named.kind === 'hash' && named.hash.length === 64 ? [named.hash] : [],
  );
  if (hashes.length < 2 || asking.signal.aborted) return nothing;
  const found = await findByHashes(api, hashes);
  if (!found.ok) {
    if (givesNothingNow(found.error)) asking.giveUp(found.error);
    return nothing;
  }
  // The first version that holds a file is the oldest.
  const matches = new Map(found.value.toReversed().map((match) => [match.hash, match]));
  const rest = new Set(hashes.filter((hash) => !matches.has(hash)));
  return { matches, unknown: rest.size > MOST_BLAKE3 ? rest : new Set() };
}

interface Answers {
  readonly models: Found;
  readonly ofVersions: Found;
  readonly hashes: ReadonlyMap<string, Result<Pick<FoundVersion, 'modelId' | 'versionId'>, Failure>>;
  readonly givenUp: Failure | null;
}

async function lookUp(
  needs: ListNeeds,
  chunk: readonly NamedEntry[],
  { matches, unknown }: HashAnswers,
  asking: Asking,
): Promise<Answers> {
  const hashes = new Map<string, Result<Pick<FoundVersion, 'modelId' | 'versionId'>, Failure>>();
  for (const { named } of chunk) {
    const hash = named.kind === 'hash' || named.kind === 'number' ? named.hash : null;
    if (hash === null || hashes.has(hash)) continue;
    const match = matches.get(hash);
    if (match !== undefined) hashes.set(hash, ok(match));
    else if (unknown.has(hash)) hashes.set(hash, err(failure('input.unknownHash')));
    else {
      const found = await asking.alone(() => needs.catalogue.findByHash(hash, 'ahead'));
      if (found !== null) hashes.set(hash, found);
    }
  }
  const ofHashes = [...hashes.values()].flatMap((found) => (found.ok ? [found.value.modelId] : []));
  const numbers = chunk.flatMap(({ named }) => (named.kind === 'number' ? (named.id ?? []) : []));
  const modelIds = chunk.flatMap(({ named }) => (named.kind === 'model' ? [named.modelId] : []));
  const models = await needs.models.byIds([...new Set([...modelIds, ...numbers, ...ofHashes])], asking);
  const versionIds = chunk.flatMap(({ named }) => (named.kind === 'version' ? [named.versionId] : []));
  // A number that is a model's is hardly ever meant as that of a hidden version.
  const known = new Set(numbers.filter((id) => models.get(id)?.ok === true));
  const ofVersions = await needs.models.byVersions(
    [...new Set([...versionIds, ...numbers])],
    asking,
    (id) => !known.has(id),
  );
  return { models, ofVersions, hashes, givenUp: asking.givenUp };
}

function judge(
  { line, untrustedText, named }: NamedEntry,
  answers: Answers,
  preference: FilePreference,
): { readonly finds: readonly Find[]; readonly miss: Miss | null } {
  const meanings = meaningsOf(named, answers);
  const good = meanings.flatMap((meaning) => (meaning.ok ? [meaning.value] : []));
  const finds = good.flatMap((meaning) => toFind(meaning, preference));
  // That one meaning does not exist says less than that another one could not be asked for.
  const unasked = meanings.flatMap((meaning) =>
    meaning.ok || meaning.error.code.startsWith('input.unknown') ? [] : [meaning.error],
  )[0];
  if (finds.length === 0) {
    const [sole] = good;
    const unknown = sole === undefined ? unknownOf(named) : unknownIn(sole);
    const cause = unasked ?? (meanings.length === 0 ? answers.givenUp : null) ?? unknown;
    return { finds, miss: { untrustedText, line, cause } };
  }
  const isAmbiguous =
    named.kind === 'number' &&
    (unasked !== undefined || new Set(finds.map(({ versionId }) => versionId)).size > 1);
  return {
    finds: isAmbiguous ? finds.map((find) => ({ ...find, ambiguousId: named.id })) : finds,
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
      const { versionId, kind: _kind, ...wish } = entry;
      return withModel(answers.ofVersions.get(versionId), versionId, { hash: null, ...wish });
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
  const finds = findsOfVersion(model, version, file);
  // Who names one file wants that file.
  return wish.fileId === null && wish.hash === null && wish.untrustedType === null
    ? finds
    : finds.slice(0, 1);
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
function unknownIn({ model, versionId }: Meaning): Failure {
  if (versionId === null && model.versions.length === 0) return failure('input.noVersions');
  const isThere = versionId === null || model.versions.some(({ id }) => id === versionId);
  return failure(isThere ? 'input.unknownFile' : 'input.unknownVersion');
}
