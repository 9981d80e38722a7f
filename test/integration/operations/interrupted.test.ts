import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import { NodeVolumes } from '../../../electron/adapters/volumes';
import { MOST_LOST_MARKS } from '../../../electron/core/operations/ports';
import type { PlannedOperation, Step } from '../../../electron/core/operations/steps';
import { coded, codeOf, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const CHECKPOINTS = 'models/checkpoints';

let rig: OperationsRig;

const name = (folder: string, stem: string) => `${folder}/${stem}.safetensors`;
const move = (stem: string): Step => ({
  kind: 'move',
  from: rig.path(name(CHECKPOINTS, stem)),
  to: rig.path(name(LORAS, stem)),
});

/** Plans, and begins as a program that ends right then. */
async function beginAndEnd(steps: readonly Step[]): Promise<PlannedOperation> {
  const planned = await rig.plan('move', steps);
  if (!planned.ok) throw new Error(planned.error.code);
  const plan = planned.value;
  const told = { id: plan.id, kind: plan.kind, atMs: 1, plan, arrivals: new Map() } as const;
  const marks = plan.deeds.map(() => null);
  await rig.inJournal((book) =>
    book.begin({ ...told, state: 'running', trash: 'none', marks, failure: null, isTold: false }),
  );
  return plan;
}

beforeEach(() => {
  rig = new OperationsRig();
  rig.write(name(CHECKPOINTS, 'a'), '1');
  rig.write(name(CHECKPOINTS, 'b'), '2');
});

afterEach(() => rig.close());

describe('a drive that is away at the next start', () => {
  it('keeps what is on the other one, whatever lies below its mount point, until it is back', async () => {
    const other = rig.addOtherVolume();
    const plan = await beginAndEnd(
      ['a', 'b'].map((stem) => ({
        kind: 'move',
        from: rig.path(name(CHECKPOINTS, stem)),
        to: join(other, `${stem}.safetensors`),
      })),
    );
    // One was moved, over to the other drive.
    const isThere = { isNow: false };
    const volumes = new NodeVolumes();
    const look: NodeVolumes['look'] = async (root, folder) => {
      const found = await volumes.look(root, folder);
      return isThere.isNow || typeof found === 'string' || !folder.startsWith(rig.root)
        ? found
        : { ...found, mountPath: join(rig.folder, 'elsewhere') };
    };
    writeFileSync(join(other, 'a.safetensors'), '1');
    const [deed] = plan.deeds;
    if (deed === undefined) throw new Error('Nothing was planned.');
    await rig.inJournal((book) => book.mark(plan.id, 0, deed.stamp));
    await rig.restart({}, { volumes: { look } }, () => {
      renameSync(rig.root, `${rig.root}-drive`);
      mkdirSync(join(rig.root, 'models'), { recursive: true });
    });
    expect(rig.operations.list()).toMatchObject([
      { state: 'failed', canUndo: true, failure: { code: 'disk.folderMissing' } },
    ]);
    expect(rig.tree()).toEqual({});
    expect(rig.tree(other)).toEqual({ 'a.safetensors': '1' });
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.folderMissing');
    rmSync(rig.root, { recursive: true });
    renameSync(`${rig.root}-drive`, rig.root);
    expect(rig.tree()).toEqual({ [name(CHECKPOINTS, 'a')]: '1', [name(CHECKPOINTS, 'b')]: '2' });
  });

  it('does not make the folders anew in an empty one, when a move to the other drive was cut while it was undone', async () => {
    const other = rig.addOtherVolume();
    const steps = ['a', 'b'].map(
      (stem): Step => ({
        kind: 'move',
        from: rig.path(name(CHECKPOINTS, stem)),
        to: join(other, `${stem}.safetensors`),
      }),
    );
    expect(codeOf(await rig.do('move', steps))).toBe('ok');
    const [done] = rig.operations.list();
    await rig.inJournal((book) =>
      book.change({ id: done?.id ?? '', state: 'undoing', trash: 'none', failure: null, isTold: false }),
    );
    const drive = `${rig.root}-drive`;
    await rig.restart({}, {}, () => {
      renameSync(rig.root, drive);
      mkdirSync(rig.root);
    });
    expect(rig.tree()).toEqual({});
    expect(rig.tree(other)).toEqual({ 'a.safetensors': '1', 'b.safetensors': '2' });
    // The next start finds it where it was.
    await rig.restart({}, {}, () => {
      rmSync(rig.root, { recursive: true });
      renameSync(drive, rig.root);
    });
    expect(rig.operations.list()).toMatchObject([{ state: 'undone' }]);
    expect(rig.lies()).toEqual([]);
  });

  it('does not take a move for done because the old file cannot be seen', async () => {
    const other = rig.addOtherVolume();
    await beginAndEnd([
      { kind: 'move', from: rig.path(name(CHECKPOINTS, 'a')), to: join(other, 'a.safetensors') },
    ]);
    writeFileSync(join(other, 'a.safetensors'), '1');
    const drive = `${rig.root}-drive`;
    await rig.restart({}, {}, () => renameSync(rig.root, drive));
    expect(rig.operations.list()).toMatchObject([
      { state: 'failed', failure: { code: 'disk.folderMissing' } },
    ]);
    renameSync(drive, rig.root);
    expect(Object.keys(rig.tree())).toContain(name(CHECKPOINTS, 'a'));
  });

  it('does not say that its trash was emptied', async () => {
    await rig.do('trash', [{ kind: 'trash', path: rig.path(name(CHECKPOINTS, 'a')) }]);
    renameSync(rig.root, `${rig.root}-drive`);
    expect(codeOf(await rig.operations.emptyTrash())).toBe('disk.folderMissing');
    expect(rig.operations.view().trash).toEqual({ fileCount: 1, bytes: 1 });
    renameSync(`${rig.root}-drive`, rig.root);
    expect(codeOf(await rig.operations.emptyTrash())).toBe('ok');
    expect(rig.tree()).toEqual({ [name(CHECKPOINTS, 'b')]: '2' });
  });
});

describe('a file that went while Civet was not running', () => {
  const STEMS = ['a', 'b', 'c', 'd', 'e'];
  const lying = (folder: string, stems: readonly string[]) =>
    Object.fromEntries(stems.map((stem) => [name(folder, stem), stem]));

  /** The first three were moved, and have no mark. */
  async function endAfterThree(meanwhile: () => void): Promise<void> {
    for (const stem of STEMS) rig.write(name(CHECKPOINTS, stem), stem);
    await beginAndEnd(STEMS.map(move));
    await rig.restart({}, {}, () => {
      mkdirSync(rig.path(LORAS), { recursive: true });
      for (const stem of STEMS.slice(0, 3))
        renameSync(rig.path(name(CHECKPOINTS, stem)), rig.path(name(LORAS, stem)));
      meanwhile();
    });
  }

  it('keeps nothing else from coming back, where its deed may never have happened', async () => {
    await endAfterThree(() => rmSync(rig.path(name(CHECKPOINTS, 'd'))));
    expect(rig.tree()).toEqual(lying(CHECKPOINTS, ['a', 'b', 'c', 'e']));
    expect(rig.operations.list()).toMatchObject([
      { state: 'failed', canUndo: false, failure: { code: 'app.interrupted' } },
    ]);
  });

  it('keeps nothing else from coming back where another one has its new name, and is told of', async () => {
    await endAfterThree(() => {
      rmSync(rig.path(name(CHECKPOINTS, 'd')));
      rig.write(name(LORAS, 'd'), 'of somebody else');
    });
    expect(rig.tree()).toEqual({
      ...lying(CHECKPOINTS, ['a', 'b', 'c', 'e']),
      [name(LORAS, 'd')]: 'of somebody else',
    });
    expect(rig.operations.list()).toMatchObject([
      { state: 'failed', canUndo: true, failure: { code: 'disk.leftPartly', params: { count: 1 } } },
    ]);
  });

  it('is none where an earlier change of the same operation was to bring it', async () => {
    const to = (from: string, at: string): Step => ({ kind: 'move', from: rig.path(from), to: rig.path(at) });
    const middle = name(LORAS, 'middle');
    await beginAndEnd([to(name(CHECKPOINTS, 'a'), middle), to(middle, name(LORAS, 'end'))]);
    await rig.restart();
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', failure: { code: 'app.interrupted' } }]);
    expect(Object.keys(rig.tree())).toEqual([name(CHECKPOINTS, 'a'), name(CHECKPOINTS, 'b')]);
  });
});

describe('a power cut that takes the last marks back', () => {
  /** A whole move of many files, of which the journal has the plan alone, or that and some marks. */
  async function cutAfter(markCount: number, isLastDone: boolean): Promise<void> {
    const stems = Array.from({ length: MOST_LOST_MARKS }, (_, at) => `many-${at}`);
    for (const stem of stems) rig.write(name(CHECKPOINTS, stem), stem);
    before = rig.tree();
    expect(codeOf(await rig.do('move', stems.map(move)))).toBe('ok');
    after = rig.tree();
    const [done] = rig.operations.list();
    const id = done?.id ?? '';
    await rig.inJournal((book) => {
      for (let at = markCount; at < stems.length; at += 1) book.mark(id, at, null);
      book.change({ id, state: 'running', trash: 'none', failure: null, isTold: false });
    });
    const last = stems.at(-1) ?? '';
    if (!isLastDone) renameSync(rig.path(name(LORAS, last)), rig.path(name(CHECKPOINTS, last)));
    await rig.restart();
  }
  let before: Readonly<Record<string, string>>;
  let after: Readonly<Record<string, string>>;

  it.each([0, 3, MOST_LOST_MARKS - 1])(
    'takes all back when %s marks are left and one is not moved',
    async (count) => {
      await cutAfter(count, false);
      expect(rig.tree()).toEqual(before);
      expect(rig.operations.list()).toMatchObject([{ state: 'failed', canUndo: false }]);
      expect(rig.lies()).toEqual([]);
    },
  );

  it.each([0, 3, MOST_LOST_MARKS - 1])('is done when %s marks are left and all have moved', async (count) => {
    await cutAfter(count, true);
    expect(rig.tree()).toEqual(after);
    expect(rig.operations.list()).toMatchObject([{ state: 'done', canUndo: true }]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual(before);
  });
});

describe('the order of a start', () => {
  it('does nothing before what an earlier life left has been looked at', async () => {
    const plan = await beginAndEnd([move('a')]);
    // Not started yet, but somebody asks already, as a page does that was quick to load.
    const early = rig.reopen();
    const planned = await early.plan('trash', [{ kind: 'trash', path: rig.path(name(CHECKPOINTS, 'b')) }]);
    if (!planned.ok) throw new Error(planned.error.code);
    const running = early.run(planned.value);
    // More turns than the whole change would take.
    for (let turn = 0; turn < 2_000; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(early.list().map(({ id, state }) => [id, state])).toEqual([[plan.id, 'failed']]);
    expect(rig.tree()[name(CHECKPOINTS, 'b')]).toBe('2');
    await early.start();
    expect(codeOf(await running)).toBe('ok');
    expect(early.list().map(({ state, kind }) => [kind, state])).toEqual([
      ['trash', 'done'],
      ['move', 'failed'],
    ]);
  });
});

describe('undoing that is cut, and done again', () => {
  it('takes back what had its new name without a mark', async () => {
    await rig.do('move', [move('a'), move('b')]);
    let isUndoing = false;
    const link = (from: string, to: string) => {
      if (!to.endsWith(name('checkpoints', 'a'))) return systemNameCalls.link(from, to);
      isUndoing = true;
      return Promise.reject(coded('EACCES'));
    };
    const syncFolder = (folder: string) =>
      isUndoing && folder.endsWith('checkpoints')
        ? Promise.reject(coded('EIO'))
        : systemNameCalls.syncFolder(folder);
    await rig.restart({ names: { ...systemNameCalls, link, syncFolder } });
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.denied');
    expect(rig.operations.list()).toMatchObject([{ canUndo: true }]);
    await rig.restart();
    expect(rig.operations.list()).toMatchObject([{ state: 'done', canUndo: true }]);
    expect(rig.lies()).toEqual([]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [name(CHECKPOINTS, 'a')]: '1', [name(CHECKPOINTS, 'b')]: '2' });
    expect(rig.lies()).toEqual([]);
  });

  it('does again what was back when the disk did not confirm it', async () => {
    await rig.do('move', [move('a')]);
    let isBroken = true;
    const syncFolder = async (folder: string) => {
      if (!isBroken || !folder.endsWith('loras')) return systemNameCalls.syncFolder(folder);
      isBroken = false;
      throw coded('EIO');
    };
    await rig.restart({ names: { ...systemNameCalls, syncFolder } });
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.ioError');
    expect(rig.operations.list()).toMatchObject([{ state: 'done' }]);
    expect(rig.tree()[name(LORAS, 'a')]).toBe('1');
    expect(rig.lies()).toEqual([]);
  });

  /** The end of the program came between the two names of a file that was moved again. */
  async function cutRedo(): Promise<string> {
    await rig.do('move', [move('a')]);
    const id = rig.operations.list()[0]?.id ?? '';
    await rig.inJournal((book) => {
      linkSync(rig.path(name(LORAS, 'a')), rig.path(name(CHECKPOINTS, 'a')));
      book.mark(id, 0, null);
      book.change({ id, state: 'redoing', trash: 'none', failure: null, isTold: false });
    });
    return id;
  }

  it('goes on between two names', async () => {
    await cutRedo();
    const told = rig.ended.length;
    await rig.restart();
    expect(rig.operations.list()).toMatchObject([{ state: 'done' }]);
    expect(rig.lies()).toEqual([]);
    // As far as anybody knows, it was never anything else.
    expect(rig.ended).toHaveLength(told);
    expect(rig.outcomes).toHaveLength(told);
    await rig.restart();
    expect(rig.ended).toHaveLength(told);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.lies()).toEqual([]);
  });

  it('is undone between two names, when it cannot go on', async () => {
    const id = await cutRedo();
    const unlink = (path: string) =>
      path.endsWith(name(CHECKPOINTS, 'a')) ? Promise.reject(coded('EACCES')) : systemNameCalls.unlink(path);
    await rig.restart({ names: { ...systemNameCalls, unlink } });
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', canUndo: true }]);
    expect(codeOf(await rig.operations.undo(id))).toBe('ok');
    expect(rig.operations.list()).toMatchObject([{ state: 'undone' }]);
    expect(rig.tree()).toEqual({ [name(CHECKPOINTS, 'a')]: '1', [name(CHECKPOINTS, 'b')]: '2' });
    expect(rig.lies()).toEqual([]);
  });

  it('undoes a swap of names', async () => {
    const at = (stem: string) => rig.path(name(CHECKPOINTS, stem));
    const steps = [
      ['a', 't'],
      ['b', 'a'],
      ['t', 'b'],
    ].map(([from = '', to = '']): Step => ({ kind: 'move', from: at(from), to: at(to) }));
    expect(codeOf(await rig.do('move', steps))).toBe('ok');
    expect(rig.tree()).toEqual({ [name(CHECKPOINTS, 'a')]: '2', [name(CHECKPOINTS, 'b')]: '1' });
    expect(rig.lies()).toEqual([]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [name(CHECKPOINTS, 'a')]: '1', [name(CHECKPOINTS, 'b')]: '2' });
    expect(rig.lies()).toEqual([]);
  });
});

describe('taking back that cannot be finished', () => {
  it('says so, and whoever knows the files by their paths has the true ones', async () => {
    const link = (from: string, to: string) =>
      to.endsWith(name('loras', 'b')) || to.endsWith(name('checkpoints', 'a'))
        ? Promise.reject(coded('EACCES'))
        : systemNameCalls.link(from, to);
    await rig.restart({ names: { ...systemNameCalls, link } });
    const done = await rig.do('move', [move('a'), move('b')]);
    expect(done).toMatchObject({ ok: false, error: { code: 'disk.leftPartly', params: { count: 1 } } });
    expect(rig.operations.list()).toMatchObject([{ canUndo: true, failure: { code: 'disk.leftPartly' } }]);
    const [from, to] = [rig.path(name(CHECKPOINTS, 'a')), rig.path(name(LORAS, 'a'))];
    expect(rig.outcomes).toMatchObject([{ moved: [{ from, to }] }]);
    await rig.restart();
    expect(rig.outcomes).toMatchObject([{}, { moved: [{ from: to, to: from }] }]);
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', canUndo: false }]);
    expect(rig.lies()).toEqual([]);
  });
});
