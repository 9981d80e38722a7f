import type { DownloadProgress, DownloadView } from '../../../../shared/download/download';
import type { DownloadState } from '../../../../shared/download/state';
import { type DownloadId, downloadIdSchema } from '../../../../shared/ids';
import type { DownloadsSnapshot } from '../../../../shared/ipc/contract';

export function downloadId(number: number): DownloadId {
  return downloadIdSchema.parse(number.toString(16).padStart(32, '0'));
}

export function download(number: number, state: DownloadState = { kind: 'queued' }): DownloadView {
  return {
    id: downloadId(number),
    modelId: number,
    versionId: number,
    fileId: number,
    modelName: `Model ${number}`,
    versionName: 'v1',
    modelType: 'LORA',
    baseModel: 'SDXL 1.0',
    creator: null,
    fileName: `model-${number}.safetensors`,
    format: 'SafeTensor',
    precision: 'fp16',
    picture: null,
    pictureMaturity: 'PG',
    blurhash: null,
    isListed: true,
    placeLabel: 'ComfyUI › loras',
    placePath: '/models/loras',
    placeReason: { kind: 'lora', code: 'modelType', fileType: 'Model', modelType: 'LORA', baseModel: null },
    state,
    durableBytes: 0,
    totalBytes: 1_000,
    hasPublishedHash: true,
    addedAtMs: 0,
    priority: 'normal',
    rank: number.toString(36).padStart(8, '0'),
    heldBy: null,
  };
}

export function progress(number: number, receivedBytes: number): DownloadProgress {
  return {
    id: downloadId(number),
    receivedBytes,
    totalBytes: 1_000,
    bytesPerSecond: 10,
    remainingMs: 100,
    connections: 1,
    silentMs: 0,
    canResume: true,
  };
}

export function snapshot(
  revision: number,
  downloads: readonly DownloadView[],
  entries: readonly DownloadProgress[] = [],
): DownloadsSnapshot {
  return { revision, downloads, progress: entries };
}
