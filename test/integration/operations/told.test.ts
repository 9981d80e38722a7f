import { lstatSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import { systemClock } from '../../../electron/adapters/system';
import type { Clock } from '../../../electron/core/ports';
import { coded, codeOf, OperationsRig } from '../../support/operations-rig';

const OLD = 'models/checkpoints/a.safetensors';
const NEW = 'models/loras/a.safetensors';

let rig: OperationsRig;

beforeEach(() => {
  rig = new OperationsRig();
  rig.write(OLD, 'weights');
});

afterEach(() => rig.close());

const moved = () => rig.do('move', [{ kind: 'move', from: rig.path(OLD), to: rig.path(NEW) }]);

describe('whoever knows files by their paths', () => {
  it('is told what came back from another volume as it is now', async () => {
    const other = rig.addOtherVolume();
    await rig.do('move', [{ kind: 'move', from: rig.path(OLD), to: join(other, 'a.safetensors') }]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    const { ino, mtimeNs } = lstatSync(rig.path(OLD), { bigint: true });
    expect(rig.outcomes.at(-1)?.moved).toMatchObject([
      { to: rig.path(OLD), stamp: { ino: String(ino), mtimeNs: String(mtimeNs) } },
    ]);
  });

  it('is told when the trash was emptied', async () => {
    await rig.do('trash', [{ kind: 'trash', path: rig.path(OLD) }]);
    const trashPath = rig.outcomes.at(-1)?.moved[0]?.trashPath ?? null;
    expect(trashPath).not.toBeNull();
    await rig.operations.emptyTrash();
    expect(rig.outcomes.at(-1)?.moved).toMatchObject([{ from: trashPath, to: null, trashPath: null }]);
  });

  it('is told nothing of what was taken back and done again, not even after a restart', async () => {
    await moved();
    const link = () => Promise.reject(coded('EACCES'));
    await rig.restart({ names: { ...systemNameCalls, link } });
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.denied');
    await rig.restart();
    expect(rig.outcomes).toHaveLength(1);
    expect(rig.ended).toHaveLength(1);
    expect(rig.lies()).toEqual([]);
  });

  it('keeps nobody else from hearing it when it throws', async () => {
    rig.operations.onDone(() => {
      throw new Error('bug');
    });
    const told: string[] = [];
    rig.operations.onDone(() => void told.push('told'));
    expect(codeOf(await moved())).toBe('ok');
    expect(told).toEqual(['told']);
    expect(rig.bugs).toMatchObject([{ message: 'bug' }]);
  });
});

describe('what waits for a drive', () => {
  it('is finished once that is back', async () => {
    await moved();
    const id = rig.operations.list()[0]?.id ?? '';
    await rig.inJournal((book) =>
      book.change({ id, state: 'undoing', trash: 'none', failure: null, isTold: false }),
    );
    const looks: (() => void)[] = [];
    const clock: Clock = {
      ...systemClock,
      after: (delayMs, work) => {
        if (delayMs !== 15_000) return systemClock.after(delayMs, work);
        looks.push(work);
        return () => undefined;
      },
    };
    const drive = `${rig.root}-drive`;
    await rig.restart({}, { clock }, () => renameSync(rig.root, drive));
    expect(rig.operations.list()).toMatchObject([{ failure: { code: 'disk.folderMissing' } }]);
    looks.shift()?.();
    await rig.operations.plan('move', []);
    renameSync(drive, rig.root);
    await expect.poll(() => looks.length).toBe(1);
    looks.shift()?.();
    await expect.poll(() => rig.operations.list()[0]?.state).toBe('undone');
    expect(rig.tree()).toEqual({ [OLD]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });
});
