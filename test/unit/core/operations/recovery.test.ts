import { describe, expect, it } from 'vitest';
import {
  backStep,
  type DeedFinding,
  type DeedProof,
  type FileLook,
  isWhole,
  OPERATION_STATES,
  recoveryStep,
} from '../../../../electron/core/operations/recovery';
import type { Deed } from '../../../../electron/core/operations/steps';

const stamp = { bytes: 5, mtimeNs: '1795434171946300555', dev: '1', ino: '1' };
/** Of the same file after it was copied, and of one that somebody wrote. */
const copied = { ...stamp, ino: '2', mtimeNs: '1795434171946300000' };
const foreign = { ...stamp, ino: '3', mtimeNs: '1795434999946300555' };
const file = (own = stamp, linkCount = 1): FileLook => ({ kind: 'file', linkCount, stamp: own });
const move: Deed = { kind: 'move', from: '/a', to: '/b', stamp, isTrash: false, isModel: true };
const notes: Deed = { ...move, isModel: false };
const link: Deed = { kind: 'link', existing: '/a', at: '/b', stamp, isModel: true };
const found = (source: FileLook | null, target: FileLook | null): DeedFinding => ({ source, target });
const open: DeedProof = { before: stamp, arrived: null, after: null };
const arrived: DeedProof = { ...open, arrived: copied };
const marked: DeedProof = { ...open, after: stamp };
const blank = { ...stamp, ino: '0' };

describe('recoveryStep', () => {
  it('finishes what has happened as a whole, and takes back the rest', () => {
    expect(recoveryStep('running', true)).toBe('finish');
    expect(recoveryStep('running', false)).toBe('takeBack');
  });

  it('goes on with what was being taken back, and leaves what is at its end', () => {
    const steps = OPERATION_STATES.filter((state) => state !== 'running').map((state) => [
      state,
      recoveryStep(state, false),
    ]);
    expect(Object.fromEntries(steps)).toEqual({
      rollingBack: 'takeBack',
      undoing: 'takeBack',
      redoing: 'goOn',
      done: 'nothing',
      undone: 'nothing',
      failed: 'nothing',
    });
  });
});

describe('isWhole', () => {
  it.each([
    ['a move whose mark is missing', move, found(null, file()), open, true],
    ['a copy whose mark is missing', move, found(null, file(copied)), arrived, true],
    ['a file that has both names', move, found(file(), file()), open, false],
    ['a move that never began', move, found(file(), null), open, false],
    ['a stranger where the file is under neither name', move, found(null, file(foreign)), open, false],
    ['a link', link, found(file(stamp, 2), file(stamp, 2)), open, true],
    ['another file under the name of a link', link, found(file(), file(foreign)), open, false],
  ] as const)('of %s', (_, deed, finding, proof, expected) => {
    expect(isWhole(deed, finding, proof)).toBe(expected);
  });
});

describe('backStep', () => {
  it.each([
    ['a move that never happened', move, found(file(), null), open, 'nothing'],
    ['a move that happened', move, found(null, file()), marked, 'moveBack'],
    ['a move whose mark is missing', move, found(null, file()), open, 'moveBack'],
    ['a move on a drive that counts its files anew', move, found(null, file(copied)), open, 'moveBack'],
    ['a copy whose mark is missing', move, found(null, file(copied)), arrived, 'moveBack'],
    ['a move between link and unlink', move, found(file(stamp, 2), file(stamp, 2)), open, 'dropTwin'],
    ['one name that is found twice', move, found(file(), file()), open, 'dropTwin'],
    ['a file that is under neither name', move, found(null, null), marked, 'gone'],
    ['a file that went before a move could begin', move, found(null, null), open, 'nothing'],
    ['a file that went after its copy had arrived', move, found(null, null), arrived, 'gone'],
    ['another model under the old name', move, found(file({ ...foreign, bytes: 6 }), null), marked, 'gone'],
    ['a copy that is whole', move, found(file(), file(copied)), arrived, 'dropTwin'],
    ['a copy of somebody else', move, found(file(), file(foreign)), open, 'nothing'],
    ['the same with its date kept', move, found(file(), file(copied)), open, 'nothing'],
    ['a stranger under the new name', move, found(null, file(foreign)), open, 'gone'],
    ['another model under the new name', move, found(null, file(foreign)), marked, 'changed'],
    [
      'one in the place of which the system put it',
      move,
      found(null, file({ ...stamp, bytes: 6 })),
      marked,
      'changed',
    ],
    ['notes that were written anew', notes, found(null, file(foreign)), marked, 'moveBack'],
    [
      'notes that were written meanwhile',
      notes,
      found(file({ ...foreign, bytes: 6 }), file()),
      open,
      'taken',
    ],
    ['a stranger of another size', move, found(file({ ...foreign, bytes: 6 }), file()), marked, 'taken'],
    ['an empty file of somebody else', move, found(file(), file({ ...foreign, bytes: 0 })), open, 'nothing'],
    [
      'two files that have no numbers',
      move,
      found(file({ ...blank, bytes: 6 }), file(blank)),
      marked,
      'taken',
    ],
    ['a link', link, found(file(stamp, 2), file(stamp, 2)), marked, 'dropTwin'],
    ['a link that never was', link, found(file(), null), open, 'nothing'],
    ['a link that somebody removed', link, found(null, null), marked, 'nothing'],
    ['the last name of a file', link, found(null, file(stamp, 1)), marked, 'gone'],
    ['one of two names that are left', link, found(null, file(stamp, 2)), marked, 'dropLonely'],
    ['a name without a number', link, found(null, file(blank, 2)), { ...marked, after: blank }, 'gone'],
    ['a stranger where a link was to be', link, found(null, file(foreign)), open, 'nothing'],
  ] as const)('of %s', (_, deed, finding, proof, expected) => {
    expect(backStep(deed, finding, proof)).toBe(expected);
  });
});
