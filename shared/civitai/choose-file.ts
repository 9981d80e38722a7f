import type { FilePreference } from '../settings/schema';
import type { ModelFile } from './model';

/** Why a file was picked, from the strongest reason to the weakest. */
export type ChoiceReason = 'format' | 'precision' | 'sizeClass' | 'primary' | 'only';

export interface FileChoice {
  readonly fileId: number;
  readonly reasons: readonly ChoiceReason[];
}

/** The types that hold a model's own weights; the others accompany them (API note 2). */
const MODEL_FILE_TYPES = new Set(['Model', 'Pruned Model', 'Diffusion Model', 'UNet']);

// The weights are the service's own (API note 4.2), so Civet picks what the site would pick for
// somebody with the same preference. A dangerous file never wins over another one.
const WEIGHT = { modelType: 1000, format: 100, sizeClass: 10, precision: 1, primary: 0.1, danger: -5000 };

function matches(wanted: string, actual: string | null): boolean | null {
  if (wanted === 'any' || actual === null) return null;
  return wanted.toLowerCase() === actual.toLowerCase();
}

/** What a file is chosen by. */
export type ChoosableFile = Pick<
  ModelFile,
  'id' | 'type' | 'format' | 'precision' | 'sizeClass' | 'isPrimary' | 'pickleScan' | 'virusScan'
>;

function score(file: ChoosableFile, preference: FilePreference): number {
  const weigh = (verdict: boolean | null, weight: number) =>
    verdict === null ? 0 : verdict ? weight : -weight;
  return (
    (MODEL_FILE_TYPES.has(file.type) ? WEIGHT.modelType : 0) +
    weigh(matches(preference.format, file.format), WEIGHT.format) +
    weigh(matches(preference.sizeClass, file.sizeClass), WEIGHT.sizeClass) +
    weigh(matches(preference.precision, file.precision), WEIGHT.precision) +
    (file.isPrimary ? WEIGHT.primary : 0) +
    (isDangerous(file) ? WEIGHT.danger : 0)
  );
}

/** The files of a version that are the model itself, and those that come along with it. */
export interface FileGroups<File = ModelFile> {
  readonly own: readonly File[];
  readonly companions: readonly File[];
}

/** A version that has only companions, such as one of a VAE, counts them as its own. */
export function groupFiles<File extends Pick<ModelFile, 'type'>>(files: readonly File[]): FileGroups<File> {
  const own = files.filter(({ type }) => MODEL_FILE_TYPES.has(type));
  if (own.length === 0) return { own: files, companions: [] };
  return { own, companions: files.filter(({ type }) => !MODEL_FILE_TYPES.has(type)) };
}

/**
 * The companions that come along unless the user says otherwise: those that the model needs, and that no scan
 * calls dangerous.
 */
export function neededCompanions(companions: readonly ModelFile[]): readonly ModelFile[] {
  return companions.filter((file) => file.isRequired && !isDangerous(file));
}

const FORMATS = ['SafeTensor', 'PickleTensor', 'GGUF'] as const;
const PRECISIONS = ['fp16', 'bf16', 'fp32', 'fp8'] as const;
const SIZE_CLASSES = ['pruned', 'full'] as const;

/**
 * The preference that would have picked this file: what it says of itself, and the old wish where it says
 * nothing or something that cannot be wished for.
 */
export function preferenceFor(
  file: Pick<ModelFile, 'format' | 'precision' | 'sizeClass'>,
  preference: FilePreference,
): FilePreference {
  const known = <Word extends string>(words: readonly Word[], actual: string | null) =>
    words.find((word) => word.toLowerCase() === actual?.toLowerCase());
  return {
    format: known(FORMATS, file.format) ?? preference.format,
    precision: known(PRECISIONS, file.precision) ?? preference.precision,
    sizeClass: known(SIZE_CLASSES, file.sizeClass) ?? preference.sizeClass,
  };
}

/** Whether one of the service's scans calls the file dangerous. */
export function isDangerous(file: Pick<ModelFile, 'pickleScan' | 'virusScan'>): boolean {
  return file.pickleScan === 'danger' || file.virusScan === 'danger';
}

/** Whether loading the file can run code that its author put there. */
export function isPickle(file: Pick<ModelFile, 'format' | 'untrustedName'>): boolean {
  if (file.format === 'PickleTensor') return true;
  return file.format === null && /\.(ckpt|pt|pth|bin|pkl)$/i.test(file.untrustedName);
}

/**
 * Picks the file of a version that suits the preference best; null for a version without files.
 * Equal scores go to the one that comes first.
 */
export function chooseFile(files: readonly ChoosableFile[], preference: FilePreference): FileChoice | null {
  let best: ChoosableFile | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const file of files) {
    const points = score(file, preference);
    if (points > bestScore) {
      best = file;
      bestScore = points;
    }
  }
  if (best === null) return null;
  if (files.length === 1) return { fileId: best.id, reasons: ['only'] };
  const reasons: ChoiceReason[] = [];
  if (matches(preference.format, best.format)) reasons.push('format');
  if (matches(preference.precision, best.precision)) reasons.push('precision');
  if (matches(preference.sizeClass, best.sizeClass)) reasons.push('sizeClass');
  if (best.isPrimary) reasons.push('primary');
  return { fileId: best.id, reasons };
}
