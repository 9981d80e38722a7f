import { MODEL_ENDINGS, SIDECAR_ENDINGS } from '../library/model-files';
import { PREVIEW_ENDINGS } from '../sidecars/preview-name';

/** Beside sidecars and previews: a checkpoint's configuration, and what people and tools write of a model. */
const NOTE_ENDINGS = ['.yaml', '.yml', '.txt', '.md', '.html', '.sha256'] as const;

const ENDINGS = [...SIDECAR_ENDINGS, ...PREVIEW_ENDINGS, ...NOTE_ENDINGS];

/**
 * What belongs to a model in its folder: sidecars, previews and notes with the same stem. Nothing when another model
 * has that stem too, because it may be about that one.
 *
 * @param namesLike every name in the folder that some system takes for the same
 * @param modelsLike the same of models, with those that have gone from there by now
 * @returns how each of them ends behind the stem, as it is written there
 */
export function companionEndings(
  modelName: string,
  namesLike: (name: string) => readonly string[],
  modelsLike = namesLike,
): readonly string[] {
  const stem = stemOf(modelName);
  if (stem === modelName) return [];
  const others = [...MODEL_ENDINGS].flatMap((ending) => modelsLike(`${stem}.${ending}`));
  if (others.some((name) => name !== modelName)) return [];
  const found = ENDINGS.flatMap((ending) => namesLike(stem + ending));
  const endings = found.flatMap((name) => (name.startsWith(stem) ? [name.slice(stem.length)] : []));
  return [...new Set(endings)];
}

/** A file name without its last extension. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
