import { beforeEach, describe, expect, it } from 'vitest';
import { systemPlaces } from '../../../../electron/adapters/system';
import { MOST_BYTES_ON_FAT32 } from '../../../../electron/core/disk/ledger';
import type { VolumeFacts } from '../../../../electron/core/ports';
import {
  type Claimant,
  type DiskUsers,
  DiskWatch,
  type Stuck,
} from '../../../../electron/services/disk/disk-watch';
import { type Failure, failure } from '../../../../shared/failure';
import { type DownloadId, downloadIdSchema } from '../../../../shared/ids';
import { ok } from '../../../../shared/result';
import { SteeredClock } from '../../../support/steered-clock';

const LOOK_MS = 5_000;
const RESERVE = 10;
const HYSTERESIS = 50;

const idOf = (letter: string): DownloadId => downloadIdSchema.parse(letter.repeat(32));

type Place = Partial<VolumeFacts> | 'missing' | 'unknown';

/** Downloads on volumes that the test fills, pulls and breaks. A folder is "/<volume>/<anything>". */
class World implements DiskUsers {
  readonly clock = new SteeredClock();
  readonly volumes = new Map<string, Place>();
  readonly parts = new Set<string>();
  readonly states = new Map<DownloadId, 'running' | 'back' | { readonly cause: Failure }>();
  readonly claimants = new Map<DownloadId, Claimant>();
  readonly retold: DownloadId[] = [];
  looks = 0;
  readonly disk: DiskWatch;

  constructor() {
    this.disk = new DiskWatch({
      clock: this.clock,
      volumes: { look: (root) => this.look(root) },
      parts: {
        inspect: (path) => {
          const partBytes = this.parts.has(path) ? 1 : null;
          return Promise.resolve(ok({ partBytes, isFinalThere: false, isSameFile: false }));
        },
      },
      places: systemPlaces,
      margins: { reserveOf: () => RESERVE, hysteresisBytes: HYSTERESIS },
      users: this,
    });
  }

  private look(root: string): Promise<VolumeFacts | 'missing' | 'unknown'> {
    this.looks += 1;
    const [, name = ''] = root.split('/');
    const place = this.volumes.get(name) ?? 'missing';
    if (typeof place === 'string') return Promise.resolve(place);
    const usual = {
      device: name,
      mountPath: `/${name}`,
      freeBytes: 1_000,
      totalBytes: 5_000,
      isFat32: false,
    };
    return Promise.resolve({ ...usual, ...place });
  }

  claimant(letter: string, remainingBytes: number | null, change: Partial<Claimant> = {}): Claimant {
    const folder = `/a/${letter}`;
    const usual = { root: folder, folder, partPath: `${folder}.part`, mountPath: null, durableBytes: 0 };
    const claimant = { id: idOf(letter), ...usual, fileBytes: remainingBytes, remainingBytes, ...change };
    this.claimants.set(claimant.id, claimant);
    return claimant;
  }

  /** Asks for admission as a run does, and waits when it is refused. */
  async begin(claimant: Claimant): Promise<Failure | string | null> {
    this.states.set(claimant.id, 'running');
    const admitted = await this.disk.admit(claimant);
    if (admitted.ok) return admitted.value;
    this.states.set(claimant.id, { cause: admitted.error });
    this.disk.arm();
    return admitted.error;
  }

  /** The run ends in a failure, as the queue would write it down. */
  fail(claimant: Claimant, cause: Failure): void {
    this.states.set(claimant.id, { cause });
    this.disk.noteTrouble(claimant, cause);
    this.disk.leave(claimant.id);
  }

  causeOf(letter: string): string | null {
    const state = this.states.get(idOf(letter));
    return typeof state === 'object' ? state.cause.code : (state ?? null);
  }

  running() {
    return [...this.claimants.values()].filter(({ id }) => this.states.get(id) === 'running');
  }
  hasStuck() {
    return this.stuck().length > 0;
  }
  stuck() {
    return [...this.claimants.values()].flatMap((claimant) => {
      const state = this.states.get(claimant.id);
      return typeof state === 'object' ? [{ ...claimant, cause: state.cause }] : [];
    });
  }
  goOn(ids: readonly DownloadId[]) {
    for (const id of ids) this.states.set(id, 'back');
  }
  retell(waiting: readonly Stuck[]) {
    for (const { id, cause } of waiting) {
      this.states.set(id, { cause });
      this.retold.push(id);
    }
  }
  obstruct(id: DownloadId, cause: Failure) {
    this.states.set(id, { cause });
    this.disk.leave(id);
  }
}

let world: World;
beforeEach(() => {
  world = new World();
  world.volumes.set('a', {});
});

describe('DiskWatch, before a start', () => {
  it('admits as many as fit together, the reserve left alone, and tells where the volume is', async () => {
    expect(await world.begin(world.claimant('a', 600))).toBe('/a');
    expect(await world.begin(world.claimant('b', 391))).toMatchObject({
      code: 'disk.full',
      params: { missingBytes: 1 + HYSTERESIS, bytes: 391, freeBytes: 400, reserveBytes: RESERVE },
    });
    expect(await world.begin(world.claimant('c', 390)), 'a smaller one may pass').toBe('/a');
  });

  it('asks of a small volume no more to spare than a twentieth of it', async () => {
    world.volumes.set('a', { freeBytes: 100, totalBytes: 100 });
    expect(await world.begin(world.claimant('a', 91))).toMatchObject({ params: { missingBytes: 1 + 5 } });
  });

  it('sums up a volume over all of its folders, and volumes apart', async () => {
    world.volumes.set('b', {});
    await world.begin(world.claimant('a', 900));
    expect(await world.begin(world.claimant('b', 900))).toMatchObject({ code: 'disk.full' });
    const elsewhere = { root: '/b/c', folder: '/b/c' };
    expect(await world.begin(world.claimant('c', 900, elsewhere))).toBe('/b');
  });

  it('counts a running one only with what it still needs, and not at all once it has ended', async () => {
    const first = world.claimant('a', 900);
    await world.begin(first);
    world.claimant('a', 100);
    expect(await world.begin(world.claimant('b', 800))).toBe('/a');
    world.disk.leave(idOf('a'));
    world.states.delete(idOf('a'));
    expect(await world.begin(world.claimant('c', 190))).toBe('/a');
  });

  it('does not count a download against itself once its length is known', async () => {
    await world.begin(world.claimant('a', null));
    expect((await world.disk.admit(world.claimant('a', 990))).ok).toBe(true);
    expect((await world.disk.admit(world.claimant('a', 991))).ok).toBe(false);
  });

  it('refuses a file of 4 GiB on FAT32, and nothing smaller', async () => {
    world.volumes.set('a', { isFat32: true, freeBytes: 1e13 });
    expect(await world.begin(world.claimant('a', MOST_BYTES_ON_FAT32))).toBe('/a');
    expect(await world.begin(world.claimant('b', MOST_BYTES_ON_FAT32 + 1))).toMatchObject({
      code: 'disk.fileTooLarge',
    });
  });

  it('lets a download begin where the system tells nothing of the volume', async () => {
    world.volumes.set('a', 'unknown');
    expect(await world.begin(world.claimant('a', 1e15))).toBe(null);
  });
});

describe('DiskWatch, when the disk is full', () => {
  it('stops everybody on that volume and nobody else', async () => {
    world.volumes.set('b', {});
    const first = world.claimant('a', 100);
    for (const each of [first, world.claimant('b', 100)]) await world.begin(each);
    await world.begin(world.claimant('c', 100, { root: '/b/c', folder: '/b/c' }));
    world.fail(first, failure('disk.full'));
    expect(['a', 'b', 'c'].map((letter) => world.causeOf(letter))).toEqual([
      'disk.full',
      'disk.full',
      'running',
    ]);
  });

  it('goes on by itself once the need and a margin are free, in the order of the queue', async () => {
    world.volumes.set('a', { freeBytes: 100 });
    for (const [letter, bytes] of [
      ['a', 300],
      ['b', 200],
      ['c', 95],
    ] as const)
      await world.begin(world.claimant(letter, bytes));
    world.volumes.set('a', { freeBytes: 300 + RESERVE + HYSTERESIS - 1 });
    await world.clock.advance(LOOK_MS);
    expect(['a', 'b', 'c'].map((letter) => world.causeOf(letter))).toEqual(['disk.full', 'back', 'back']);
    world.volumes.set('a', { freeBytes: 300 + RESERVE + HYSTERESIS });
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a')).toBe('back');
  });

  it('asks a disk that refuses although it seems to have room less and less often', async () => {
    const stubborn = world.claimant('a', 100);
    const triesAtMs: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      expect(await world.begin(stubborn)).toBe('/a');
      triesAtMs.push(world.clock.steadyMs());
      world.fail(stubborn, failure('disk.full', { message: 'EDQUOT' }));
      while (world.causeOf('a') !== 'back') await world.clock.advance(LOOK_MS);
    }
    const pausesMs = triesAtMs.slice(1).map((atMs, at) => atMs - (triesAtMs[at] ?? 0));
    expect(pausesMs).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
  });

  it('forgets that once bytes have arrived there again', async () => {
    const download = world.claimant('a', 100);
    for (let tries = 0; tries < 3; tries += 1) {
      await world.begin(download);
      world.disk.noteProgress(download.id);
      world.fail(download, failure('disk.full'));
      await world.clock.advance(LOOK_MS);
      expect(world.causeOf('a')).toBe('back');
    }
  });

  it('stops those that do not fit any more while somebody else fills the disk', async () => {
    for (const letter of ['a', 'b']) await world.begin(world.claimant(letter, 400));
    world.volumes.set('a', { freeBytes: 799 });
    await world.clock.advance(LOOK_MS);
    expect(['a', 'b'].map((letter) => world.causeOf(letter))).toEqual(['running', 'disk.full']);
  });

  it('sees volumes of which the system tells nothing as one each, which may be tried again', async () => {
    world.volumes.set('a', 'unknown');
    const download = world.claimant('a', 100);
    await world.begin(download);
    world.fail(download, failure('disk.full'));
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a')).toBe('back');
  });
});

describe('DiskWatch, while downloads wait for room', () => {
  const missing = () => {
    const state = world.states.get(idOf('a'));
    return typeof state === 'object' ? state.cause.params.missingBytes : undefined;
  };

  it('tells anew how much is missing when that changes, the margin counted, and only then', async () => {
    await world.begin(world.claimant('a', 5_000));
    expect(missing()).toBe(5_000 + RESERVE + HYSTERESIS - 1_000);
    await world.clock.advance(3 * LOOK_MS);
    expect(world.retold).toEqual([]);
    world.volumes.set('a', { freeBytes: 3_000 });
    await world.clock.advance(3 * LOOK_MS);
    expect(world.retold).toEqual([idOf('a')]);
    world.volumes.set('a', { freeBytes: 3_000 + Number(missing()) });
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a'), 'so much was enough').toBe('back');
  });

  it('counts the room that those before it are about to take', async () => {
    world.volumes.set('a', { freeBytes: 0 });
    for (const letter of ['b', 'a']) await world.begin(world.claimant(letter, 500));
    world.volumes.set('a', { freeBytes: 500 + RESERVE + HYSTERESIS });
    await world.clock.advance(LOOK_MS);
    expect([world.causeOf('b'), world.causeOf('a')]).toEqual(['back', 'disk.full']);
    expect(missing()).toBe(500);
  });

  it('believes the user who says that there is room now', async () => {
    const first = world.claimant('a', 100);
    await world.begin(first);
    world.fail(first, failure('disk.full'));
    expect(await world.begin(world.claimant('b', 1))).toMatchObject({ code: 'disk.full' });
    world.disk.forgive(first);
    expect(await world.begin(first)).toBe('/a');
  });

  it('does not keep a volume closed for which nobody waits any more', async () => {
    const first = world.claimant('a', 100);
    await world.begin(first);
    world.fail(first, failure('disk.full'));
    expect(world.disk.stateOf('a')).toBe('full');
    world.states.delete(first.id);
    expect(world.disk.stateOf('a')).toBe('ready');
    world.fail(first, failure('disk.full'));
    world.states.delete(first.id);
    expect(await world.begin(world.claimant('b', 1))).toBe('/a');
  });
});

describe('DiskWatch, when a drive is gone', () => {
  it('waits for it and goes on when it is back', async () => {
    world.volumes.set('a', 'missing');
    expect(await world.begin(world.claimant('a', 100))).toMatchObject({ code: 'disk.driveMissing' });
    await world.clock.advance(10 * LOOK_MS);
    expect(world.causeOf('a')).toBe('disk.driveMissing');
    world.volumes.set('a', {});
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a')).toBe('back');
  });

  it('is not taken in by the empty folder that shows through where it was mounted', async () => {
    world.volumes.set('a', { device: 'system', mountPath: '/' });
    const download = world.claimant('a', 100, { mountPath: '/a' });
    expect(await world.begin(download)).toMatchObject({ code: 'disk.driveMissing' });
    world.parts.add(download.partPath);
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a'), 'its bytes were moved there').toBe('back');
  });

  it('goes to a drive that was mounted only after the download was added', async () => {
    const mountPath = '/';
    expect(await world.begin(world.claimant('a', 100, { mountPath }))).toBe('/a');
    expect(await world.begin(world.claimant('b', 100, { mountPath, durableBytes: 1 }))).toMatchObject({
      code: 'disk.driveMissing',
    });
  });

  it('takes an error of the disk for what it is when the drive is not there any more', async () => {
    const download = world.claimant('a', 100);
    await world.begin(download);
    world.volumes.set('a', 'missing');
    const meant = await world.disk.diagnose(download, failure('disk.ioError', { message: 'EIO' }));
    expect(meant.code).toBe('disk.driveMissing');
    world.volumes.set('a', {});
    const error = failure('disk.ioError', { message: 'EIO' });
    expect(await world.disk.diagnose(download, error)).toBe(error);
    const refused = failure('http.notFound');
    world.volumes.set('a', 'missing');
    expect(await world.disk.diagnose(download, refused), 'not a matter of disks').toBe(refused);
  });
});

describe('DiskWatch, when a disk fails', () => {
  const fault = failure('disk.ioError', { message: 'EIO' });

  it('stops that volume, starts nothing there, and does not go on by itself', async () => {
    const first = world.claimant('a', 100);
    for (const each of [first, world.claimant('b', 100)]) await world.begin(each);
    world.fail(first, fault);
    expect(await world.begin(world.claimant('c', 1))).toMatchObject({ code: 'disk.ioError' });
    await world.clock.advance(100 * LOOK_MS);
    expect(['a', 'b', 'c'].map((letter) => world.causeOf(letter))).toEqual([
      'disk.ioError',
      'disk.ioError',
      'disk.ioError',
    ]);
    expect(world.disk.stateOf('a')).toBe('faulty');
  });

  it('goes on with all of them when the user tries one again', async () => {
    const first = world.claimant('a', 100);
    for (const each of [first, world.claimant('b', 100)]) await world.begin(each);
    world.fail(first, fault);
    world.disk.forgive(first);
    expect(['a', 'b'].map((letter) => world.causeOf(letter))).toEqual(['back', 'back']);
    expect(world.disk.stateOf('a')).toBe('ready');
    expect(await world.begin(world.claimant('c', 1))).toBe('/a');
  });

  it.each(['a', 'b'])('goes on by itself when the drive was pulled and is back as %s', async (device) => {
    const first = world.claimant('a', 100);
    await world.begin(first);
    world.fail(first, fault);
    world.volumes.set('a', 'missing');
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a')).toBe('disk.driveMissing');
    world.volumes.set('a', { device });
    await world.clock.advance(LOOK_MS);
    expect(world.causeOf('a')).toBe('back');
    expect(await world.begin(first)).toBe('/a');
  });
});

describe('DiskWatch, at rest', () => {
  it('looks at no disk while nobody writes or waits', async () => {
    const download = world.claimant('a', 100);
    await world.begin(download);
    await world.clock.advance(LOOK_MS);
    world.disk.leave(download.id);
    world.states.delete(download.id);
    await world.clock.advance(LOOK_MS);
    const { looks } = world;
    await world.clock.advance(100 * LOOK_MS);
    expect(world.looks).toBe(looks);
    expect(world.clock.pendingTimers()).toBe(0);
  });
});
