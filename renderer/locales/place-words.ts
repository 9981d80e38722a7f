import i18next from 'i18next';
import type { PlaceReason } from '../../shared/placement';
import { modelTypeWord } from './model-type-word';

/** Why a file goes where it goes, for example "VAE inside a Checkpoint version → VAE". */
export function placeReasonWords(reason: PlaceReason): string {
  const { code, kind, fileType, modelType, baseModel, ruleName, finding, rightKind } = reason;
  const t = i18next.getFixedT(null, 'folders');
  return t(`why.${code}`, {
    file: fileType,
    model: modelTypeWord(modelType),
    base: baseModel ?? '',
    kind: t(`kinds.${kind}`),
    rule: ruleName ?? '',
    finding: finding === undefined ? '' : t(`findings.${finding}`),
    right: t(`kinds.${rightKind ?? kind}`),
  });
}

/** For whoever points at a place: where exactly, and why there. */
export function placeTitle(path: string, reason: PlaceReason): string {
  return `${path}\n${placeReasonWords(reason)}`;
}
