import { existsSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import { failure } from '../../../shared/failure';
import { coded } from '../../support/operations-rig';
import { ReplacementsRig } from '../../support/replacements-rig';

const OLD = 'models/loras/mine/old.safetensors';
const NEW = 'models/loras/new.safetensors';
const MOVED = 'models/loras/mine/new.safetensors';

let rig: ReplacementsRig;

beforeEach(() => {
  rig = new ReplacementsRig();
});

afterEach(() => rig.close());

const replaced = expect.objectContaining({ kind: 'replaced' });

describe('a replacement that the end of Civet has cut off', () => {
  /** Ends while the new file gets its place: the old one is in the trash by then. */
  async function cutOff(meanwhile: () => void = () => undefined): Promise<void> {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    let isThere = false;
    let goOn = (): void => undefined;
    const halted = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const link = async (from: string, to: string) => {
      if (to.endsWith('mine/new.safetensors')) {
        isThere = true;
        await halted;
        throw coded('EIO');
      }
      return systemNameCalls.link(from, to);
    };
    await rig.restart({ names: { ...systemNameCalls, link } });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => isThere).toBe(true);
    meanwhile();
    const stopped = Promise.all([room.stop(), rig.operations.stop()]);
    goOn();
    await stopped;
    expect(existsSync(old.path)).toBe(false);
    expect(rig.waitingCount()).toBe(1);
  }

  it('is taken back and done as a whole, whoever starts first', async () => {
    await cutOff();
    const recovered = rig.restart();
    const room = rig.replacements();
    room.start();
    await recovered;
    await expect.poll(() => rig.toldAfter(15_000)).toEqual([['old.safetensors', replaced]]);
    expect(rig.tree()).toMatchObject({ [MOVED]: 'the new one' });
    expect(rig.operations.list().map(({ state }) => state)).toEqual(['done', 'failed']);
  });

  it('stays as it was before where the user had called it off by then', async () => {
    await cutOff(() => expect(rig.operations.callOff(rig.operations.list()[0]?.id ?? '').ok).toBe(true));
    const recovered = rig.restart();
    rig.replacements().start();
    await recovered;
    await rig.clock.advance(15_000);
    await expect.poll(() => rig.waitingCount()).toBe(0);
    const cause = failure('input.cancelled');
    expect(rig.told()).toEqual([['old.safetensors', { kind: 'failed', cause }]]);
    expect(rig.tree()).toMatchObject({ [OLD]: 'old', [NEW]: 'the new one' });
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', failure: cause }]);
  });

  it('stays as it was before where the user takes back what waits for its drive', async () => {
    await cutOff();
    const drive = `${rig.root}-drive`;
    await rig.restart({}, {}, () => renameSync(rig.root, drive));
    const room = rig.replacements();
    room.start();
    await expect.poll(() => room.waiting()[0]?.cause).not.toBeNull();
    renameSync(drive, rig.root);
    expect((await rig.operations.undo(rig.operations.list()[0]?.id ?? '')).ok).toBe(true);
    await rig.clock.advance(600_000);
    await expect.poll(() => rig.waitingCount()).toBe(0);
    expect(rig.told()).toEqual([['old.safetensors', { kind: 'failed', cause: failure('input.cancelled') }]]);
    expect(rig.tree()).toMatchObject({ [OLD]: 'old', [NEW]: 'the new one' });
  });

  it('waits while the drive of what was left is away', async () => {
    await cutOff();
    const drive = `${rig.root}-drive`;
    await rig.restart({}, {}, () => {
      renameSync(rig.root, drive);
    });
    const room = rig.replacements();
    room.start();
    await expect.poll(() => room.waiting()[0]?.cause).not.toBeNull();
    await rig.clock.advance(120_000);
    expect([rig.told(), rig.waitingCount()]).toEqual([[], 1]);
    await rig.restart({}, {}, () => renameSync(drive, rig.root));
    await expect.poll(() => rig.toldAfter(600_000)).toEqual([['old.safetensors', replaced]]);
  });

  it('that was done by then is told as done', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    const room = rig.replacements({
      operations: {
        plan: (...asked) => rig.operations.plan(...asked),
        // Civet ends when all is done, before anybody hears of it.
        run: async (planned) => {
          await rig.operations.run(planned);
          return new Promise(() => undefined);
        },
        ofKind: (kind) => rig.operations.ofKind(kind),
      },
    });
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.operations.list()[0]?.state).toBe('done');
    rig.replacements().start();
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', replaced]]);
    expect(rig.operations.list()).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('does not wait for a whole copy', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    let isRunning = false;
    const room = rig.replacements({
      operations: {
        plan: (...asked) => rig.operations.plan(...asked),
        run: () => {
          isRunning = true;
          return new Promise(() => undefined);
        },
        ofKind: () => [],
      },
    });
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => isRunning).toBe(true);
    let isStopped = false;
    const stopped = room.stop().then(() => {
      isStopped = true;
    });
    await rig.clock.advance(9_000);
    expect(isStopped).toBe(false);
    await rig.clock.advance(1_000);
    await stopped;
  });
});
