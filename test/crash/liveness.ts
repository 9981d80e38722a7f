import type { DownloadState } from '../../shared/download/state';
import { ruleOf } from '../../shared/failure';
import type { DownloadId } from '../../shared/ids';
import { checkInvariants } from './invariants';
import { NOT_KEPT_YET } from './not-kept-yet';
import type { World } from './world';

/** Longer than any pause the program may choose by itself, with a server's wish on top. */
const LONGEST_MS = 3 * 3_600_000;
/** Nothing is in the way any more, so a user who asks more often is being fooled. */
const MOST_RETRIES = 2;
const CHECK_EVERY = 20;

/**
 * All misfortune ends. Now everything that was not cancelled must come to its end, with the right bytes and
 * by itself but for what a user is told to do: this finds queues that are stuck.
 */
export async function finishAll(world: World): Promise<void> {
  await ceaseFaults(world);
  const retries = new Map<DownloadId, number>();
  const untilMs = world.clock.steadyMs() + LONGEST_MS;
  const allowedMs = untilMs + (NOT_KEPT_YET.waitsGrowWithTheWallClock ? world.setBackMs : 0);
  for (let turn = 0; ; turn += 1) {
    const open = openDownloads(world);
    if (open.length === 0) break;
    for (const { id, state } of open) {
      if (state.kind === 'paused') world.queue.resume(id);
      // A fault of a disk goes away when the user says so.
      const asksUser = state.kind === 'waiting' && ruleOf(state.cause.code).stopsVolume === 'faulty';
      if (state.kind !== 'failed' && !asksUser) continue;
      const count = (retries.get(id) ?? 0) + 1;
      if (count > MOST_RETRIES && NOT_KEPT_YET.oldLengthOutlivesStartingOver && isOtherLength(state)) {
        await world.until(world.queue.remove(id));
        continue;
      }
      if (count > MOST_RETRIES)
        throw new Error(`Stuck: ${id} fails again and again: ${JSON.stringify(state)}`);
      retries.set(id, count);
      world.retryAsTheWindowDoes(id);
    }
    await world.clock.advance(0);
    const stepMs = world.clock.untilNextTimerMs();
    const states = () => open.map(({ state }) => JSON.stringify(state)).join(', ');
    if (openDownloads(world).length === 0) break;
    if (stepMs === null) throw new Error(`Stuck: nothing is going to happen any more: ${states()}`);
    if (world.clock.steadyMs() > allowedMs) throw new Error(`Stuck after hours: ${states()}`);
    await world.clock.advance(stepMs);
    if (turn % CHECK_EVERY === 0) checkInvariants(world);
  }
  checkInvariants(world);
  await world.quit();
  checkInvariants(world);
}

function isOtherLength(state: DownloadState): boolean {
  if (state.kind !== 'failed' || state.cause.code !== 'http.remoteChanged') return false;
  return state.cause.params.expected !== state.cause.params.actual;
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
  world.setNetwork(true);
  world.wake();
}
