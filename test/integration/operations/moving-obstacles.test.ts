import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { Step } from '../../../electron/core/operations/steps';
import { chosenRoot, coded, codeOf, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const CHECKPOINTS = 'models/checkpoints';

let rig: OperationsRig;

const move = (from: string, to: string): Step => ({ kind: 'move', from: rig.path(from), to: rig.path(to) });

beforeEach(() => {
  rig = new OperationsRig();
});

afterEach(() => rig.close());

describe('what stands in the way', () => {
  it('works inside the user’s folders alone, whatever links lead to', async () => {
    const outside = join(rig.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.safetensors'), 'secret');
    rig.write(`${LORAS}/a.safetensors`, 'weights');
    symlinkSync(outside, rig.path(`${LORAS}/way-out`));
    const steps: readonly Step[] = [
      { kind: 'trash', path: join(outside, 'secret.safetensors') },
      { kind: 'trash', path: rig.path(`${LORAS}/way-out/secret.safetensors`) },
      move(`${LORAS}/a.safetensors`, `${LORAS}/way-out/a.safetensors`),
      { kind: 'move', from: rig.path(`${LORAS}/a.safetensors`), to: join(outside, 'a.safetensors') },
      move(`${LORAS}/a.safetensors`, '../outside/a.safetensors'),
    ];
    for (const step of steps) expect(codeOf(await rig.do('move', [step]))).toBe('input.outsideFolders');
    const planned = await rig.operations.plan('move', [
      move(`${LORAS}/a.safetensors`, `${LORAS}/new/a.safetensors`),
    ]);
    if (!planned.ok) throw new Error(planned.error.code);
    // The way out appears after the plan was made.
    symlinkSync(outside, rig.path(`${LORAS}/new`));
    expect(codeOf(await rig.operations.run(planned.value))).toBe('input.outsideFolders');
  });

  it('works in the folder of a kind that the user has linked to another place', async () => {
    const elsewhere = join(rig.folder, 'elsewhere');
    mkdirSync(elsewhere);
    mkdirSync(rig.path('models'));
    symlinkSync(elsewhere, rig.path(LORAS));
    rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    expect(
      codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`)])),
    ).toBe('ok');
    expect(rig.tree(elsewhere)).toEqual({ 'a.safetensors': 'weights' });
  });

  it('touches nothing that a program keeps for itself', async () => {
    rig.roots = [chosenRoot(rig.root, 'invokeai')];
    const path = rig.write('models/sdxl/a.safetensors', 'weights');
    expect(codeOf(await rig.do('trash', [{ kind: 'trash', path }]))).toBe('input.managedFolder');
  });

  it('says that a folder may not be written to, and that a drive is not there', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    mkdirSync(rig.path(LORAS));
    const denied = { ...systemNameCalls, link: () => Promise.reject(coded('EACCES')) };
    await rig.restart({ names: denied });
    expect(
      codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`)])),
    ).toBe('disk.denied');
    await rig.restart();
    expect(
      codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`)])),
    ).toBe('ok');
    renameSync(rig.root, `${rig.root}-unplugged`);
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.folderMissing');
    renameSync(`${rig.root}-unplugged`, rig.root);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
  });

  it('waits for a program that holds a file, and says so in the end', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    const held = { ...systemNameCalls, unlink: () => Promise.reject(coded('EBUSY')) };
    let waitedMs = 0;
    const patience = {
      isBusy: (error: unknown) => error instanceof Error && error.message === 'EBUSY',
      pause: async (delayMs: number) => {
        waitedMs += delayMs;
      },
    };
    let lets = false;
    await rig.restart({
      patience,
      names: {
        ...held,
        unlink: (path) =>
          lets || !path.endsWith('checkpoints/a.safetensors') ? systemNameCalls.unlink(path) : held.unlink(),
      },
    });
    expect(
      codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`)])),
    ).toBe('disk.busy');
    expect(waitedMs).toBe(60_000);
    expect(rig.tree()).toEqual({ [`${CHECKPOINTS}/a.safetensors`]: 'weights' });
    lets = true;
    expect(
      codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`)])),
    ).toBe('ok');
  });

  it('moves where the file system has no links, and never over a file', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    await rig.restart({ names: { ...systemNameCalls, link: () => Promise.reject(coded('EPERM')) } });
    expect(
      codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`)])),
    ).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/a.safetensors`]: 'weights' });
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${CHECKPOINTS}/a.safetensors`]: 'weights' });
  });

  it('writes a name in other capitals where the file stands in its own way', async () => {
    const path = rig.write(`${LORAS}/fjord.safetensors`, 'weights');
    // A system that takes both names for one: the new one is taken, by the very file.
    const link = (from: string, to: string) =>
      to.endsWith('Fjord.safetensors') ? Promise.reject(coded('EEXIST')) : systemNameCalls.link(from, to);
    await rig.restart({ names: { ...systemNameCalls, link } });
    const target = rig.path(`${LORAS}/Fjord.safetensors`);
    linkSync(path, target);
    expect(
      codeOf(await rig.do('move', [move(`${LORAS}/fjord.safetensors`, `${LORAS}/Fjord.safetensors`)])),
    ).toBe('disk.nameTaken');
    rmSync(target);
    expect(
      codeOf(await rig.do('move', [move(`${LORAS}/fjord.safetensors`, `${LORAS}/Fjord.safetensors`)])),
    ).toBe('disk.nameTaken');
    expect(Object.keys(rig.tree())).toEqual([`${LORAS}/fjord.safetensors`]);
  });
});
