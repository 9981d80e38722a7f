import { describe, expect, it } from 'vitest';
import { SeededChance } from './chance';
import { FakeDisk } from './fake-disk';

const SECTOR = 512;
const SEEDS = Array.from({ length: 64 }, (_, seed) => seed);

function diskWith(seed: number, bytes: Uint8Array) {
  const disk = new FakeDisk(new SeededChance(seed));
  disk.addFolder('/models');
  disk.create('/models/a');
  const handle = disk.handle('/models/a');
  handle.apply(bytes, 0);
  return { disk, handle };
}

function sync(handle: ReturnType<typeof diskWith>['handle'], isGood = true): void {
  handle.finishSync(handle.beginSync(), isGood);
}

/** The set of contents that one file has after a power cut, over many seeds. */
function afterCuts(prepare: (seed: number) => FakeDisk): Set<string> {
  return new Set(
    SEEDS.map((seed) => {
      const disk = prepare(seed);
      disk.cutPower();
      const seen = disk.seen('/models/a');
      return seen === null ? 'gone' : Buffer.from(seen).toString('hex');
    }),
  );
}

describe('FakeDisk', () => {
  it('keeps what was synced, whatever happens', () => {
    const bytes = new Uint8Array(4 * SECTOR).fill(7);
    const contents = afterCuts((seed) => {
      const { disk, handle } = diskWith(seed, bytes);
      sync(handle);
      return disk;
    });
    expect([...contents]).toEqual([Buffer.from(bytes).toString('hex')]);
  });

  it('loses any part of what was not synced, sector by sector', () => {
    const contents = afterCuts((seed) => {
      const { disk, handle } = diskWith(seed, new Uint8Array(4 * SECTOR).fill(1));
      sync(handle);
      handle.apply(new Uint8Array(4 * SECTOR).fill(2), 0);
      return disk;
    });
    expect(contents.size).toBeGreaterThan(8);
    for (const content of contents) {
      const bytes = Buffer.from(content, 'hex');
      for (let start = 0; start < bytes.length; start += SECTOR) {
        expect(new Set(bytes.subarray(start, start + SECTOR)).size).toBe(1);
      }
    }
  });

  it('may leave a hole of zeros where a longer file was promised', () => {
    const contents = afterCuts((seed) => {
      const { disk, handle } = diskWith(seed, new Uint8Array(SECTOR).fill(1));
      sync(handle);
      handle.apply(new Uint8Array(SECTOR).fill(2), 3 * SECTOR);
      return disk;
    });
    const hole = Buffer.concat([Buffer.alloc(SECTOR, 1), Buffer.alloc(3 * SECTOR)]).toString('hex');
    expect(contents).toContain(hole);
    expect(contents).toContain(Buffer.alloc(SECTOR, 1).toString('hex'));
  });

  it('may forget a file whose name was never synced', () => {
    const contents = afterCuts((seed) => diskWith(seed, new Uint8Array(SECTOR).fill(1)).disk);
    expect(contents).toContain('gone');
  });

  it('keeps the name of a file that was synced itself', () => {
    const contents = afterCuts((seed) => {
      const { disk, handle } = diskWith(seed, new Uint8Array(SECTOR).fill(1));
      sync(handle);
      return disk;
    });
    expect(contents).not.toContain('gone');
  });

  it('takes a sync that failed for done the next time, and loses the bytes all the same', () => {
    const contents = afterCuts((seed) => {
      const { disk, handle } = diskWith(seed, new Uint8Array(SECTOR).fill(1));
      sync(handle);
      handle.apply(new Uint8Array(SECTOR).fill(2), 0);
      sync(handle, false);
      sync(handle);
      expect(disk.seen('/models/a')).toEqual(new Uint8Array(SECTOR).fill(2));
      return disk;
    });
    expect([...contents]).toEqual([Buffer.alloc(SECTOR, 1).toString('hex')]);
  });

  it('may bring back an end that was cut off and never synced', () => {
    const contents = afterCuts((seed) => {
      const { disk, handle } = diskWith(seed, new Uint8Array(2 * SECTOR).fill(1));
      sync(handle);
      handle.truncate(SECTOR);
      return disk;
    });
    expect(contents).toEqual(
      new Set([Buffer.alloc(SECTOR, 1).toString('hex'), Buffer.alloc(2 * SECTOR, 1).toString('hex')]),
    );
  });

  it('gives one file two names, which a power cut takes back in the order in which they came', () => {
    const outcomes = new Set(
      SEEDS.map((seed) => {
        const { disk, handle } = diskWith(seed, new Uint8Array(SECTOR));
        sync(handle);
        disk.link('/models/a', '/models/b');
        disk.unlink('/models/a');
        disk.cutPower();
        return disk.paths().join(' ');
      }),
    );
    expect(outcomes).toEqual(new Set(['/models/a', '/models/a /models/b', '/models/b']));
  });

  it('writes what fits when space runs out', () => {
    const { disk, handle } = diskWith(1, new Uint8Array(SECTOR));
    disk.freeBytes = 100;
    expect(handle.apply(new Uint8Array(300), SECTOR)).toBe(100);
    expect(disk.seen('/models/a')?.length).toBe(SECTOR + 100);
    expect(handle.apply(new Uint8Array(300), 0)).toBe(300);
  });
});
