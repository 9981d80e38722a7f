import { describe, expect, it } from 'vitest';
import { fileUse, isOtherUse, readMounts, tellsUse } from '../../../../electron/core/library/last-use';

const DAY_MS = 86_400_000;
const MOUNTS = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '30 22 8:1 / /mnt/fast rw,noatime shared:2 - xfs /dev/sda1 rw',
  '31 22 8:2 / /mnt/two\\040words rw - btrfs /dev/sdb1 rw,space_cache',
  '32 22 0:50 / /mnt/nas rw,relatime - nfs4 nas:/models rw',
  '33 22 8:3 / /mnt/stick rw,relatime - exfat /dev/sdc1 rw',
  '34 22 8:4 / /mnt/shut ro,relatime - ext4 /dev/sdd1 ro',
  '35 30 8:5 / /mnt/fast/inner rw,relatime - ext4 /dev/sde1 rw',
  '36 22 0:60 / /mnt/over rw,noatime - ext4 /dev/sdf1 rw',
  '37 22 0:61 / /mnt/over rw,relatime - ext4 /dev/sdg1 rw',
  'this is no mount',
  '',
].join('\n');

describe('which disks tell when a file was used', () => {
  const mounts = readMounts(MOUNTS);

  it.each([
    ['/home/me/models', true, 'relatime'],
    ['/mnt/fast/models', false, 'noatime'],
    ['/mnt/fast/inner/models', true, 'the innermost mount counts'],
    ['/mnt/fastest', true, 'its name only begins like that of a mount'],
    ['/mnt/two words', true, 'a blank in its name, and every read noted'],
    ['/mnt/nas/loras', false, 'the other side decides'],
    ['/mnt/stick', false, 'days of no use'],
    ['/mnt/shut', false, 'nothing is written there'],
    ['/mnt/over', true, 'the mount above hides the one below'],
  ])('%s → %s: %s', (path, isTold) => {
    expect(tellsUse(mounts, path)).toBe(isTold);
  });

  it('nobody tells where the system says nothing', () => {
    expect(tellsUse(readMounts(''), '/home/me')).toBe(false);
  });
});

describe('the last use of a file', () => {
  it('is when it was read after it came, and not what writing it left', () => {
    expect(fileUse(20 * DAY_MS, 10 * DAY_MS, 10 * DAY_MS)).toEqual({ atMs: 20 * DAY_MS, isUsed: true });
    const came = { atMs: 10 * DAY_MS, isUsed: false };
    expect(fileUse(10 * DAY_MS + 30_000, 10 * DAY_MS, 10 * DAY_MS)).toEqual(came);
    // Copied with its old dates: what was read was the other one.
    expect(fileUse(5 * DAY_MS, 2 * DAY_MS, 10 * DAY_MS)).toEqual(came);
  });

  it('is news when it is another one by more than an hour, or is told for the first time, or no more', () => {
    const use = fileUse(20 * DAY_MS, 0, 0);
    expect(isOtherUse(20 * DAY_MS, use)).toBe(false);
    expect(isOtherUse(20 * DAY_MS - 3_599_999, use)).toBe(false);
    expect(isOtherUse(19 * DAY_MS, use)).toBe(true);
    expect(isOtherUse(null, use)).toBe(true);
    expect(isOtherUse(1, null)).toBe(true);
    expect(isOtherUse(null, null)).toBe(false);
  });
});
