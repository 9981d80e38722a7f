import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/adapters/system';
import type { Clock } from '../../../electron/core/ports';
import type { LibraryChoice } from '../../../shared/library/library';
import { codeOf } from '../../support/operations-rig';
import { TidyRig } from '../../support/tidy-rig';

const choice: LibraryChoice = { kind: 'files', ids: [1, 2, 3] };
const seen = { choice, mark: null };

let rig: TidyRig;

beforeEach(() => {
  rig = new TidyRig();
  for (const name of ['a', 'b', 'c']) rig.add(`models/checkpoints/${name}.safetensors`, 'LORA');
});

afterEach(() => rig.close());

/** Calls back when Civitai's answer about a version is looked at. */
function onJudging(version: number, act: () => void): void {
  const { models } = rig;
  const get = models.get.bind(models);
  models.get = (id) => {
    if (id === version) act();
    return get(id);
  };
}

describe('planning for many files', () => {
  it('tells how far it is as long as it lasts', async () => {
    let tick: () => void = () => undefined;
    const clock: Clock = {
      ...systemClock,
      after: (delayMs, callback) => {
        if (delayMs === 0) return systemClock.after(0, callback);
        tick = callback;
        return () => undefined;
      },
    };
    const { chosen, planning } = rig.make(clock);
    rig.told.length = 0;
    const { operations } = rig;
    const plan = operations.plan.bind(operations);
    operations.plan = (kind, steps, witnesses, watch) =>
      plan(kind, steps, witnesses, {
        signal: new AbortController().signal,
        onLooked: (done, total) => {
          watch?.onLooked(done, total);
          tick();
        },
        onLeftOut: watch?.onLeftOut ?? null,
      });
    await planning.during('move', async ({ note }) => {
      note('belonging', 2, 3);
      tick();
      return chosen.planMove(seen);
    });
    const looking = { kind: 'move', stage: 'looking', totalCount: 3 };
    expect(rig.told).toEqual([
      { ...looking, doneCount: 0, totalCount: 0 },
      { kind: 'move', stage: 'belonging', doneCount: 2, totalCount: 3 },
      { ...looking, doneCount: 1 },
      { ...looking, doneCount: 2 },
      { ...looking, doneCount: 3 },
      null,
    ]);
  });

  it('ends in its middle with nothing changed and nothing to be carried out', async () => {
    const before = rig.tree();
    const { chosen, planning } = rig.make();
    const planned = await chosen.planMove(seen);
    onJudging(2, () => planning.callOff());
    const askAgain = () => {
      rig.nowMs += 3_600_000;
    };
    askAgain();
    expect(codeOf(await chosen.planMove(seen))).toBe('input.cancelled');
    askAgain();
    expect(codeOf(await chosen.writeSidecars(choice))).toBe('input.cancelled');
    expect(rig.written).toEqual([]);
    // What was planned before is not what the user saw last.
    const id = planned.ok ? (planned.value.id ?? '') : '';
    expect(codeOf(await chosen.runMove(id))).toBe('input.changedMeanwhile');
    expect(rig.tree()).toEqual(before);
  });

  it('ends between two files that are looked at, and takes none of them', async () => {
    const before = rig.tree();
    const { chosen, planning } = rig.make();
    const { operations } = rig;
    const plan = operations.plan.bind(operations);
    const looked: number[] = [];
    operations.plan = (kind, steps, witnesses, watch) =>
      plan(kind, steps, witnesses, {
        signal: watch?.signal ?? new AbortController().signal,
        onLooked: (done) => {
          looked.push(done);
          if (done === 2) planning.callOff();
        },
        onLeftOut: null,
      });
    expect(codeOf(await chosen.trash(seen))).toBe('input.cancelled');
    expect(looked).toEqual([1, 2]);
    expect(rig.operations.list()).toEqual([]);
    expect(rig.tree()).toEqual(before);
  });

  it('counts all that were chosen, also those that nobody has to be asked about', async () => {
    const mine = rig.add('models/vae/mine.safetensors', 'LORA');
    rig.library.splice(rig.library.indexOf(mine), 1, { ...mine, standing: 'unknown' });
    const { chosen, planning } = rig.make();
    const noted: (readonly [string, number, number])[] = [];
    const during = planning.during.bind(planning);
    planning.during = (kind, work) =>
      during(kind, ({ signal, note }) =>
        work({
          signal,
          note: (stage, done, total) => {
            noted.push([stage, done, total]);
            note(stage, done, total);
          },
        }),
      );
    expect(await chosen.planMove(seen)).toMatchObject({ value: { chosenCount: 4 } });
    expect(noted.filter(([stage]) => stage === 'belonging')).toEqual(
      [2, 3, 4].map((done) => ['belonging', done, 4]),
    );
  });

  it('counts a file that something stands in the way of as looked at, and goes on to the next', async () => {
    rig.write('models/checkpoints/b.safetensors', 'something else by now');
    const { chosen } = rig.make();
    const { operations } = rig;
    const plan = operations.plan.bind(operations);
    const looked: number[] = [];
    operations.plan = (kind, steps, witnesses, watch) =>
      plan(kind, steps, witnesses, {
        signal: new AbortController().signal,
        onLooked: (done) => looked.push(done),
        onLeftOut: watch?.onLeftOut ?? null,
      });
    const planned = await chosen.planMove(seen);
    expect(looked).toEqual([1, 2, 3]);
    expect(planned).toMatchObject({ value: { fileCount: 2, chosenCount: 3, stayCounts: { blocked: 1 } } });
  });

  it('ends with Civet, and nothing is begun afterwards', async () => {
    const { chosen, planning } = rig.make();
    planning.stop();
    expect(codeOf(await chosen.planMove(seen))).toBe('input.cancelled');
    expect(rig.told).toEqual([]);
  });

  it('lets others have their turn whenever it has gone on for long', async () => {
    let ms = 0;
    let turnCount = 0;
    const clock: Clock = {
      ...systemClock,
      // Each file takes 5 ms.
      steadyMs: () => {
        ms += 5;
        return ms;
      },
      after: (delayMs, callback) => {
        if (delayMs === 0) turnCount += 1;
        return systemClock.after(delayMs, callback);
      },
    };
    for (let at = 0; at < 30; at += 1) rig.add(`models/checkpoints/more-${at}.safetensors`, 'LORA');
    const { chosen } = rig.make(clock);
    expect(codeOf(await chosen.planMove(seen))).toBe('ok');
    // 33 files of 5 ms, and a turn after 12 ms at the latest.
    expect(turnCount).toBeGreaterThan(8);
  });
});
