import { type Failure, failure, ruleOf } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { err, ok, type Result } from '../../../shared/result';
import { hysteresisOn, MOST_BYTES_ON_FAT32, missingRoom, type Room, whichFit } from '../../core/disk/ledger';
import type { Clock, PartFiles, Places, Volumes } from '../../core/ports';
import { type Looks, type SeenVolume, VolumeLooks } from './volume-looks';

const LOOK_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** What is missing is told anew once it differs by so much; other programs write all the time. */
const TOLD_ANEW_SHARE = 0.01;

/** A download as far as disks are concerned. */
export interface Claimant {
  readonly id: DownloadId;
  readonly root: string;
  readonly folder: string;
  readonly partPath: string;
  /** Where its volume was mounted when it was added, or last ran; null when that is not known. */
  readonly mountPath: string | null;
  /** Length of the whole file; null when unknown. */
  readonly fileBytes: number | null;
  /** Still to be written. */
  readonly remainingBytes: number | null;
  /** On disk for certain. */
  readonly durableBytes: number;
}

export interface Stuck extends Claimant {
  readonly cause: Failure;
}

/** The downloads, as the disks' watch sees and moves them. Both lists are in the queue's order. */
export interface DiskUsers {
  running(): readonly Claimant[];
  /** Those that wait until their cause has gone. */
  stuck(): readonly Stuck[];
  hasStuck(): boolean;
  /** What they waited for has gone. */
  goOn(ids: readonly DownloadId[]): void;
  /** It runs, or waits, and cannot go on for this reason. */
  obstruct(id: DownloadId, cause: Failure): void;
  /** They wait on, and what they wait for is put in other numbers now. */
  retell(waiting: readonly Stuck[]): void;
}

/** How much room is left alone; tests use small volumes. */
export interface DiskMargins {
  readonly reserveOf: (volumeBytes: number) => number;
  /** At most; a small volume gets by with less. */
  readonly hysteresisBytes: number;
}

export interface DiskNeeds {
  readonly clock: Clock;
  readonly volumes: Volumes;
  readonly parts: Pick<PartFiles, 'inspect'>;
  readonly places: Pick<Places, 'isInside'>;
  readonly margins: DiskMargins;
  readonly users: DiskUsers;
}

interface Margined extends Room {
  /** Room beyond the need before anything goes on again. */
  readonly hysteresisBytes: number;
}

interface Blocked {
  readonly state: 'full' | 'faulty';
  /** By the steady clock: a quota says "full" while the system says that there is room. */
  readonly notBeforeMs: number;
}

/**
 * Decides, per volume, which downloads may write: before each start, and every five seconds while
 * somebody writes or waits. Never creates or deletes anything.
 */
export class DiskWatch {
  /** Running downloads whose room is promised, and where. */
  private readonly admitted = new Map<DownloadId, string>();
  private readonly blocked = new Map<string, Blocked>();
  private readonly looks: VolumeLooks;
  /** Times in a row that a volume was full although it seemed to have room. */
  private readonly refusals = new Map<string, number>();
  private callOff: (() => void) | null = null;
  private isLooking = false;
  private isStopped = false;

  constructor(private readonly needs: DiskNeeds) {
    // A drive that was pulled and comes back gets a new chance, also under the same number.
    this.looks = new VolumeLooks({ ...needs, onGone: (device) => this.blocked.delete(device) });
  }

  /**
   * Whether a download may start, or go on now that its length is known. Its room is promised to it
   * until `leave`.
   *
   * @returns where its volume is mounted; null when the system does not tell
   */
  async admit(user: Claimant): Promise<Result<string | null, Failure>> {
    const volume = await this.looks.lookFor(user);
    if (volume !== 'missing') this.dropIdleBlock(volume.device);
    const refusal = this.refusal(user, volume);
    if (refusal !== null || volume === 'missing') return err(refusal ?? driveMissing(user));
    this.admitted.set(user.id, volume.device);
    this.arm();
    return ok(volume.mountPath);
  }

  /** The same answer without a look, from what was seen last; null when nothing is in the way. */
  wouldRefuse(user: Claimant): Failure | null {
    const volume = this.looks.last(user);
    return volume === undefined ? null : this.refusal(user, volume);
  }

  leave(id: DownloadId): void {
    this.admitted.delete(id);
  }

  /** Bytes became durable, so its volume takes them. */
  noteProgress(id: DownloadId): void {
    const device = this.admitted.get(id);
    if (device !== undefined) this.refusals.delete(device);
  }

  /** What a failure of the disk really means: a drive that was pulled looks like many things. */
  async diagnose(user: Claimant, cause: Failure): Promise<Failure> {
    if (ruleOf(cause.code).suspectsVolume !== true) return cause;
    return (await this.looks.lookFor(user)) === 'missing' ? driveMissing(user) : cause;
  }

  /** A run ended for a reason that concerns its whole volume; the others on it stop as well. */
  noteTrouble(user: Claimant, cause: Failure): void {
    const device = this.admitted.get(user.id);
    const state = ruleOf(cause.code).stopsVolume;
    if (device === undefined || state === undefined) return;
    if (state !== 'missing') this.block(device, state);
    for (const other of this.needs.users.running()) {
      if (other.id === user.id || this.admitted.get(other.id) !== device) continue;
      this.needs.users.obstruct(other.id, sameTrouble(other, state));
    }
    this.arm();
  }

  /** The user wants another try, so what was seen before is no longer taken as given. */
  forgive(user: Pick<Claimant, 'folder'>): void {
    const device = this.looks.deviceOf(user);
    const blocked = device === null ? undefined : this.blocked.get(device);
    if (device === null || blocked === undefined) return;
    this.blocked.delete(device);
    this.refusals.delete(device);
    if (blocked.state !== 'faulty') return;
    const waiting = this.needs.users.stuck().filter((other) => this.looks.deviceOf(other) === device);
    this.needs.users.goOn(waiting.flatMap(({ id, cause }) => (isFault(cause) ? [id] : [])));
  }

  stateOf(device: string): 'ready' | 'full' | 'faulty' {
    this.dropIdleBlock(device);
    return this.blocked.get(device)?.state ?? 'ready';
  }

  /** Looks every five seconds from now on, as long as somebody writes or waits. */
  arm(): void {
    if (this.callOff !== null || this.isLooking || this.isStopped) return;
    if (this.admitted.size === 0 && !this.needs.users.hasStuck()) return;
    this.callOff = this.needs.clock.after(LOOK_MS, () => {
      this.callOff = null;
      void this.lookAround();
    });
  }

  stop(): void {
    this.isStopped = true;
    this.callOff?.();
    this.callOff = null;
  }

  /** One look at a time: a drive that does not answer must not collect questions. */
  private async lookAround(): Promise<void> {
    this.isLooking = true;
    try {
      await this.mindRunning();
      await this.mindStuck();
    } finally {
      this.isLooking = false;
      this.arm();
    }
  }

  /** Others write there too: whoever does not fit any more stops before the disk is full. */
  private async mindRunning(): Promise<void> {
    const running = this.needs.users.running().filter(({ id }) => this.admitted.has(id));
    for (const [volume, users] of await this.byVolume(running)) {
      // What is kept in reserve may be used to the end by those that run.
      const room: Room = { freeBytes: volume.freeBytes, reserveBytes: 0, promisedBytes: 0 };
      const fitting = new Set(whichFit(room, users.map(wantedOf)).map(({ id }) => id));
      for (const user of users) {
        if (this.isStopped || fitting.has(user.id) || !this.admitted.has(user.id)) continue;
        this.needs.users.obstruct(user.id, diskFull(user, this.roomOn(volume, user.id)));
      }
    }
  }

  private async mindStuck(): Promise<void> {
    const back: DownloadId[] = [];
    const looks: Looks = new Map();
    const wanting: Stuck[] = [];
    for (const user of this.needs.users.stuck()) {
      const state = ruleOf(user.cause.code).stopsVolume;
      if (state === 'full') wanting.push(user);
      else if ((await this.looks.lookFor(user, looks)) === 'missing') {
        if (state !== 'missing' && !this.isStopped) this.needs.users.obstruct(user.id, driveMissing(user));
      } else if (state !== 'faulty') back.push(user.id);
    }
    const retold: Stuck[] = [];
    for (const [volume, users] of await this.byVolume(wanting)) {
      const room = this.roomOn(volume, null);
      const fitting = this.mayTryAgain(volume.device)
        ? whichFit(room, users.map(wantedOf), room.hysteresisBytes).map(({ id }) => id)
        : [];
      if (fitting.length > 0) this.blocked.delete(volume.device);
      back.push(...fitting);
      retold.push(...this.toldAnew(room, users, new Set(fitting)));
    }
    if (this.isStopped) return;
    if (back.length > 0) this.needs.users.goOn(back);
    if (retold.length > 0) this.needs.users.retell(retold);
  }

  /** Those that wait on although others have been freed, or have written, since they were told what is missing. */
  private toldAnew(
    room: Margined,
    users: readonly Stuck[],
    fitting: ReadonlySet<DownloadId>,
  ): readonly Stuck[] {
    const taken = users.reduce(
      (sum, user) => sum + (fitting.has(user.id) ? (user.remainingBytes ?? 0) : 0),
      0,
    );
    const left = { ...room, promisedBytes: room.promisedBytes + taken };
    return users.flatMap((user) => {
      if (fitting.has(user.id)) return [];
      const cause = diskFull(user, left);
      const [told, now] = [missingIn(user.cause), missingIn(cause)];
      return Math.abs(told - now) > told * TOLD_ANEW_SHARE ? [{ ...user, cause }] : [];
    });
  }

  private refusal(user: Claimant, volume: SeenVolume | 'missing'): Failure | null {
    if (volume === 'missing') return driveMissing(user);
    if (volume.isFat32 && (user.fileBytes ?? 0) > MOST_BYTES_ON_FAT32)
      return failure('disk.fileTooLarge', { bytes: user.fileBytes ?? 0, path: user.folder });
    const blocked = this.blocked.get(volume.device);
    if (blocked?.state === 'faulty') return failure('disk.ioError', { path: user.folder });
    const room = this.roomOn(volume, user.id);
    if (blocked === undefined && missingRoom(room, user.remainingBytes) === 0) return null;
    return diskFull(user, room);
  }

  /** Nobody waits for this volume any more, so nobody would find out that it is well again. */
  private dropIdleBlock(device: string): void {
    const blocked = this.blocked.get(device);
    if (blocked === undefined) return;
    const waits = (user: Stuck) =>
      ruleOf(user.cause.code).stopsVolume === blocked.state && this.looks.deviceOf(user) === device;
    if (!this.needs.users.stuck().some(waits)) this.blocked.delete(device);
  }

  private mayTryAgain(device: string): boolean {
    const blocked = this.blocked.get(device);
    if (blocked === undefined) return true;
    return blocked.state === 'full' && this.needs.clock.steadyMs() >= blocked.notBeforeMs;
  }

  private block(device: string, state: 'full' | 'faulty'): void {
    if (this.blocked.has(device)) return;
    const refusals = this.refusals.get(device) ?? 0;
    this.refusals.set(device, refusals + 1);
    const pauseMs = Math.min(LONGEST_PAUSE_MS, LOOK_MS * 2 ** refusals);
    this.blocked.set(device, { state, notBeforeMs: this.needs.clock.steadyMs() + pauseMs });
  }

  private roomOn(volume: SeenVolume, besides: DownloadId | null): Margined {
    let promisedBytes = 0;
    for (const user of this.needs.users.running()) {
      if (user.id !== besides && this.admitted.get(user.id) === volume.device)
        promisedBytes += user.remainingBytes ?? 0;
    }
    const { reserveOf, hysteresisBytes: mostBytes } = this.needs.margins;
    const reserveBytes = reserveOf(volume.totalBytes);
    const hysteresisBytes = hysteresisOn(volume.totalBytes, mostBytes);
    return { freeBytes: volume.freeBytes, reserveBytes, promisedBytes, hysteresisBytes };
  }

  /** One look a folder. Downloads whose volume is missing are left out. */
  private async byVolume<User extends Claimant>(
    users: readonly User[],
  ): Promise<readonly (readonly [SeenVolume, readonly User[]])[]> {
    const looks: Looks = new Map();
    const volumes = new Map<string, [SeenVolume, User[]]>();
    for (const user of users) {
      const volume = looks.get(user.folder) ?? (await this.looks.look(user));
      looks.set(user.folder, volume);
      if (volume === 'missing') continue;
      const known = volumes.get(volume.device) ?? [volume, []];
      known[1].push(user);
      volumes.set(volume.device, known);
    }
    return [...volumes.values()];
  }
}

function wantedOf<User extends Claimant>(user: User): User & { readonly bytes: number | null } {
  return { ...user, bytes: user.remainingBytes };
}

function driveMissing(user: Claimant): Failure {
  return failure('disk.driveMissing', { path: user.root });
}

/** What the user must free is told with the margin that is waited for, so that it is enough. */
function diskFull(user: Claimant, room: Margined): Failure {
  const { remainingBytes } = user;
  const missingBytes = missingRoom(room, remainingBytes, room.hysteresisBytes);
  const facts = { bytes: remainingBytes ?? 0, path: user.folder };
  // The system may say "full" of a disk with room: then the numbers would only be in the way.
  if (missingBytes <= 0) return failure('disk.full', facts);
  const freeBytes = Math.max(0, room.freeBytes - room.promisedBytes);
  return failure('disk.full', { ...facts, missingBytes, freeBytes, reserveBytes: room.reserveBytes });
}

function sameTrouble(user: Claimant, state: 'full' | 'faulty' | 'missing'): Failure {
  if (state === 'full') return failure('disk.full', { bytes: user.remainingBytes ?? 0, path: user.folder });
  return state === 'missing' ? driveMissing(user) : failure('disk.ioError', { path: user.folder });
}

function isFault(cause: Failure): boolean {
  return ruleOf(cause.code).stopsVolume === 'faulty';
}

function missingIn(cause: Failure): number {
  const { missingBytes } = cause.params;
  return typeof missingBytes === 'number' ? missingBytes : 0;
}
