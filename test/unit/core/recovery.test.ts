import { describe, expect, it } from 'vitest';
import { recover } from '../../../electron/core/download/recovery';

const nothing = { partBytes: null, isFinalThere: false, isSameFile: false };
const part = (partBytes: number) => ({ ...nothing, partBytes });

describe('recover', () => {
  it.each(['probing', 'transferring', 'verifying'] as const)(
    '%s + part file → queued, from the durable offset',
    (state) => {
      expect(recover(state, 800, part(1_000))).toEqual({ kind: 'requeue', durableBytes: 800 });
    },
  );
  it('transferring + part shorter than claimed → queued, from where the file ends', () => {
    expect(recover('transferring', 800, part(500))).toEqual({ kind: 'requeue', durableBytes: 500 });
  });
  it('transferring + no part → queued, its bytes not written off: the drive may be unplugged', () => {
    expect(recover('transferring', 800, nothing)).toEqual({ kind: 'requeue', durableBytes: 800 });
  });
  it.each(['queued', 'waiting', 'paused', 'failed', 'cancelled'] as const)(
    '%s + whole part → as it was',
    (state) => {
      expect(recover(state, 800, part(800))).toEqual({ kind: 'keep' });
    },
  );
  it('paused + part gone → as it was: the drive may be unplugged', () => {
    expect(recover('paused', 800, nothing)).toEqual({ kind: 'keep' });
  });
  it('paused + part shorter than claimed → still paused, with what is there', () => {
    expect(recover('paused', 800, part(300))).toEqual({ kind: 'keepWithFewerBytes', durableBytes: 300 });
  });
  it('finalizing + part only → place again', () => {
    expect(recover('finalizing', 800, part(800))).toEqual({ kind: 'placeAgain' });
  });
  it('finalizing + final only → completed', () => {
    expect(recover('finalizing', 800, { ...nothing, isFinalThere: true })).toEqual({ kind: 'complete' });
  });
  it('finalizing + one file under both names → remove the part name, completed', () => {
    const found = { partBytes: 800, isFinalThere: true, isSameFile: true };
    expect(recover('finalizing', 800, found)).toEqual({ kind: 'removePartAndComplete' });
  });
  it("finalizing + somebody else's file under the final name → another name, nothing deleted", () => {
    const found = { partBytes: 800, isFinalThere: true, isSameFile: false };
    expect(recover('finalizing', 800, found)).toEqual({ kind: 'chooseNewNameAndPlace' });
  });
  it('finalizing + neither → say so', () => {
    expect(recover('finalizing', 800, nothing)).toEqual({ kind: 'reportVanished' });
  });
  it('completed → never touched', () => {
    expect(recover('completed', 800, nothing)).toEqual({ kind: 'keep' });
  });
});
