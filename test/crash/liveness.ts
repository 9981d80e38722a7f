import { ruleOf } from '../../shared/failure';
import { checkInvariants } from './invariants';
import type { World } from './world';

/** Longer than any pause the program may choose by itself, with a server's wish on top. */
const LONGEST_MS = 3 * 3_600_000;
/** Nothing is in the way any more, so a user who asks more often for one reason is being fooled. */
const MOST_RETRIES = 2;
const CHECK_EVERY = 20;

/**
 * All misfortune ends. Now everything that was not cancelled must come to its end, with the right bytes and
 * by itself but for what a user is told to do: this finds queues that are stuck.
 */
export async function finishAll(world: World): Promise<void> {
  await ceaseFaults(world);
  const retries = new Map<string, number>();
  const untilMs = world.clock.steadyMs() + LONGEST_MS;
  for (let turn = 0; ; turn += 1) {
    const open = openDownloads(world);
    if (open.length === 0) break;
    for (const { id, state } of open) {
      if (state.kind === 'paused') world.queue.resume(id);
      // A fault of a disk goes away when the user says so.
      const asksUser = state.kind === 'waiting' && ruleOf(state.cause.code).stopsVolume === 'faulty';
      if (state.kind !== 'failed' && !asksUser) continue;
      const trouble = `${id} ${'cause' in state ? state.cause.code : ''}`;
      const count = (retries.get(trouble) ?? 0) + 1;
      if (count > MOST_RETRIES)
        throw new Error(`Stuck: ${id} fails again and again: ${JSON.stringify(state)}`);
      retries.set(trouble, count);
      world.retryAsTheWindowDoes(id);
    }
    await world.clock.advance(0);
    // A death that was under way when the misfortune stopped.
    await world.reviveIfDead();
    const stepMs = world.clock.untilNextTimerMs();
    const states = () => open.map(({ state }) => JSON.stringify(state)).join(', ');
    if (openDownloads(world).length === 0) break;
    if (stepMs === null) throw new Error(`Stuck: nothing is going to happen any more: ${states()}`);
    if (world.clock.steadyMs() > untilMs) throw new Error(`Stuck after hours: ${states()}`);
    await world.clock.advance(stepMs);
    if (turn % CHECK_EVERY === 0) checkInvariants(world);
  }
  checkInvariants(world);
  await world.quit();
  checkInvariants(world);
}

/** As the window shows them: what the journal refused is known there alone. */
function openDownloads(world: World) {
  return world.queue
    .snapshot()
    .downloads.filter(({ state }) => !['completed', 'cancelled'].includes(state.kind));
}

async function ceaseFaults(world: World): Promise<void> {
  world.traps.disarm();
  world.net.faults.length = 0;
  world.net.apiFault = null;
  world.disk.freeBytes = Number.MAX_SAFE_INTEGER;
  world.disk.plugIn();
  await world.reviveIfDead();
  world.queue.setHeld('metered', false);
  world.setNetwork(true);
  world.wake();
}
