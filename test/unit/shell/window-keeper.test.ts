import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { WindowKeeper } from '../../../electron/shell/window-keeper';
import { SteeredClock } from '../../support/steered-clock';

/** As much of a window as the keeper touches. */
class FakeWindow {
  isSeen = true;
  isGone = false;
  readonly isDestroyed = () => this.isGone;
  readonly isVisible = () => this.isSeen;
  readonly isMinimized = () => false;
  readonly isFocused = () => this.isSeen;
  readonly focus = () => {};
  readonly show = () => {
    this.isSeen = true;
  };
  readonly hide = () => {
    this.isSeen = false;
  };
  readonly destroy = () => {
    this.isGone = true;
  };
}

function rig() {
  const clock = new SteeredClock();
  const made: FakeWindow[] = [];
  const world = { mayRelease: true, hidden: 0, released: 0 };
  const keeper = new WindowKeeper({
    clock,
    make: () => {
      const window = new FakeWindow();
      made.push(window);
      // The keeper asks it for nothing else.
      return window as unknown as BrowserWindow;
    },
    load: () => Promise.resolve(),
    onHidden: () => {
      world.hidden += 1;
    },
    mayRelease: () => world.mayRelease,
    onRelease: () => {
      world.released += 1;
    },
  });
  return { clock, made, world, keeper };
}

describe('WindowKeeper', () => {
  it('lets go of a hidden window after a while, and makes another when it is wanted', async () => {
    const { clock, made, world, keeper } = rig();
    await keeper.bringForward();
    keeper.hide();
    await clock.advance(19_000);
    expect(made[0]?.isGone).toBe(false);
    await clock.advance(1_000);
    expect([made[0]?.isGone, keeper.window(), world]).toMatchObject([true, null, { hidden: 1, released: 1 }]);
    await keeper.bringForward();
    expect([made.length, keeper.isWatched()]).toEqual([2, true]);
  });

  it('keeps a window that came back in time', async () => {
    const { clock, made, keeper } = rig();
    await keeper.bringForward();
    keeper.hide();
    await clock.advance(10_000);
    await keeper.bringForward();
    await clock.advance(60_000);
    expect([made.length, made[0]?.isGone, made[0]?.isSeen]).toEqual([1, false, true]);
  });

  it('waits as long as there is something in the page that would be lost', async () => {
    const { clock, made, world, keeper } = rig();
    await keeper.bringForward();
    world.mayRelease = false;
    keeper.hide();
    await clock.advance(200_000);
    expect(made[0]?.isGone).toBe(false);
    world.mayRelease = true;
    await clock.advance(20_000);
    expect(made[0]?.isGone).toBe(true);
  });
});
