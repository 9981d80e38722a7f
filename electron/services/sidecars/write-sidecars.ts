import type { MaturityLevel } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import { type Failure, failure } from '../../../shared/failure';
import type { FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import type { SidecarDialect, SidecarProblem, SidecarTally, SidecarWishes } from '../../../shared/sidecars';
import { sniffImageType } from '../../core/civitai/picture-url';
import type { Places } from '../../core/ports';
import { mayHaveSidecars, type SidecarFacts, sharesSidecars, sidecarStem } from '../../core/sidecars/facts';
import type { JsonTable } from '../../core/sidecars/json-table';
import { mergeSidecar, sidecarName } from '../../core/sidecars/merge-sidecar';
import type { SidecarFiles } from '../../core/sidecars/ports';
import { existingPreview, previewName } from '../../core/sidecars/preview-name';
import type { Catalogue } from '../catalogue/catalogue';
import { previewOf } from '../catalogue/download-target';
import type { KnownModel } from '../catalogue/known-model';

/** So often a file is read anew that another program writes to at the same time. */
const MOST_TRIES = 3;

export interface WriteSidecarsNeeds {
  readonly files: SidecarFiles;
  readonly places: Pick<Places, 'join'>;
  readonly catalogue: Pick<Catalogue, 'whole'>;
  /** The service's own answer about a version. */
  readonly version: (versionId: number, signal: AbortSignal) => Promise<Result<JsonTable, Failure>>;
  /** A still as large as programs show it, also of a video; null when there is none to be had. */
  readonly still: (url: string, signal: AbortSignal) => Promise<Uint8Array | null>;
  /** Pictures above this level are not fetched. */
  readonly maturity: () => MaturityLevel;
}

export interface WrittenSidecars extends SidecarTally {
  /** Why there is nothing to be written beside it: it has gone, or is no model. Null where something is. */
  readonly needless: Failure | null;
  readonly problems: readonly Pick<SidecarProblem, 'part' | 'cause'>[];
}

export const NOTHING_WRITTEN: WrittenSidecars = {
  ...{ writtenCount: 0, mergedCount: 0, sameCount: 0 },
  needless: null,
  problems: [],
};

type Version = KnownModel['versions'][number];

/** A model file under its name. */
export interface NamedModelFile {
  readonly folder: string;
  readonly fileName: string;
  /** What the hash is of; a file of another size is left alone. */
  readonly bytes: number;
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly placedAtMs: number;
  readonly kind: FolderKind;
  readonly target: DownloadTarget;
}

/** Writes what the user wants beside one placed file. What goes wrong with one of them is said, and the rest goes on. */
export async function writeSidecars(
  needs: WriteSidecarsNeeds,
  placed: NamedModelFile,
  wishes: SidecarWishes,
  signal: AbortSignal,
): Promise<WrittenSidecars> {
  const { target, folder, fileName } = placed;
  const path = needs.places.join(folder, fileName);
  if (!mayHaveSidecars(fileName))
    return { ...NOTHING_WRITTEN, needless: failure('input.noSidecars', { path }) };
  const bytes = await needs.files.sizeOf(path);
  // Moved or deleted since: nothing is left alone in a folder.
  if (bytes === null) return { ...NOTHING_WRITTEN, needless: failure('disk.notThere', { path }) };
  // The hashes that are known are those of what was placed, and of nothing else.
  if (bytes !== placed.bytes)
    return {
      ...NOTHING_WRITTEN,
      problems: [{ part: null, cause: failure('disk.notWhatWasPlaced', { path }) }],
    };
  const known = await unlessCalledOff(signal, () => needs.catalogue.whole(target.modelId, 'any', 'ahead'));
  if (known === null) return NOTHING_WRITTEN;
  if (!known.ok) return { ...NOTHING_WRITTEN, problems: [{ part: null, cause: known.error }] };
  const { model } = known.value;
  const version = model.versions.find(({ id }) => id === target.versionId);
  if (version === undefined)
    return { ...NOTHING_WRITTEN, problems: [{ part: null, cause: failure('input.unknownVersion') }] };
  const stem = sidecarStem(fileName);
  const names = await needs.files.namesIn(folder);
  const preview = wishes.hasPreview
    ? await placePreview(needs, { folder, stem, names, version }, signal)
    : ok(null);
  const facts: SidecarFacts = {
    fileName,
    path,
    bytes,
    sha256: placed.sha256,
    placedAtMs: placed.placedAtMs,
    kind: placed.kind,
    target,
    model,
    version,
    untrustedVersion: await ownAnswer(needs, wishes, target.versionId, signal),
    picture: pictureOf(version, needs.maturity()),
    previewPath: preview.ok && preview.value !== null ? preview.value.path : null,
  };
  const tally = { written: 0, merged: 0, same: 0 };
  if (preview.ok && preview.value !== null) tally[preview.value.isNew ? 'written' : 'same'] += 1;
  const isShared = sharesSidecars(fileName, names);
  const problems: WrittenSidecars['problems'][number][] = [];
  if (!preview.ok) problems.push({ part: 'preview', cause: preview.error });
  for (const dialect of wishes.dialects) {
    if (signal.aborted) break;
    const written = await writeOne(
      needs.files,
      needs.places.join(folder, sidecarName(stem, dialect)),
      dialect,
      facts,
      isShared,
    );
    if (!written.ok) problems.push({ part: dialect, cause: written.error });
    else tally[written.value] += 1;
  }
  const { written: writtenCount, merged: mergedCount, same: sameCount } = tally;
  return { writtenCount, mergedCount, sameCount, needless: null, problems };
}

async function writeOne(
  files: SidecarFiles,
  path: string,
  dialect: SidecarDialect,
  facts: SidecarFacts,
  isShared: boolean,
): Promise<Result<'written' | 'merged' | 'same', Failure>> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = await files.read(path);
    if (!found.ok) return found;
    const before = found.value?.text ?? null;
    const merged = mergeSidecar(dialect, before, facts);
    if (!merged.ok) return err(failure('disk.sidecarUnreadable', { path }));
    if (merged.value === before) return ok('same');
    // What stands there may be about the other model.
    if (isShared && before !== null) return err(failure('disk.sidecarShared', { path }));
    const written = await files.write(path, merged.value, found.value?.stamp ?? null);
    if (!written.ok) return written;
    if (written.value === 'written') return ok(before === null ? 'written' : 'merged');
  }
  return err(failure('disk.busy', { path }));
}

/** Only two of the dialects hold the answer itself, so only for them the service is asked again. */
async function ownAnswer(
  needs: WriteSidecarsNeeds,
  { dialects }: SidecarWishes,
  versionId: number,
  signal: AbortSignal,
): Promise<JsonTable | null> {
  if (!dialects.includes('civitaiInfo') && !dialects.includes('loraManager')) return null;
  const answer = await unlessCalledOff(signal, () => needs.version(versionId, signal));
  return answer?.ok === true ? answer.value : null;
}

/** Null as soon as it is called off: who quits does not wait for the network. */
function unlessCalledOff<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const leave = () => resolve(null);
    signal.addEventListener('abort', leave, { once: true });
    void ask()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', leave));
  });
}

function pictureOf(version: Version, limit: MaturityLevel): SidecarFacts['picture'] {
  const { pictureUrl, pictureMaturity } = previewOf(version, limit);
  return pictureUrl === null || pictureMaturity === null
    ? null
    : { url: pictureUrl, maturity: pictureMaturity };
}

interface PreviewPlace {
  readonly folder: string;
  readonly stem: string;
  /** Of what is in the folder. */
  readonly names: readonly string[];
  readonly version: Version;
}

/** Null when the version has no picture within the level. A picture that is there already is kept, whoever put it there. */
async function placePreview(
  needs: WriteSidecarsNeeds,
  { folder, stem, names, version }: PreviewPlace,
  signal: AbortSignal,
): Promise<Result<{ readonly path: string; readonly isNew: boolean } | null, Failure>> {
  const existing = existingPreview(stem, names);
  if (existing !== null) return ok({ path: needs.places.join(folder, existing), isNew: false });
  const picture = pictureOf(version, needs.maturity());
  if (picture === null) return ok(null);
  const bytes = await unlessCalledOff(signal, () => needs.still(picture.url, signal));
  if (signal.aborted) return ok(null);
  if (bytes === null) return err(failure('content.noPicture', { name: stem }));
  const type = sniffImageType(bytes) ?? '';
  const name = previewName(stem, type);
  if (name === null) return err(failure('content.noPicture', { name: stem }));
  const path = needs.places.join(folder, name);
  const created = await needs.files.create(path, bytes);
  if (!created.ok) return created;
  return ok({ path, isNew: created.value === 'written' });
}
