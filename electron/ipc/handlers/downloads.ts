import { isDangerous } from '../../../shared/civitai/choose-file';
import type { DownloadTarget } from '../../../shared/download/download';
import { failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { err, ok } from '../../../shared/result';
import type { History, Volumes } from '../../core/ports';
import type { Catalogue, ChosenTarget } from '../../services/catalogue/catalogue';
import type { DownloadQueue } from '../../services/downloads/download-queue';
import type { Placement } from '../../services/placement';
import type { Area } from './area';

export interface DownloadsNeeds {
  readonly queue: DownloadQueue;
  readonly history: History;
  readonly catalogue: Catalogue;
  readonly placement: Placement;
  readonly volumes: Volumes;
  /** Shows a file, or a folder when there is no file, in the system's file manager. */
  readonly show: (place: { readonly folder: string; readonly file: string | null }) => Promise<boolean>;
}

export function downloadsHandlers(needs: DownloadsNeeds): Area<'downloads'> {
  const { queue, history, catalogue, placement, volumes } = needs;
  const retry = async (id: DownloadId) => {
    const known = queue.wantsFreshTarget(id);
    if (known === null) return queue.retry(id);
    // The creator may have replaced the file; with the old hash it could never be proven.
    const fresh = await catalogue.target(known.modelId, known.versionId, known.fileId);
    return fresh.ok ? queue.retry(id, withoutChoice(fresh.value)) : queue.retry(id);
  };
  return {
    'downloads.snapshot': () => ok(queue.snapshot()),
    'downloads.plan': async ({ modelId, versionId, fileId, folderKind }) => {
      const target = await catalogue.target(modelId, versionId, fileId);
      if (!target.ok) return target;
      await placement.renew();
      const place = placement.plan(target.value, folderKind);
      if (!place.ok) return place;
      const facts = await volumes.look(place.value.root, place.value.folder);
      return ok({
        fileName: place.value.fileName,
        placeLabel: place.value.label,
        placePath: place.value.folder,
        placeReason: place.value.why,
        freeBytes: typeof facts === 'string' ? null : facts.freeBytes,
        approximateBytes: target.value.file.approximateBytes,
        needsRiskAccepted: isDangerous(target.value.chosenFile),
        existing: queue.find(versionId, fileId)?.id ?? null,
      });
    },
    'downloads.add': async ({ modelId, versionId, fileId, isRiskAccepted, folderKind }) => {
      const target = await catalogue.target(modelId, versionId, fileId);
      if (!target.ok) return target;
      const { chosenFile } = target.value;
      if (isDangerous(chosenFile) && !isRiskAccepted) return err(failure('input.riskNotAccepted'));
      await placement.renew();
      return queue.add(withoutChoice(target.value), folderKind);
    },
    'downloads.putInto': ({ id, folderKind }) => queue.putInto(id, folderKind),
    'downloads.pause': ({ id }) => queue.pause(id),
    'downloads.resume': ({ id }) => queue.resume(id),
    'downloads.retry': ({ id }) => retry(id),
    'downloads.cancel': ({ id }) => queue.cancel(id),
    'downloads.remove': ({ id }) => queue.remove(id),
    'downloads.openFolder': async ({ id }) => {
      const place = queue.placed.folderOf(id);
      if (!place.ok) return place;
      const isShown = await needs.show(place.value);
      return isShown ? ok(null) : err(failure('disk.folderMissing', { path: place.value.folder }));
    },
    'downloads.pauseAll': () => {
      queue.pauseAll();
      return ok(null);
    },
    'downloads.resumeAll': () => {
      queue.resumeAll();
      return ok(null);
    },
    'downloads.retryAllFailed': async () => {
      for (const id of queue.retryAllFailed()) await retry(id);
      return ok(null);
    },
    'downloads.move': ({ ids, to }) => queue.move(ids, to),
    'downloads.setPriority': ({ ids, priority }) => queue.setPriority(ids, priority),
    'downloads.smallestFirst': () => queue.smallestFirst(),
    'downloads.clearDone': () => queue.clearDone(),
    'downloads.history': ({ text, cursor }) => history.search(text, cursor),
    'downloads.clearHistory': () => history.clear(),
    'downloads.space': async () => ok(await queue.volumes()),
  };
}

function withoutChoice({ chosenFile: _chosenFile, ...target }: ChosenTarget): DownloadTarget {
  return target;
}
