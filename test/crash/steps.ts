import fc from 'fast-check';
import { add, ask, type Model, pause, remove, retry, Step } from './commands';
import type { StorageFault } from './fake-net';
import type { CallName, Errno, Trap } from './life';
import type { World } from './world';

const FILES = 3;

const file = fc.integer({ min: 0, max: FILES - 1 });
/** What is on the list already when misfortune begins, so that short sequences meet something, too. */
export const firstFiles = fc.uniqueArray(file, { maxLength: FILES });

const errno = fc.constantFrom<Errno>(
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EACCES',
  'EROFS',
  'ENOENT',
  'EBUSY',
  'EMFILE',
);
const onlyCall = fc.constantFrom<CallName | null>(
  null,
  'open',
  'write',
  'read',
  'sync',
  'truncate',
  'inspect',
  'link',
  'unlink',
  'syncFolder',
  'journal',
  'claims',
);
const trap: fc.Arbitrary<Trap> = fc.oneof(
  errno.map((fails) => ({ fails })),
  fc.constantFrom<Trap>({ dies: 'before' }, { dies: 'after' }),
);
const fault: fc.Arbitrary<StorageFault> = fc.oneof(
  fc.record({
    kind: fc.constant('cut' as const),
    afterBytes: fc.integer({ min: 0, max: 60_000 }),
    by: fc.constantFrom('fin' as const, 'reset' as const, 'silence' as const),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(
      403 as const,
      404 as const,
      410 as const,
      429 as const,
      500 as const,
      503 as const,
    ),
    retryAfterS: fc.option(fc.integer({ min: 0, max: 120 })),
  }),
  fc.constantFrom<StorageFault>(
    { kind: 'laterRange' },
    { kind: 'shortRange' },
    { kind: 'otherTotal' },
    { kind: 'wholeFile' },
    { kind: 'noContentRange' },
    { kind: 'webPage' },
    { kind: 'refused' },
  ),
);

const step = <T>(
  arbitrary: fc.Arbitrary<T>,
  name: string,
  act: (world: World, model: Model, value: T) => Promise<void> | void,
) =>
  arbitrary.map((value) => new Step(`${name}(${show(value)})`, (world, model) => act(world, model, value)));

function show(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

const nothing = fc.constant(undefined);

/** Everything that may happen, the ordinary things more often. */
export const STEPS = [
  step(file, 'add', (world, model, number) => add(world, model, number)),
  step(fc.integer({ min: 1, max: 20_000 }), 'pass', (world, _model, ms) => world.pass(ms)),
  step(fc.integer({ min: 1, max: 900 }), 'pass', (world, _model, ms) => world.pass(ms)),
  step(file, 'pause', (world, model, number) => pause(world, model, number)),
  step(file, 'resume', (world, model, number) =>
    ask(world, model, number, 'wanted', (id) => world.queue.resume(id)),
  ),
  step(file, 'cancel', (world, model, number) =>
    ask(world, model, number, 'cancelled', (id) => world.queue.cancel(id)),
  ),
  step(file, 'retry', (world, model, number) => retry(world, model, number)),
  step(file, 'remove', (world, model, number) => remove(world, model, number)),
  step(fc.constantFrom('killed' as const, 'powerCut' as const), 'crash', (world, _model, how) =>
    world.crash(how),
  ),
  step(nothing, 'quit', (world) => world.quit()),
  step(
    fc.tuple(trap, fc.integer({ min: 0, max: 25 }), onlyCall),
    'arm',
    (world, _model, [what, calls, only]) => world.traps.arm(what, calls, only),
  ),
  step(fault, 'storage', (world, _model, what) => void world.net.faults.push(what)),
  step(nothing, 'expireLinks', (world) => world.net.expireLinks()),
  step(
    fc.tuple(file, fc.integer({ min: 1_000, max: 90_000 })),
    'changeFile',
    (world, _model, [number, bytes]) => world.changeFile(number, bytes),
  ),
  step(fc.tuple(file, fc.nat()), 'damage', (world, _model, [number, at]) => world.damage(number, at)),
  step(file, 'deletePart', (world, _model, number) => world.deletePart(number)),
  step(fc.integer({ min: 0, max: 30_000 }), 'fillDisk', (world, _model, bytes) => world.disk.fill(bytes)),
  step(nothing, 'freeDisk', (world) => world.disk.fill(Number.MAX_SAFE_INTEGER)),
  step(fc.constantFrom('pull' as const, 'plug' as const), 'drive', (world, _model, what) =>
    what === 'pull' ? world.disk.pullOut() : world.disk.plugIn(),
  ),
  step(fc.integer({ min: 1_000, max: 12 * 3_600_000 }), 'sleep', (world, _model, ms) => world.sleep(ms)),
  step(nothing, 'wake', (world) => world.wake()),
  // What a program that died had been told of power and line, the next one asks anew.
  step(fc.boolean(), 'hold', (world, _model, isOn) => world.queue.setHeld('metered', isOn)),
  step(fc.boolean(), 'network', (world, _model, isUp) => world.setNetwork(isUp)),
  step(fc.constantFrom(429 as const, 500 as const, 404 as const, null), 'api', (world, _model, what) => {
    world.net.apiFault = what;
  }),
  step(fc.integer({ min: 1, max: 4 }), 'simultaneous', (world, _model, limit) => {
    world.simultaneous = limit;
    world.queue.schedule();
  }),
  step(fc.integer({ min: -86_400_000, max: 86_400_000 }), 'setClock', (world, _model, ms) =>
    world.clock.jumpWall(ms),
  ),
];
