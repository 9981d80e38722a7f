import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';
import { useOwnedFiles } from '../../stores/owned';

export type VersionMark = 'here' | 'onItsWay' | 'otherHere';

/** Whether the user has this version, or another one of its model; what was called off does not count. */
export function useVersionMark(modelId: number, versionId: number): VersionMark | null {
  const owned = useOwnedFiles(modelId);
  return useDownloadsStore(() => {
    const downloads = downloadsOfModel(modelId).filter(({ state }) => state.kind !== 'cancelled');
    const ofVersion = downloads.filter((download) => download.versionId === versionId);
    const isPlaced = ofVersion.some(({ state }) => state.kind === 'completed');
    if (isPlaced || owned.some((each) => each.versionId === versionId)) return 'here';
    if (ofVersion.length > 0) return 'onItsWay';
    const isOther = downloads.some(({ state }) => state.kind === 'completed') || owned.length > 0;
    return isOther ? 'otherHere' : null;
  });
}
