import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { FileMeasuring } from '../../../electron/core/hashing-ports';
import type { Step } from '../../../electron/core/operations/steps';
import { coded, codeOf, directMeasuring, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const CHECKPOINTS = 'models/checkpoints';
const OLD = `${CHECKPOINTS}/a.safetensors`;
const NEW = `${LORAS}/a.safetensors`;

let rig: OperationsRig;

const move = (from = OLD, to = NEW): Step => ({ kind: 'move', from: rig.path(from), to: rig.path(to) });

beforeEach(() => {
  rig = new OperationsRig();
  rig.write(OLD, 'weights');
});

afterEach(() => rig.close());

/** Runs what was planned before somebody else did something. */
async function runAfter(steps: readonly Step[], meanwhile: () => void): Promise<string> {
  const planned = await rig.plan('move', steps);
  if (!planned.ok) throw new Error(planned.error.code);
  meanwhile();
  return codeOf(await rig.operations.run(planned.value));
}

describe('a disk that does what it answers with an error', () => {
  it('has the file under its new name when the old one went', async () => {
    const unlink = async (path: string) => {
      await systemNameCalls.unlink(path);
      if (path.endsWith(OLD)) throw coded('ENOENT');
    };
    await rig.restart({ names: { ...systemNameCalls, unlink } });
    expect(codeOf(await rig.do('move', [move()]))).toBe('ok');
    expect(rig.tree()).toEqual({ [NEW]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('has it as well where the file system has no links', async () => {
    const rename = async (from: string, to: string) => {
      await systemNameCalls.rename(from, to);
      throw coded('EIO');
    };
    await rig.restart({ names: { ...systemNameCalls, link: () => Promise.reject(coded('EPERM')), rename } });
    expect(codeOf(await rig.do('move', [move()]))).toBe('ok');
    expect(rig.tree()).toEqual({ [NEW]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('leaves no empty file where a name could not be given', async () => {
    const refused = () => Promise.reject(coded('EACCES'));
    await rig.restart({
      names: { ...systemNameCalls, link: () => Promise.reject(coded('EPERM')), rename: refused },
    });
    expect(codeOf(await rig.do('move', [move()]))).toBe('disk.denied');
    expect(rig.tree()).toEqual({ [OLD]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });
});

describe('somebody else at the same files', () => {
  it('keeps notes that are saved while their model is moved', async () => {
    const notes = rig.write(`${CHECKPOINTS}/a.json`, 'old notes');
    let isSaved = false;
    const syncFolder = async (folder: string) => {
      await systemNameCalls.syncFolder(folder);
      if (isSaved || !existsSync(rig.path(`${LORAS}/a.json`))) return;
      isSaved = true;
      writeFileSync(`${notes}.tmp`, 'new notes');
      renameSync(`${notes}.tmp`, notes);
    };
    await rig.restart({ names: { ...systemNameCalls, syncFolder } });
    expect(codeOf(await rig.do('move', [move()]))).toBe('disk.leftPartly');
    expect(rig.tree()[`${CHECKPOINTS}/a.json`]).toBe('new notes');
    expect(Object.values(rig.tree())).toContain('weights');
  });

  it('keeps what is written to a file that has been copied to another volume and is held', async () => {
    const other = rig.addOtherVolume();
    const from = rig.path(OLD);
    let isHeld = true;
    await rig.restart({
      patience: {
        isBusy: (error) => error instanceof Error && error.message === 'EBUSY',
        pause: async () => {
          writeFileSync(from, 'new content');
          isHeld = false;
        },
      },
      names: {
        ...systemNameCalls,
        unlink: async (path) => {
          if (path === from && isHeld) throw coded('EBUSY');
          await systemNameCalls.unlink(path);
        },
      },
    });
    const to = join(other, 'a.safetensors');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to }]))).toBe('disk.leftPartly');
    expect(rig.tree()).toEqual({ [OLD]: 'new content' });
    expect(rig.tree(other)).toEqual({ 'a.safetensors': 'weights' });
  });

  it('keeps the copy on the other volume when the old file goes before Civet takes it away', async () => {
    const other = rig.addOtherVolume();
    const from = rig.path(OLD);
    const syncFolder = async (folder: string) => {
      await systemNameCalls.syncFolder(folder);
      if (folder === other) rmSync(from, { force: true });
    };
    await rig.restart({ names: { ...systemNameCalls, syncFolder } });
    const to = join(other, 'a.safetensors');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to }]))).toBe('ok');
    expect(rig.tree(other)).toEqual({ 'a.safetensors': 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('keeps the new name when the old one goes while both are compared', async () => {
    await rig.do('move', [move()]);
    rig.write(OLD, 'weights');
    let count = 0;
    const measuring: FileMeasuring = {
      measure: async (...asked) => {
        const measured = await directMeasuring.measure(...asked);
        count += 1;
        if (count === 2) rmSync(rig.path(OLD));
        return measured;
      },
    };
    await rig.restart({ measuring });
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.changedSince');
    expect(rig.tree()).toEqual({ [NEW]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('keeps the new name when the old one was given to a copy and that is changed while both are compared', async () => {
    await rig.do('move', [move()]);
    rig.write(OLD, 'weights');
    const measuring: FileMeasuring = {
      measure: async (...asked) => {
        const measured = await directMeasuring.measure(...asked);
        writeFileSync(rig.path(OLD), 'WEIGHTS');
        return measured;
      },
    };
    await rig.restart({ measuring });
    await rig.operations.undoLast();
    expect(Object.values(rig.tree())).toContain('weights');
  });

  it.each([
    ['a copy of the same file', 'weights'],
    ['a file that somebody has only begun', ''],
    ['quite another file', 'theirs'],
  ])('leaves %s under the new name alone', async (_, text) => {
    expect(await runAfter([move()], () => rig.write(NEW, text))).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual({ [OLD]: 'weights', [NEW]: text });
    expect(rig.operations.list()).toMatchObject([{ state: 'failed' }]);
  });

  it('leaves a file that somebody has begun under the new name alone where there are no links', async () => {
    await rig.restart({ names: { ...systemNameCalls, link: () => Promise.reject(coded('EPERM')) } });
    expect(await runAfter([move()], () => rig.write(NEW, ''))).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual({ [OLD]: 'weights', [NEW]: '' });
  });

  it('does not bring another file to the old name when the user has taken his away', async () => {
    const code = await runAfter([move()], () => {
      rmSync(rig.path(OLD));
      rig.write(NEW, 'quite another file');
    });
    expect(code).toBe('disk.notThere');
    expect(rig.tree()).toEqual({ [NEW]: 'quite another file' });
  });

  it('does not bring another model of the same name back', async () => {
    await rig.do('move', [move()]);
    rmSync(rig.path(NEW));
    rig.write(NEW, 'another model of the same name');
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.changedSince');
    expect(rig.tree()).toEqual({ [NEW]: 'another model of the same name' });
    expect(rig.operations.list()).toMatchObject([{ state: 'done', canUndo: true }]);
  });

  it('undoes the later of two changes of one file first', async () => {
    await rig.do('move', [move()]);
    const first = rig.operations.list()[0]?.id ?? '';
    await rig.do('move', [move(NEW, 'models/unet/a.safetensors')]);
    rig.write(NEW, 'a newer one, downloaded since');
    const refused = await rig.operations.undo(first);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'input.movedSince', params: { path: rig.path(NEW) } },
    });
    expect(rig.tree()).toEqual({
      [NEW]: 'a newer one, downloaded since',
      'models/unet/a.safetensors': 'weights',
    });
    rmSync(rig.path(NEW));
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(codeOf(await rig.operations.undo(first))).toBe('ok');
    expect(rig.tree()).toEqual({ [OLD]: 'weights' });
  });
});
