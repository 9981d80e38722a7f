import { existsSync, linkSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeOperationFiles } from '../../../electron/adapters/operation-files';
import { DuplicateGroups } from '../../../electron/services/duplicates/duplicate-groups';
import { DuplicatesRig } from '../../support/duplicates-rig';
import { directMeasuring } from '../../support/operations-rig';

const SAME = 'the same bytes';

let rig: DuplicatesRig;

beforeEach(() => {
  rig = new DuplicatesRig();
});

afterEach(() => rig.close());

/** So many groups of two, in two folders. */
function pairs(count: number): void {
  for (let at = 0; at < count; at += 1)
    for (const folder of ['a', 'b']) rig.write(`models/${folder}/${at}.pt`, `bytes of ${at}`);
  rig.scan();
}

describe('what is free afterwards', () => {
  it('is nothing for a copy with a further name outside of the library', async () => {
    rig.write('models/a/kept.pt', SAME);
    const copy = rig.write('models/b/copy.pt', SAME);
    linkSync(copy, join(rig.folder, 'of another program.pt'));
    rig.scan();
    const [group] = (await rig.page()).groups;
    expect(group).toMatchObject({ costBytes: 0 });
    const shared = group?.copies.filter(({ hasFurtherNames }) => hasFurtherNames);
    expect(shared?.map(({ fileName }) => fileName)).toEqual(['copy.pt']);
    const plan = await rig.acts.plan('trash', null, []);
    expect(plan).toMatchObject({ value: { copyCount: 1, freedBytes: 0, sharedCount: 1 } });
  });
});

describe('one entry of a folder that is reached by two ways', () => {
  it('is one name to be trashed, so that the others are not taken back because of it', async () => {
    const kept = rig.write('models/a/kept.pt', SAME);
    const copy = rig.write('models/b/copy.pt', SAME);
    // As the index has a folder that is mounted a second time: two paths, one number, still one name on the disk.
    const again = join(dirname(copy), 'again.pt');
    linkSync(copy, again);
    rig.scan();
    unlinkSync(again);
    const [group] = (await rig.page()).groups;
    expect(group?.copies.map(({ otherNames }) => otherNames.length).toSorted()).toEqual([0, 1]);
    const keptId = group?.copies.find(({ fileName }) => fileName === 'kept.pt')?.id ?? 0;
    const plan = await rig.acts.plan('trash', null, [{ groupId: group?.id ?? 0, keptId }]);
    if (!plan.ok) throw new Error(plan.error.code);
    expect(plan.value.rows).toEqual([{ kept, others: [expect.stringMatching(/copy\.pt$/)] }]);
    const done = await rig.acts.run(plan.value.id);
    expect(done).toMatchObject({ ok: true, value: { doneCount: 1 } });
    expect([existsSync(kept), existsSync(copy)]).toEqual([true, false]);
  });
});

describe('planning for all', () => {
  it('reads each folder once, however many groups have copies in it', async () => {
    pairs(30);
    const real = new NodeOperationFiles({ measuring: directMeasuring });
    const listed: string[] = [];
    const groups = new DuplicateGroups({
      store: rig.index.duplicates,
      files: {
        namesIn: (folder) => {
          listed.push(folder);
          return real.namesIn(folder);
        },
        look: (path) => real.look(path),
      },
      placement: { roots: () => rig.roots, folderOfKind: () => null },
      places: { join, isInside: () => false },
    });
    rig.groupsOf = groups;
    const plan = await rig.acts.plan('trash', null, []);
    expect(plan).toMatchObject({ value: { groupCount: 30 } });
    expect(listed).toHaveLength(2);
  });

  it('says how far it is, and ends when it is stopped, or asked for anew', async () => {
    pairs(30);
    const first = rig.acts.plan('trash', null, []);
    const second = rig.acts.plan('link', null, []);
    expect(await first).toMatchObject({ error: { code: 'input.cancelled' } });
    expect(await second).toMatchObject({ value: { act: 'link', groupCount: 30 } });
    const third = rig.acts.plan('trash', null, []);
    rig.acts.stop();
    expect(await third).toMatchObject({ error: { code: 'input.cancelled' } });
    expect(rig.progress.at(-1)).toBeNull();
  });
});

describe('comparing', () => {
  it('is told as over before anything happens to the files', async () => {
    pairs(1);
    const plan = await rig.acts.plan('trash', null, []);
    if (!plan.ok) throw new Error(plan.error.code);
    const told: unknown[] = [];
    const run = rig.operations.run.bind(rig.operations);
    rig.operations.run = (planned) => {
      told.push(rig.progress.at(-1));
      return run(planned);
    };
    expect((await rig.acts.run(plan.value.id)).ok).toBe(true);
    expect(told).toEqual([null]);
    expect(rig.progress.some((each) => each?.kind === 'comparing')).toBe(true);
  });

  it('that is stopped at its very end does nothing', async () => {
    pairs(1);
    const plan = await rig.acts.plan('trash', null, []);
    if (!plan.ok) throw new Error(plan.error.code);
    const planSteps = rig.operations.plan.bind(rig.operations);
    rig.operations.plan = async (...asked) => {
      const planned = await planSteps(...asked);
      rig.acts.stop();
      return planned;
    };
    expect(await rig.acts.run(plan.value.id)).toMatchObject({ error: { code: 'input.cancelled' } });
    expect(['a', 'b'].map((folder) => statSync(rig.path(`models/${folder}/0.pt`)).size)).toEqual([10, 10]);
  });
});

describe('two copies that were damaged alike since they were read', () => {
  it('both stay: neither is what it was, though they are the same', async () => {
    const paths = ['a', 'b'].map((folder) => rig.write(`models/${folder}/same.pt`, SAME));
    rig.scan();
    const plan = await rig.acts.plan('trash', null, []);
    if (!plan.ok) throw new Error(plan.error.code);
    for (const path of paths) {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, SAME.toUpperCase());
      utimesSync(path, atime, mtime);
    }
    expect(await rig.acts.run(plan.value.id)).toMatchObject({ error: { code: 'disk.changedSince' } });
    expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  });
});
