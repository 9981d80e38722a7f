import { describe, expect, it } from 'vitest';
import { checkInvariants } from './invariants';
import type { CallName, Errno, Trap } from './life';
import { finishAll } from './liveness';
import { type Scale, SMALL, World } from './world';

/** So slow that a file is synced several times on its way. */
const SLOW: Scale = { ...SMALL, fileBytes: [20_000, 60_000], bytesPerMs: [9, 12] };
const ERRNOS: readonly Errno[] = ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS', 'ENOENT', 'EBUSY', 'EMFILE'];
/** What the system may answer only to a call that needs room. */
const NEEDS_ROOM: ReadonlySet<Errno> = new Set<Errno>(['ENOSPC', 'EDQUOT']);
const GIVES_ROOM: ReadonlySet<CallName> = new Set<CallName>(['read', 'length', 'inspect', 'unlink']);
const LOOK_EVERY_MS = 500;

/** Two files that would like to have one name, a pause, and a start anew: every kind of call is made. */
async function play(world: World): Promise<void> {
  await world.start();
  for (const number of [0, 1]) {
    const file = world.net.files[number];
    if (file !== undefined) world.queue.add(file.target());
  }
  await pass(world, 4_000);
  const id = world.idOf(1);
  if (id !== null) world.queue.pause(id);
  await pass(world, 500);
  if (id !== null) world.queue.resume(id);
  await pass(world, 6_000);
  await world.quit();
  await pass(world, 8_000);
}

async function pass(world: World, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += LOOK_EVERY_MS) {
    await world.pass(LOOK_EVERY_MS);
    checkInvariants(world);
  }
}

/** What the play does when nothing fails, life by life. */
async function callsOfPlay(): Promise<readonly CallName[]> {
  const world = new World(7, SLOW);
  const calls: CallName[] = [];
  world.traps.onCall = (call) => calls.push(call);
  await play(world);
  return calls;
}

/** Plays once for each call, with a trap at this call, and tells what went wrong. */
async function playWith(trap: Trap, how: 'killed' | 'powerCut'): Promise<readonly string[]> {
  const calls = await callsOfPlay();
  const problems: string[] = [];
  for (const [number, call] of calls.entries()) {
    if ('fails' in trap && NEEDS_ROOM.has(trap.fails) && GIVES_ROOM.has(call)) continue;
    const world = new World(7, SLOW);
    world.howDeathComes = how;
    world.traps.arm(trap, number, null);
    try {
      await play(world);
      expect(world.traps.sprung).toBe(1);
      await finishAll(world);
    } catch (error) {
      problems.push(`call ${number}, ${call}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems;
}

describe('Civet, when one call to the disk or the books goes wrong', () => {
  it('makes every kind of call in the play', async () => {
    const calls = new Set(await callsOfPlay());
    expect([...calls].sort()).toEqual(
      [
        'claims',
        'ensureFolder',
        'inspect',
        'journal',
        'length',
        'link',
        'open',
        'read',
        'sync',
        'syncFolder',
        'unlink',
        'write',
      ].sort(),
    );
  });

  for (const errno of ERRNOS) {
    it(`loses nothing when any single call fails with ${errno}`, async () => {
      expect(await playWith({ fails: errno }, 'killed')).toEqual([]);
    });
  }

  for (const how of ['killed', 'powerCut'] as const) {
    for (const dies of ['before', 'after'] as const) {
      it(`loses nothing when it is ${how === 'killed' ? 'killed' : 'cut off from power'} ${dies} any single call`, async () => {
        expect(await playWith({ dies }, how)).toEqual([]);
      });
    }
  }
});
