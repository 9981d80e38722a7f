import { type ChoiceReason, chooseFile, isDangerous } from '../../../shared/civitai/choose-file';
import type { ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { CivitaiReference } from '../../../shared/civitai/reference';
import type { DownloadTarget } from '../../../shared/download/download';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { Catalogue } from '../../services/catalogue/catalogue';
import type { GetRequest } from '../arguments/command-line';

export interface ChosenFile {
  readonly target: DownloadTarget;
  readonly file: ModelFile;
  readonly version: ModelVersion;
  /** Empty when the file was named by its id or hash. */
  readonly reasons: readonly ChoiceReason[];
  /** The version's other files. */
  readonly others: readonly ModelFile[];
}

interface Wanted {
  readonly modelId: number;
  /** Null: the one that the creator put in front. */
  readonly versionId: number | null;
  /** Null: as the preference says. */
  readonly fileId: number | null;
}

/** From what somebody wrote to the one file that is meant. */
export async function findFile(
  catalogue: Catalogue,
  request: Pick<GetRequest, 'reference' | 'fileId' | 'preference' | 'isRiskAccepted'>,
): Promise<Result<ChosenFile, Failure>> {
  const wanted = await locate(catalogue, request.reference);
  if (!wanted.ok) return wanted;
  const { modelId, versionId } = wanted.value;
  // Nothing is shown of it but its names, which have no level.
  const model = await catalogue.model(modelId, 'XXX');
  if (!model.ok) return model;
  if (model.value.mode === 'archived') return err(failure('access.archived'));
  const { versions } = model.value;
  const version = versionId === null ? versions[0] : versions.find(({ id }) => id === versionId);
  if (version === undefined) {
    const empty = failure('input.unknownFile', { message: 'no files' });
    return err(versionId === null ? empty : failure('input.unknownVersion', { id: versionId, modelId }));
  }
  if (version.files.length === 0) return err(failure('input.unknownFile', { message: 'no files' }));
  const named = request.fileId ?? wanted.value.fileId;
  const choice =
    named === null ? chooseFile(version.files, request.preference) : { fileId: named, reasons: [] };
  const file = version.files.find(({ id }) => id === choice?.fileId);
  if (choice === null || file === undefined) return err(failure('input.unknownFile'));
  const target = await catalogue.target(modelId, version.id, file.id);
  if (!target.ok) return target;
  if (isDangerous(file) && !request.isRiskAccepted) return err(failure('input.riskNotAccepted'));
  const { chosenFile: _chosenFile, ...plain } = target.value;
  const others = version.files.filter(({ id }) => id !== file.id);
  return ok({ target: plain, file, version, reasons: choice.reasons, others });
}

async function locate(catalogue: Catalogue, reference: CivitaiReference): Promise<Result<Wanted, Failure>> {
  switch (reference.kind) {
    case 'model':
      return ok(reference);
    case 'version': {
      const found = await catalogue.findVersion(reference.versionId);
      if (!found.ok && found.error.code === 'input.unknownVersion')
        return err(failure(found.error.code, { id: reference.versionId }));
      if (!found.ok) return found;
      const { modelId, versionId } = found.value;
      return ok({ modelId, versionId, fileId: reference.fileId });
    }
    case 'hash': {
      const found = await catalogue.findByHash(reference.hash);
      if (!found.ok) return found;
      const { modelId, versionId, files } = found.value;
      const matching = files.filter(({ hashes }) => Object.values(hashes).includes(reference.hash));
      // A hash that is stored but not listed says the version; its only file is then the one.
      const file = matching[0] ?? (files.length === 1 ? files[0] : undefined);
      return file === undefined
        ? err(failure('input.unknownHash'))
        : ok({ modelId, versionId, fileId: file.id });
    }
  }
}

/** Format, precision, size class: what tells the files of a version apart. */
export function traitsOf(file: Pick<ModelFile, 'format' | 'precision' | 'sizeClass'>): string {
  return [file.format, file.precision, file.sizeClass].filter((trait) => trait !== null).join(' ');
}

/** Why a file was chosen among several, as the end of a sentence; empty where there was no choice. */
export function reasonWords({ file, reasons, others }: ChosenFile): string {
  if (others.length === 0 || reasons.length === 0) return '';
  const traits = [
    reasons.includes('format') ? file.format : null,
    reasons.includes('precision') ? file.precision : null,
    reasons.includes('sizeClass') ? file.sizeClass : null,
  ].filter((trait) => trait !== null);
  if (traits.length > 0) return `preferred: ${traits.join(', ')}`;
  return reasons.includes('primary') ? 'the creator’s main file' : '';
}
