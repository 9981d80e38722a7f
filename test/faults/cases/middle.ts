import { KIB, MIB } from '../scenario';
import { Gate, type Rule } from '../server/answer';
import type { World } from '../world';

/** Some full buffers of the engine, and one that is not full. */
export const MIDDLE = 3 * MIB + 300 * KIB;

/** The first body stands still in the middle until the gate is opened. */
export function standsStill(gate = new Gate()): readonly Rule[] {
  return [{ times: 1, answer: { gateAt: { at: MIDDLE, gate } } }];
}

/** Adds the file, and waits until its first body stands still: nothing of it is under way any more. */
export async function reachMiddle(world: World): Promise<void> {
  world.add();
  await world.drive.untilSoon('the middle is reached', () => {
    return (world.asked[0]?.sentBytes ?? 0) >= MIDDLE && world.view().state.kind === 'transferring';
  });
  await world.drive.quiet();
}
