import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { IndexedFile } from '../../../electron/core/library/ports';
import { codeOf } from '../../support/operations-rig';
import { downloadId, ReplacementsRig } from '../../support/replacements-rig';

const OLD = 'models/loras/mine/old.safetensors';
const NEW = 'models/loras/new.safetensors';
const replaced = expect.objectContaining({ kind: 'replaced' });

let rig: ReplacementsRig;
let old: IndexedFile;

beforeEach(async () => {
  rig = new ReplacementsRig();
  old = await rig.old(OLD);
  rig.placed(NEW);
});

afterEach(() => rig.close());

/** Held back until somebody lets it go on. */
function hold() {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { held, letGo };
}

/** A rename that stands still in its middle, as a copy of many gigabytes does. */
async function longChange() {
  const { held, letGo } = hold();
  let isUnderWay = false;
  const link = async (from: string, to: string) => {
    if (to.endsWith('long.pt')) {
      isUnderWay = true;
      await held;
    }
    return systemNameCalls.link(from, to);
  };
  await rig.restart({ names: { ...systemNameCalls, link } });
  const from = rig.write('models/loras/short.pt', 'of somebody else');
  const done = rig.do('rename', [{ kind: 'move', from, to: rig.path('models/loras/long.pt') }]);
  await expect.poll(() => isUnderWay).toBe(true);
  return { done, letGo };
}

describe('What was promised, taken back', () => {
  it('while it is planned, leaves the old file', async () => {
    const { held, letGo } = hold();
    let isPlanning = false;
    const room = rig.replacements({
      operations: {
        plan: async (...order) => {
          const planned = await rig.operations.plan(...order);
          isPlanning = true;
          await held;
          return planned;
        },
        run: (...order) => rig.operations.run(...order),
        ofKind: (kind) => rig.operations.ofKind(kind),
      },
    });
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => isPlanning).toBe(true);
    expect(room.takeBack(downloadId).ok).toBe(true);
    letGo();
    // One at a time: what would have been wrongly begun has ended before this one.
    const [from, to] = [rig.write('models/loras/a.pt', 'a'), rig.path('models/loras/b.pt')];
    expect(codeOf(await rig.do('rename', [{ kind: 'move', from, to }]))).toBe('ok');
    expect([existsSync(old.path), rig.told(), rig.waitingCount()]).toEqual([true, [], 0]);
    expect(rig.operations.list()).toMatchObject([{ kind: 'rename' }]);
  });

  it('while it waits for another change, leaves the old file', async () => {
    const { done, letGo } = await longChange();
    let isInLine = false;
    const room = rig.replacements({
      operations: {
        plan: (...order) => rig.operations.plan(...order),
        run: (...order) => {
          isInLine = true;
          return rig.operations.run(...order);
        },
        ofKind: (kind) => rig.operations.ofKind(kind),
      },
    });
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => isInLine).toBe(true);
    expect(room.takeBack(downloadId).ok).toBe(true);
    letGo();
    expect(codeOf(await done)).toBe('ok');
    await room.stop();
    expect([existsSync(old.path), rig.told(), rig.waitingCount()]).toEqual([true, [], 0]);
    expect(rig.operations.list()).toMatchObject([{ kind: 'rename' }]);
  });

  it('is refused once it happens', async () => {
    const { held, letGo } = hold();
    let isUnderWay = false;
    const link = async (from: string, to: string) => {
      isUnderWay = true;
      await held;
      return systemNameCalls.link(from, to);
    };
    await rig.restart({ names: { ...systemNameCalls, link } });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => isUnderWay).toBe(true);
    expect(codeOf(room.takeBack(downloadId))).toBe('input.notPossibleNow');
    expect(rig.waitingCount()).toBe(1);
    letGo();
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', replaced]]);
  });

  it('or held for a file that moves while it waits, is for where that lies by then', async () => {
    const { held, letGo } = hold();
    let plans = 0;
    const room = rig.replacements({
      operations: {
        plan: async (...order) => {
          const planned = await rig.operations.plan(...order);
          plans += 1;
          if (plans === 1) await held;
          return planned;
        },
        run: (...order) => rig.operations.run(...order),
        ofKind: (kind) => rig.operations.ofKind(kind),
      },
    });
    rig.operations.onDone((outcome) => room.noteMoved(outcome));
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => plans).toBe(1);
    const to = rig.path('models/loras/tidied.safetensors');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from: old.path, to }]))).toBe('ok');
    rig.index.set(old.id, { ...old, fileName: 'tidied.safetensors', folder: rig.path('models/loras') });
    letGo();
    await expect.poll(() => rig.clock.pendingTimers()).toBe(1);
    await expect.poll(() => rig.toldAfter(1_000)).toEqual([['tidied.safetensors', replaced]]);
  });
});
