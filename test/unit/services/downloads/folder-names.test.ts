import { beforeEach, describe, expect, it } from 'vitest';
import { FolderNames } from '../../../../electron/services/downloads/folder-names';
import { SteeredClock } from '../../../support/steered-clock';

let clock: SteeredClock;
let listed: string[];
let looks: number;
let names: FolderNames;
beforeEach(() => {
  clock = new SteeredClock();
  listed = [];
  looks = 0;
  const namesIn = () => {
    looks += 1;
    return Promise.resolve([...listed]);
  };
  names = new FolderNames({ namesIn }, clock);
});

const free = (wanted: string, taken: readonly string[] = [], folder = '/a') =>
  names.free(folder, wanted, 'fp16', taken);

describe('FolderNames', () => {
  it('reads a folder once for many files, and gives no name twice', async () => {
    for (let at = 0; at < 100; at += 1) expect(await free(`${at}.bin`)).toBe(`${at}.bin`);
    expect(looks).toBe(1);
    listed.push('5.bin');
    expect(await free('5.bin')).toBe('5_fp16.bin');
    expect(await free('5.bin', ['5_fp16.bin'])).toBe('5 (2).bin');
  });

  it('keeps apart what another system would take for one name', async () => {
    listed.push('Modell.bin', 'U\u0308ber.bin');
    expect(await free('modell.bin')).toBe('modell_fp16.bin');
    expect(await free('\u00dcBER.bin')).toBe('\u00dcBER_fp16.bin');
  });

  it('looks again before it gives another name than the wanted one', async () => {
    listed.push('a.bin');
    expect(await free('b.bin')).toBe('b.bin');
    listed.length = 0;
    expect(await free('a.bin')).toBe('a.bin');
    expect(looks).toBe(2);
  });

  it('does not trust an old look', async () => {
    await free('b.bin');
    listed.push('A.bin');
    await clock.advance(30_000);
    expect(await free('a.bin')).toBe('a_fp16.bin');
  });

  it('knows folders apart', async () => {
    expect([await free('a.bin'), await free('a.bin', [], '/b')]).toEqual(['a.bin', 'a.bin']);
    expect(looks).toBe(2);
  });
});
