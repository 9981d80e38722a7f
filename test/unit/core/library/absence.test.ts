import { describe, expect, it } from 'vitest';
import { judgeAbsence } from '../../../../electron/core/library/absence';

const usual = {
  ...{ knownDev: '5', folderDev: '5', knownDrive: '', folderDrive: '' },
  ...{ isDeviceSeen: true, isRootEmpty: false },
};

describe('judgeAbsence', () => {
  it.each([
    ['its folder is on the device where it was', {}, 'gone'],
    ['it was the last one of its device, which is there', { isDeviceSeen: false }, 'gone'],
    ['the drive has another number since, as others of its files show', { folderDev: '6' }, 'gone'],
    [
      'its folder is on another device, and nothing of its own was seen',
      { folderDev: '6', isDeviceSeen: false },
      'driveAway',
    ],
    [
      'another drive has the number of its own now',
      { knownDrive: 'a', folderDrive: 'b', isDeviceSeen: false },
      'driveAway',
    ],
    [
      'its drive has another number, and nothing else of it is known',
      { folderDev: '6', knownDrive: 'a', folderDrive: 'a', isDeviceSeen: false },
      'gone',
    ],
    ['its drive has another id, as others of its files show', { knownDrive: 'a', folderDrive: 'b' }, 'gone'],
    ['the id of its drive is not known yet', { folderDrive: 'b', isDeviceSeen: false }, 'gone'],
    ['nothing is known of its device', { knownDev: '', isDeviceSeen: false }, 'gone'],
    ['the chosen folder holds nothing at all', { isRootEmpty: true }, 'rootEmpty'],
  ])('%s', (_what, change, expected) => {
    expect(judgeAbsence({ ...usual, ...change })).toBe(expected);
  });
});
