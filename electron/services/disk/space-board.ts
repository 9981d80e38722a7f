import { PRIORITIES } from '../../../shared/download/priority';
import type { VolumeSpace } from '../../../shared/download/space';
import { whichFit } from '../../core/disk/ledger';
import type { Clock, DownloadRecord, VolumeFacts, Volumes } from '../../core/ports';
import { isStuck, isWanted, missingBytes } from '../downloads/record-facts';
import type { DiskMargins, DiskWatch } from './disk-watch';

/** Changes come in swarms; the page hears of their sum. */
const SETTLE_MS = 1_000;
/** Others write to the disks as well. */
const LOOK_MS = 5_000;

export interface SpaceNeeds {
  readonly clock: Clock;
  readonly volumes: Volumes;
  readonly margins: DiskMargins;
  readonly disk: Pick<DiskWatch, 'stateOf'>;
  /** Everything unfinished, in the user's order. */
  readonly unfinished: () => Iterable<DownloadRecord>;
  readonly publishSpace: (space: readonly VolumeSpace[]) => void;
}

interface Volume {
  readonly label: string;
  readonly facts: VolumeFacts | 'missing' | 'unknown';
  readonly wanted: DownloadRecord[];
}

/** Tells what the unfinished downloads need on each volume, and what there is. */
export class SpaceBoard {
  private callOff: (() => void) | null = null;
  private told = '[]';
  private isStopped = false;

  constructor(private readonly needs: SpaceNeeds) {}

  /** Something about the downloads is different; told to the page after a moment. */
  noteChange(): void {
    this.callOff ??= this.arm(SETTLE_MS);
  }

  stop(): void {
    this.isStopped = true;
    this.callOff?.();
    this.callOff = null;
  }

  async look(): Promise<readonly VolumeSpace[]> {
    const volumes = await this.volumes();
    return volumes.map((volume) => this.spaceOf(volume));
  }

  private arm(delayMs: number): () => void {
    return this.needs.clock.after(delayMs, () => void this.tell());
  }

  private async tell(): Promise<void> {
    const space = await this.look();
    if (this.isStopped) return;
    const text = JSON.stringify(space);
    if (text !== this.told) this.needs.publishSpace(space);
    this.told = text;
    this.callOff = space.length > 0 ? this.arm(LOOK_MS) : null;
  }

  private async volumes(): Promise<readonly Volume[]> {
    const folders = new Map<string, DownloadRecord[]>();
    for (const record of this.needs.unfinished()) {
      if (!isWanted(record)) continue;
      const known = folders.get(record.folder);
      if (known === undefined) folders.set(record.folder, [record]);
      else known.push(record);
    }
    const volumes = new Map<string, Volume>();
    for (const [folder, records] of folders) {
      const root = records[0]?.root ?? folder;
      const facts = await this.needs.volumes.look(root, folder);
      const isSeen = facts !== 'missing' && facts !== 'unknown';
      const key = isSeen ? facts.device : `${facts} ${root}`;
      const label = isSeen ? facts.mountPath : root;
      const volume = volumes.get(key) ?? { label, facts, wanted: [] };
      for (const record of records) volume.wanted.push(record);
      volumes.set(key, volume);
    }
    return [...volumes.values()];
  }

  private spaceOf({ label, facts, wanted }: Volume): VolumeSpace {
    const isSeen = facts !== 'missing' && facts !== 'unknown';
    const wantedBytes = wanted.reduce((sum, record) => sum + (missingBytes(record) ?? 0), 0);
    const reserveBytes = isSeen ? this.needs.margins.reserveOf(facts.totalBytes) : 0;
    const fitsWhole = !isSeen || wantedBytes + reserveBytes <= facts.freeBytes;
    const room = { freeBytes: isSeen ? facts.freeBytes : 0, reserveBytes, promisedBytes: 0 };
    const fitCount = fitsWhole ? wanted.length : whichFit(room, inTurn(wanted)).length;
    return {
      label,
      state: facts === 'missing' ? 'missing' : isSeen ? this.needs.disk.stateOf(facts.device) : 'ready',
      freeBytes: isSeen ? facts.freeBytes : null,
      reserveBytes,
      wantedCount: wanted.length,
      wantedBytes,
      fitCount: facts === 'missing' ? 0 : fitCount,
      waitingCount: wanted.filter(isStuck).length,
    };
  }
}

/** What runs comes first, then by priority; within one the user's order stays. */
function inTurn(wanted: readonly DownloadRecord[]) {
  const turn = ({ state, priority }: DownloadRecord) =>
    state.kind === 'queued' || state.kind === 'waiting' ? PRIORITIES.indexOf(priority) : PRIORITIES.length;
  return wanted
    .toSorted((a, b) => turn(b) - turn(a))
    .map((record) => ({ record, bytes: missingBytes(record) }));
}
