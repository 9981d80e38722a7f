import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';

export type VersionMark = 'here' | 'onItsWay' | 'otherHere';

/** Whether the user has this version, or another one of its model; what was called off does not count. */
export function useVersionMark(modelId: number, versionId: number): VersionMark | null {
  return useDownloadsStore(() => {
    const downloads = downloadsOfModel(modelId).filter(({ state }) => state.kind !== 'cancelled');
    const ofVersion = downloads.filter((download) => download.versionId === versionId);
    if (ofVersion.some(({ state }) => state.kind === 'completed')) return 'here';
    if (ofVersion.length > 0) return 'onItsWay';
    return downloads.some(({ state }) => state.kind === 'completed') ? 'otherHere' : null;
  });
}
