import { whyPlaced } from '../../../electron/core/placement/route';
import type { VolumeSpace } from '../../../shared/download/space';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { err, ok } from '../../../shared/result';
import type { DownloadsSimulation } from './downloads-simulation';
import { modelDetails } from './fixtures/details';
import { downloadId, downloadOf } from './fixtures/downloads';
import { historyPage, pastDownloads } from './fixtures/history';

type DownloadCall = Extract<keyof Handlers, `downloads.${string}`>;

export function downloadHandlers(
  simulation: DownloadsSimulation,
  volumes: readonly VolumeSpace[],
): Pick<Handlers, DownloadCall> {
  let added = 500;
  let history = simulation.all().length === 0 ? [] : pastDownloads();
  const nothing = () => ok(null);
  return {
    'downloads.snapshot': () => ok(simulation.snapshot()),
    'downloads.plan': ({ modelId, versionId, fileId, folderKind }) => {
      const version = modelDetails(modelId).versions.find(({ id }) => id === versionId);
      const file = version?.files.find(({ id }) => id === fileId);
      if (!file) return err(failure('input.unknownFile'));
      const existing = simulation.all().find((download) => download.fileId === fileId);
      return ok({
        fileName: file.untrustedName,
        placeLabel: 'ComfyUI › checkpoints',
        placePath: '/mnt/models/ComfyUI/models/checkpoints',
        placeReason: whyPlaced(
          { modelType: 'Checkpoint', baseModel: version?.baseModel ?? null, file },
          folderKind ?? 'checkpoint',
        ),
        freeBytes: 71_403_000_000,
        approximateBytes: file.approximateBytes,
        needsRiskAccepted: file.pickleScan === 'danger' || file.virusScan === 'danger',
        existing: existing?.id ?? null,
      });
    },
    'downloads.add': ({ modelId, versionId, fileId, isRiskAccepted }) => {
      const version = modelDetails(modelId).versions.find(({ id }) => id === versionId);
      const file = version?.files.find(({ id }) => id === fileId);
      if (!version || !file) return err(failure('input.unknownFile'));
      if (file.pickleScan === 'danger' && !isRiskAccepted) return err(failure('input.riskNotAccepted'));
      added += 1;
      const id = downloadId(added);
      simulation.add(
        downloadOf(modelId - 1, { kind: 'queued' }, 0, {
          id,
          versionId,
          fileId,
          versionName: version.name,
          fileName: file.untrustedName,
          format: file.format,
          precision: file.precision,
          totalBytes: file.approximateBytes,
          addedAtMs: Date.now(),
        }),
      );
      return ok(id);
    },
    'downloads.putInto': ({ id, folderKind }) =>
      simulation.change([id], ({ placeReason }) => ({
        placeReason: {
          ...placeReason,
          kind: folderKind ?? 'lora',
          code: folderKind === null ? 'modelType' : 'chosen',
        },
      })),
    'downloads.pause': ({ id }) => simulation.move(id, { kind: 'paused' }),
    'downloads.resume': ({ id }) => simulation.move(id, { kind: 'queued' }),
    'downloads.retry': ({ id }) => simulation.move(id, { kind: 'queued' }),
    'downloads.cancel': ({ id }) => simulation.move(id, { kind: 'cancelled' }),
    'downloads.remove': ({ id }) => simulation.remove(id),
    'downloads.openFolder': nothing,
    'downloads.pauseAll': () =>
      simulation.moveAll(['queued', 'probing', 'transferring', 'waiting'], 'paused'),
    'downloads.resumeAll': () => simulation.moveAll(['paused'], 'queued'),
    'downloads.retryAllFailed': () => simulation.moveAll(['failed'], 'queued'),
    'downloads.move': ({ ids, to }) => simulation.reorder(ids, to),
    'downloads.setPriority': ({ ids, priority }) => simulation.change(ids, () => ({ priority })),
    'downloads.smallestFirst': () => simulation.smallestFirst(),
    'downloads.clearDone': () => simulation.clearDone(),
    'downloads.history': ({ text, cursor }) => ok(historyPage(history, text, cursor)),
    'downloads.clearHistory': () => {
      history = [];
      return ok(null);
    },
    'downloads.space': () => ok(volumes),
  };
}
