import { correctedKind, whyPlaced } from '../../core/placement/route';
import type { DownloadRecord, PartFiles, Places, Volumes } from '../../core/ports';
import type { WeightHeaders } from '../../core/weights/ports';
import type { Placement, PlannedPlace } from '../placement';

export interface CorrectionNeeds {
  /** Without it, files go where Civitai's word leads. */
  readonly headers?: WeightHeaders | undefined;
  readonly placement: Pick<Placement, 'plan'>;
  readonly parts: Pick<PartFiles, 'ensureFolder'>;
  readonly volumes: Pick<Volumes, 'look'>;
}

/**
 * Looks whether a whole file is what Civitai calls it, and if not, where it goes instead. Nothing is moved here: the
 * part file stays, and gets its name in the other folder, in one step, which works on one volume only. Where the
 * right folder lies on another one, or cannot be had, the file stays where it was to go, and this is said; it is copied
 * by nobody.
 *
 * @returns what is different about the download; nothing when the user or a rule has decided, or nothing contradicts
 */
export async function correctPlace(
  { headers, placement, parts, volumes }: CorrectionNeeds,
  record: DownloadRecord,
): Promise<Partial<DownloadRecord>> {
  if (headers === undefined || record.kindDecision !== null) return {};
  const finding = await headers.recognise(record.partPath);
  const kind = correctedKind(record.folderKind, finding);
  if (finding === null || kind === null) return {};
  const planned = placement.plan(record.target, kind);
  if (!planned.ok) return {};
  const { layout, root, folder, subfolder } = planned.value;
  const stays = { by: 'header', finding, isElsewhere: true } as const;
  const refused = { kindDecision: { ...stays, isRefused: true } } as const;
  const isOne = await isOneVolume(volumes, record, planned.value);
  if (isOne !== true) return isOne === false ? { kindDecision: stays } : refused;
  const isMade = await parts.ensureFolder(root, folder, subfolder);
  if (!isMade.ok) return refused;
  const kindDecision = { by: 'header', finding, isElsewhere: false } as const;
  return { layout, root, folder, subfolder, folderKind: kind, kindDecision };
}

/**
 * Where a file whose place was corrected goes when it cannot have its name there after all: into the folder of its
 * part. That two folders are on one device does not mean that a file can have a name in both: they may be mounted
 * apart, or be shares of a quota each.
 *
 * @returns what is different about the download; null when it was to go nowhere else
 */
export function placeOfPart(
  { placement, places }: Pick<CorrectionNeeds, 'placement'> & { readonly places: Pick<Places, 'join'> },
  record: DownloadRecord,
): Partial<DownloadRecord> | null {
  const { kindDecision: decision, target, partPath } = record;
  const folder = places.join(partPath, '..');
  if (decision?.by !== 'header' || decision.isElsewhere || folder === record.folder) return null;
  const folderKind = whyPlaced(target, null).kind;
  const kindDecision = { ...decision, isElsewhere: true, isRefused: true } as const;
  const planned = placement.plan(target, folderKind);
  // The user may have chosen other folders since; the part is where it is.
  if (!planned.ok || planned.value.folder !== folder)
    return { root: folder, folder, subfolder: '', folderKind, kindDecision };
  const { layout, root, subfolder } = planned.value;
  return { layout, root, folder, subfolder, folderKind, kindDecision };
}

/** Null when a drive does not say which it is, or is not there. */
async function isOneVolume(
  volumes: Pick<Volumes, 'look'>,
  from: Pick<DownloadRecord, 'root' | 'folder'>,
  to: Pick<PlannedPlace, 'root' | 'folder'>,
): Promise<boolean | null> {
  if (from.folder === to.folder) return true;
  const looks = await Promise.all([
    volumes.look(from.root, from.folder),
    volumes.look(to.root, to.folder),
  ] as const);
  const [here, there] = looks;
  if (typeof here === 'string' || typeof there === 'string') return null;
  return here.device === there.device;
}
