import {
  existsSync,
  linkSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { DuplicateAct, DuplicateChoice } from '../../../shared/library/duplicates';
import { DuplicatesRig } from '../../support/duplicates-rig';

const SAME = 'the same bytes';
const inode = (path: string) => statSync(path, { bigint: true }).ino;

let rig: DuplicatesRig;
beforeEach(() => {
  rig = new DuplicatesRig();
});
afterEach(() => rig.close());

/** Two copies and one that is another file. */
function twoCopies(): { first: string; second: string } {
  const first = rig.write('models/loras/fog.pt', SAME);
  const second = rig.write('models/checkpoints/copy.pt', SAME);
  rig.write('models/loras/other.pt', 'something else');
  // The first one is older.
  utimesSync(first, 1_000_000, 1_000_000);
  rig.scan();
  return { first, second };
}

async function planned(
  act: DuplicateAct,
  groupId: number | null = null,
  choices: readonly DuplicateChoice[] = [],
) {
  const plan = await rig.acts.plan(act, groupId, choices);
  if (!plan.ok) throw new Error(plan.error.code);
  return plan.value;
}

describe('finding duplicates', () => {
  it('counts what one copy more costs, the dearest first, and names the one to keep', async () => {
    twoCopies();
    for (const name of ['a', 'b', 'c']) rig.write(`models/vae/${name}.pt`, 'x'.repeat(500));
    rig.scan();
    const { totals, total, groups } = await rig.page();
    expect(totals).toEqual({ groupCount: 2, costBytes: 1_000 + SAME.length, leftCount: 0 });
    expect([total, ...groups.map(({ costBytes }) => costBytes)]).toEqual([2, 1_000, SAME.length]);
    expect(groups[1]?.copies.find(({ isProposed }) => isProposed)).toMatchObject({
      fileName: 'fog.pt',
      isOldest: true,
    });
  });

  it('prefers what has sidecars to what is older', async () => {
    twoCopies();
    rig.write('models/checkpoints/copy.json', '{}');
    const { groups } = await rig.page();
    expect(groups[0]?.copies.find(({ isProposed }) => isProposed)).toMatchObject({
      fileName: 'copy.pt',
      hasSidecars: true,
    });
  });

  it('takes hard links for one file, which costs nothing', async () => {
    const path = rig.write('models/loras/fog.pt', SAME);
    linkSync(path, `${dirname(path)}/second name.pt`);
    symlinkSync(path, `${dirname(path)}/symbolic.pt`);
    rig.scan();
    expect((await rig.page()).totals.groupCount).toBe(0);
    rig.write('models/loras/copy.pt', SAME);
    rig.scan();
    const { groups } = await rig.page();
    expect(groups[0]?.costBytes).toBe(SAME.length);
    expect(groups[0]?.copies.map(({ otherNames }) => otherNames.length).toSorted()).toEqual([0, 2]);
  });

  it('knows the same weights behind another header, and offers nothing for them', async () => {
    const weights = Buffer.alloc(64, 7);
    for (const [name, note] of [
      ['a', 'one'],
      ['b', 'two, longer'],
    ] as const) {
      const header = Buffer.from(JSON.stringify({ __metadata__: { note } }));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(header.length));
      writeFileSync(
        rig.write(`models/loras/${name}.safetensors`, ''),
        Buffer.concat([length, header, weights]),
      );
    }
    rig.scan();
    const { total, groups } = await rig.page('weights');
    expect([total, groups[0]?.copies.length, groups[0]?.costBytes]).toEqual([1, 2, 0]);
    expect((await rig.page()).total).toBe(0);
  });

  it('remembers what shall be left alone, until it is taken back', async () => {
    twoCopies();
    const id = (await rig.page()).groups[0]?.id ?? 0;
    rig.index.duplicates.leave(id, true);
    expect((await rig.page()).totals).toEqual({ groupCount: 0, costBytes: 0, leftCount: 1 });
    expect((await rig.page('bytes', true)).groups[0]).toMatchObject({ id, isLeft: true });
    expect((await planned('trash')).copyCount).toBe(0);
    rig.index.duplicates.leave(id, false);
    expect((await rig.page()).totals.groupCount).toBe(1);
  });
});

describe('linking duplicates', () => {
  it('gives both names one file, leaves what stands beside them, and undo gives two again', async () => {
    const { first, second } = twoCopies();
    rig.write('models/checkpoints/copy.txt', 'mine');
    // A note of the user's is a companion, so that this one would be kept; the other one is chosen.
    const keptId =
      (await rig.page()).groups[0]?.copies.find(({ fileName }) => fileName === 'fog.pt')?.id ?? 0;
    const plan = await planned('link', keptId, [{ groupId: keptId, keptId }]);
    expect(plan).toMatchObject({ copyCount: 1, freedBytes: SAME.length, readBytes: 2 * SAME.length });
    expect(plan.rows).toEqual([{ kept: first, others: [second] }]);
    expect(await rig.acts.run(plan.id)).toEqual({
      ok: true,
      value: { doneCount: 1, leftCount: 0, cause: null },
    });
    expect(inode(second)).toBe(inode(first));
    expect(readFileSync(second, 'utf8')).toBe(SAME);
    expect(readFileSync(rig.path('models/checkpoints/copy.txt'), 'utf8')).toBe('mine');
    const [done] = rig.operations.list();
    expect(done).toMatchObject({ kind: 'link', canUndo: true });
    expect((await rig.operations.undo(done?.id ?? '')).ok).toBe(true);
    expect(inode(second)).not.toBe(inode(first));
    expect([readFileSync(first, 'utf8'), readFileSync(second, 'utf8')]).toEqual([SAME, SAME]);
  });

  it('replaces every name of a copy', async () => {
    const { first, second } = twoCopies();
    const another = `${dirname(second)}/another.pt`;
    linkSync(second, another);
    rig.scan();
    const plan = await planned('link');
    expect((await rig.acts.run(plan.id)).ok).toBe(true);
    expect(new Set([first, second, another].map(inode)).size).toBe(1);
  });

  it('does nothing with a copy that has changed since it was read, whatever its date says', async () => {
    const { first, second } = twoCopies();
    const plan = await planned('link');
    const { mtime, atime } = statSync(second);
    writeFileSync(second, SAME.toUpperCase());
    utimesSync(second, atime, mtime);
    expect(await rig.acts.run(plan.id)).toMatchObject({ ok: false, error: { code: 'disk.changedSince' } });
    expect([readFileSync(first, 'utf8'), readFileSync(second, 'utf8')]).toEqual([SAME, SAME.toUpperCase()]);
    expect(rig.operations.list()).toEqual([]);
  });

  it('goes on with the others when one has changed, and says how many stayed', async () => {
    const { second } = twoCopies();
    const third = rig.write('models/vae/third.pt', SAME);
    rig.scan();
    const plan = await planned('link');
    writeFileSync(third, 'now mine');
    expect(await rig.acts.run(plan.id)).toMatchObject({
      value: { doneCount: 1, leftCount: 1, cause: { code: 'disk.changedSince' } },
    });
    expect(readFileSync(third, 'utf8')).toBe('now mine');
    expect(readFileSync(second, 'utf8')).toBe(SAME);
  });
});

describe('trashing duplicates', () => {
  it('keeps one, and gives the others back when it is undone', async () => {
    const { first, second } = twoCopies();
    const plan = await planned('trash');
    expect((await rig.acts.run(plan.id)).ok).toBe(true);
    expect([existsSync(first), existsSync(second)]).toEqual([true, false]);
    await rig.operations.undo(rig.operations.list()[0]?.id ?? '');
    expect(readFileSync(second, 'utf8')).toBe(SAME);
  });

  it('keeps in every group what was chosen there, and what is proposed where nothing was', async () => {
    const { first, second } = twoCopies();
    const pairs = ['vae', 'embeddings'].map((folder) =>
      ['a', 'b'].map((name) => rig.write(`models/${folder}/${name}.pt`, `${folder}, the same in both`)),
    );
    rig.scan();
    const { groups } = await rig.page();
    const choices = groups.flatMap(({ id, copies }) => {
      const chosen = copies.find(({ fileName }) => fileName === 'b.pt' || fileName === 'copy.pt');
      const isVae = copies.some(({ folderPath }) => folderPath.endsWith('vae'));
      return chosen === undefined || isVae ? [] : [{ groupId: id, keptId: chosen.id }];
    });
    expect(choices).toHaveLength(2);
    const plan = await planned('trash', null, choices);
    expect((await rig.acts.run(plan.id)).ok).toBe(true);
    expect([first, second].map((path) => existsSync(path))).toEqual([false, true]);
    expect(pairs.map((pair) => pair.map((path) => existsSync(path)))).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('keeps what is proposed when the chosen copy is not there any more', async () => {
    const { first } = twoCopies();
    const { groups } = await rig.page();
    const plan = await planned('trash', null, [{ groupId: groups[0]?.id ?? 0, keptId: 999_999 }]);
    expect(plan.rows.map(({ kept }) => kept)).toEqual([first]);
  });

  it('never takes the last copy: not when the one to keep is gone, and not when it goes meanwhile', async () => {
    const { first, second } = twoCopies();
    const gone = await planned('trash');
    rig.beforeRead = (path) => {
      if (path === second) unlinkSync(first);
    };
    expect(await rig.acts.run(gone.id)).toMatchObject({ ok: false, error: { code: 'disk.keptChanged' } });
    expect(readFileSync(second, 'utf8')).toBe(SAME);
    rig.beforeRead = () => {};
    const none = await planned('trash');
    expect(none.copyCount).toBe(0);
  });

  it('never takes the last copy when both have become one file since', async () => {
    const { first, second } = twoCopies();
    const plan = await planned('trash');
    unlinkSync(second);
    linkSync(first, second);
    expect((await rig.acts.run(plan.id)).ok).toBe(false);
    expect([existsSync(first), existsSync(second)]).toEqual([true, true]);
  });

  it('leaves a copy that has a symbolic link, which would lead nowhere', async () => {
    const { second } = twoCopies();
    symlinkSync(second, `${dirname(second)}/symbolic.pt`);
    rig.scan();
    const plan = await planned('trash', (await rig.page()).groups[0]?.id ?? 0);
    expect(plan).toMatchObject({ copyCount: 0, staying: { linkedName: 1 } });
  });

  it('leaves what may be the kept file itself, by another way', async () => {
    const first = rig.write('models/loras/fog.pt', SAME);
    const second = rig.write('models/nas/fog.pt', '');
    unlinkSync(second);
    linkSync(first, second);
    rig.scan();
    // A folder that is connected twice has two numbers; the inodes and dates are of the one disk behind it.
    const index = new Database(join(rig.folder, 'library.db'));
    index.prepare("UPDATE files SET dev = 'twice' WHERE path = ?").run(second);
    index.close();
    expect((await rig.page()).totals.groupCount).toBe(1);
    const plan = await planned('trash');
    expect(plan).toMatchObject({ copyCount: 0, staying: { perhapsOneFile: 1 } });
  });

  it('gives the others back when the one to keep goes while they are trashed', async () => {
    const { first, second } = twoCopies();
    await rig.restart({
      names: {
        ...systemNameCalls,
        link: (from, to) => {
          if (existsSync(first)) unlinkSync(first);
          return systemNameCalls.link(from, to);
        },
      },
    });
    const plan = await planned('trash');
    expect(await rig.acts.run(plan.id)).toMatchObject({ ok: false, error: { code: 'disk.keptChanged' } });
    expect(readFileSync(second, 'utf8')).toBe(SAME);
  });

  it('does not stop for the one to keep of a group in which nothing is done', async () => {
    const { second } = twoCopies();
    const kept = rig.write('models/vae/a.pt', 'another pair');
    const changed = rig.write('models/vae/b.pt', 'another pair');
    rig.scan();
    const plan = await planned('trash');
    writeFileSync(changed, 'now mine, and longer');
    rig.beforeRead = (path) => {
      if (path === changed) writeFileSync(kept, 'changed as well');
    };
    expect(await rig.acts.run(plan.id)).toMatchObject({ value: { doneCount: 1, leftCount: 1 } });
    expect([existsSync(second), existsSync(kept)]).toEqual([false, true]);
  });

  it('takes each plan once', async () => {
    twoCopies();
    const plan = await planned('trash');
    expect((await rig.acts.run(plan.id)).ok).toBe(true);
    expect(await rig.acts.run(plan.id)).toMatchObject({ ok: false, error: { code: 'input.notPossibleNow' } });
  });
});
