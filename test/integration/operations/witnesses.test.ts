import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { PlannedOperation } from '../../../electron/core/operations/steps';
import { codeOf, OperationsRig } from '../../support/operations-rig';

const KEPT = 'models/checkpoints/kept.safetensors';
const OTHER = 'models/loras/other.safetensors';

let rig: OperationsRig;

beforeEach(() => {
  rig = new OperationsRig();
  rig.write(KEPT, 'same');
  rig.write(OTHER, 'same');
});

afterEach(() => rig.close());

async function plannedTrash(path = OTHER): Promise<PlannedOperation> {
  const steps = [{ kind: 'trash' as const, path: rig.path(path) }];
  const planned = await rig.operations.plan('trash', steps, [{ path: rig.path(KEPT), known: { bytes: 4 } }]);
  if (!planned.ok) throw new Error(planned.error.code);
  return planned.value;
}

/** Begins what is planned, and ends as a program that is killed once all of it is done, but not marked. */
async function doneAndKilled(planned: PlannedOperation): Promise<void> {
  const { id, kind, folders, deeds } = planned;
  const told = {
    id,
    kind,
    atMs: 1,
    plan: planned,
    arrivals: new Map(),
    failure: null,
    isTold: false,
  } as const;
  const marks = deeds.map(() => null);
  await rig.inJournal((book) => book.begin({ ...told, state: 'running', trash: 'none', marks }));
  const [deed] = deeds;
  if (deed?.kind !== 'move') throw new Error('Nothing was planned.');
  for (const folder of folders) mkdirSync(folder);
  renameSync(deed.from, deed.to);
}

describe('a file that an operation relies on', () => {
  it('is as it was: the operation is done', async () => {
    expect(codeOf(await rig.operations.run(await plannedTrash()))).toBe('ok');
    expect(Object.keys(rig.tree())).toContain(KEPT);
    expect(Object.keys(rig.tree())).not.toContain(OTHER);
  });

  it.each<[string, () => void]>([
    ['is gone', () => rmSync(rig.path(KEPT))],
    ['is another one', () => writeFileSync(rig.path(KEPT), 'SAME')],
    [
      'is a link by now',
      () => {
        renameSync(rig.path(KEPT), `${rig.path(KEPT)}.aside`);
        symlinkSync(`${rig.path(KEPT)}.aside`, rig.path(KEPT));
      },
    ],
  ])('%s when its turn comes: nothing is done', async (_, meanwhile) => {
    const planned = await plannedTrash();
    meanwhile();
    const before = rig.tree();
    expect(codeOf(await rig.operations.run(planned))).toBe('disk.keptChanged');
    expect(rig.tree()).toEqual(before);
    expect(rig.operations.list()).toMatchObject([{ state: 'failed' }]);
  });

  it('is not planned with when it is not what the asker knows', async () => {
    const steps = [{ kind: 'trash' as const, path: rig.path(OTHER) }];
    const witness = { path: rig.path(KEPT), known: { bytes: 5 } };
    expect(codeOf(await rig.operations.plan('trash', steps, [witness]))).toBe('disk.keptChanged');
  });

  it('goes while the others are trashed: these come back', async () => {
    const link = (from: string, to: string) => {
      rmSync(rig.path(KEPT), { force: true });
      return systemNameCalls.link(from, to);
    };
    await rig.restart({ names: { ...systemNameCalls, link } });
    expect(codeOf(await rig.operations.run(await plannedTrash()))).toBe('disk.keptChanged');
    expect(rig.tree()).toEqual({ [OTHER]: 'same' });
  });

  it('is the very file that is trashed, by another way: it comes back', async () => {
    symlinkSync(rig.path('models/checkpoints'), join(rig.folder, 'alias'));
    const before = rig.tree();
    const planned = await plannedTrash('../alias/kept.safetensors');
    expect(codeOf(await rig.operations.run(planned))).toBe('disk.keptChanged');
    expect(rig.tree()).toEqual(before);
  });

  it('is moved by the operation itself, also to another volume', async () => {
    const other = rig.addOtherVolume();
    const from = rig.path(KEPT);
    const to = join(other, 'kept.safetensors');
    const steps = [
      { kind: 'trash' as const, path: rig.path(OTHER) },
      { kind: 'move' as const, from, to },
    ];
    const planned = await rig.operations.plan('replace', steps, [{ path: from, known: { bytes: 4 } }]);
    if (!planned.ok) throw new Error(planned.error.code);
    expect(codeOf(await rig.operations.run(planned.value))).toBe('ok');
    expect(rig.tree(other)).toEqual({ 'kept.safetensors': 'same' });
  });
});

describe('an operation that was done when Civet ended', () => {
  it('is finished while what it relies on is there', async () => {
    await doneAndKilled(await plannedTrash());
    await rig.restart();
    expect(rig.operations.list()).toMatchObject([{ state: 'done' }]);
    expect(Object.keys(rig.tree())).not.toContain(OTHER);
  });

  it('is taken back when what it relies on is gone', async () => {
    await doneAndKilled(await plannedTrash());
    await rig.restart({}, {}, () => rmSync(rig.path(KEPT)));
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', failure: { code: 'disk.keptChanged' } }]);
    expect(rig.tree()).toMatchObject({ [OTHER]: 'same' });
  });
});
