import type { Verification } from '../../../shared/download/state';
import type { PlacedDownload } from '../../core/library/ports';
import type { DownloadRecord, Places } from '../../core/ports';

/** What a download says of the file it has placed; null while it has placed none. */
export function toPlacedDownload(
  record: DownloadRecord,
  places: Pick<Places, 'join'>,
): PlacedDownload | null {
  const { state, target, folder, totalBytes, durableBytes } = record;
  if (state.kind !== 'completed') return null;
  const { modelId, versionId, modelName, versionName, modelType, baseModel, creator } = target;
  const { pictureUrl, pictureMaturity, blurhash } = target;
  const hasPicture = pictureUrl !== null && pictureMaturity !== null;
  return {
    path: places.join(folder, state.finalName),
    bytes: totalBytes ?? durableBytes,
    addedAtMs: record.addedAtMs,
    placedAtMs: state.atMs,
    sha256: state.verification.sha256,
    proof: proofOf(state.verification),
    facts: {
      ...{ modelId, versionId, modelName, versionName, modelType, baseModel, creator },
      tags: [],
      triggerWords: [],
      pictures: hasPicture ? [{ url: pictureUrl, maturity: pictureMaturity, blurhash }] : [],
      publishedSha256: null,
    },
  };
}

function proofOf(verification: Verification): PlacedDownload['proof'] {
  if (verification.kind === 'verified') return 'verified';
  return verification.isRefuted === true ? 'refuted' : 'unverified';
}
