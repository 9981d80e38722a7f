import { describe, expect, it } from 'vitest';
import { TRANSITIONS } from '../../../electron/core/download/machine';
import { placingSoFar, usableBytes, wasRunning } from '../../../electron/core/download/recovery';

const nothing = { partBytes: null, isFinalThere: false, isSameFile: false };
const part = (partBytes: number) => ({ ...nothing, partBytes });

describe('wasRunning', () => {
  it('sends back into the queue what was fetched or hashed, and leaves all else as it was', () => {
    const states = Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[];
    expect(states.filter(wasRunning)).toEqual(['probing', 'transferring', 'verifying']);
  });
});

describe('usableBytes', () => {
  it('believes what was written down, as far as the part file goes', () => {
    expect(usableBytes(800, part(1_000))).toBe(800);
    expect(usableBytes(800, part(300))).toBe(300);
  });
  it('writes off nothing when there is no part: the drive may be unplugged', () => {
    expect(usableBytes(800, nothing)).toBe(800);
  });
});

describe('placingSoFar', () => {
  it.each([
    ['notYet', part(800)],
    ['unconfirmed', { partBytes: 800, isFinalThere: true, isSameFile: true }],
    ['nameTaken', { partBytes: 800, isFinalThere: true, isSameFile: false }],
    ['done', { ...nothing, isFinalThere: true }],
    ['vanished', nothing],
  ] as const)('%s', (placing, found) => {
    expect(placingSoFar(found)).toBe(placing);
  });
});
