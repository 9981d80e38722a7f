import assert from 'node:assert/strict';
import { ruleOf } from '../../shared/failure';
import { brokenAfterStop, brokenNow } from './invariants';
import type { Ending, Scenario } from './scenario';
import type { Certificate } from './server/certificate';
import { World } from './world';

/** What one scenario came to in one world. */
export interface Verdict {
  /** What went wrong, in words; empty when nothing did. */
  readonly wrong: readonly string[];
  /** What the servers saw, for whoever has to find out why. */
  readonly trace: readonly string[];
}

export async function runScenario(
  scenario: Scenario,
  seed: number,
  trusted: Certificate | null,
): Promise<Verdict> {
  let world: World;
  try {
    world = await World.create({ scenario, seed, trusted });
  } catch (error) {
    return { wrong: [`the world could not be made: ${wordsOf(error)}`], trace: [] };
  }
  const wrong: string[] = [];
  const attempt = async (work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      wrong.push(wordsOf(error));
    }
  };
  await attempt(() => (scenario.run ?? goOn)(world));
  await attempt(() => judgeEnding(world, scenario.ends));
  await attempt(() => scenario.check?.(world));
  if (world.isRunning) await attempt(async () => wrong.push(...(await brokenNow(world))));
  const trace = wrong.length === 0 ? [] : traceOf(world);
  if (world.isRunning) await attempt(() => world.stop());
  await attempt(async () => wrong.push(...(await brokenAfterStop(world))));
  await world.remove();
  return { wrong, trace: wrong.length === 0 ? [] : trace };
}

/** Takes up what an earlier run left, or adds the file, and waits until nothing more happens. */
async function goOn(world: World): Promise<void> {
  if (world.scenario.disk === undefined) world.add();
  else world.engine.queue.resume(world.id);
  await world.drive.settle();
}

function judgeEnding(world: World, ends: Ending): void {
  if (ends === 'any') return;
  const { state } = world.view();
  const cause = 'cause' in state ? ` (${state.cause.code} ${JSON.stringify(state.cause.params)})` : '';
  const was = `${state.kind}${cause}`;
  if (ends === 'completed' || ends === 'unverified') {
    assert.equal(state.kind, 'completed', `it ended as ${was}`);
    const kind = state.kind === 'completed' ? state.verification.kind : null;
    assert.equal(kind, ends === 'completed' ? 'verified' : 'unverified');
    return;
  }
  if (ends === 'paused') {
    assert.equal(state.kind, 'paused', `it ended as ${was}`);
    return;
  }
  const [kind, codes] = 'failed' in ends ? ['failed', ends.failed] : ['waiting', ends.waiting];
  assert.equal(state.kind, kind, `it ended as ${was}`);
  const code = 'cause' in state ? state.cause.code : null;
  assert.ok(
    code !== null && [codes].flat().includes(code),
    `it ended as ${was}, not for ${[codes].flat().join(' or ')}`,
  );
  // The table of failures must agree with what was seen.
  if (kind === 'waiting') assert.equal(ruleOf(code).retry, 'backoff');
}

function traceOf(world: World): readonly string[] {
  const lines = world.origins.servers.flatMap((server, index) =>
    server.exchanges.map(({ seen, status, sentBytes, state }) => {
      const name = ['api', 'storage', 'mirror', 'vault'][index] ?? '';
      const range = seen.headers.range ?? 'no range';
      const condition = seen.headers['if-match'] === undefined ? '' : ` if-match ${seen.headers['if-match']}`;
      const at = `${(seen.atMs / 1000).toFixed(1)} s`;
      return `${at} ${name} #${seen.number} connection ${seen.connection}: ${range}${condition} → ${status ?? 'nothing'}, ${sentBytes} bytes, ${state}`;
    }),
  );
  if (!world.isRunning) return lines;
  const states = world.engine.queue.snapshot().downloads.map(({ state }) => JSON.stringify(state));
  const kinds = world.states
    .map(({ state }) => state.kind)
    .filter((kind, index, all) => kind !== all[index - 1]);
  return [...lines.slice(0, 60), `states: ${kinds.join(' ')}`, ...states];
}

function wordsOf(error: unknown): string {
  if (error instanceof assert.AssertionError) return `${error.message}${placeOf(error)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Where in the cases an expectation stands. */
function placeOf(error: Error): string {
  const line = error.stack?.split('\n').find((one) => one.includes('/cases/'));
  return line === undefined ? '' : ` (${line.trim().replace(/^at /, '')})`;
}
