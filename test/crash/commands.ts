import fc from 'fast-check';
import type { DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import type { StorageFault } from './fake-net';
import { checkInvariants } from './invariants';
import type { CallName, Errno, Trap } from './life';
import { NOT_KEPT_YET } from './not-kept-yet';
import type { World } from './world';

/**
 * What the user wants of each file, as far as the program has agreed to it. `unsure`: the disk refused to
 * note the last order, so it may hold or not.
 */
export type Wish = 'wanted' | 'paused' | 'cancelled' | 'removed' | 'unsure';

/** All that a test needs to know to judge the program: a few lines against thousands. */
export interface Model {
  /** By the number of the file. */
  readonly wishes: Map<number, Wish>;
}

const FILES = 3;
/** A file whose first bytes have not been looked at yet is not kept. */
const UNJUDGED_BYTES = 64;

const FITTING: Readonly<Record<Exclude<Wish, 'removed' | 'unsure'>, ReadonlySet<DownloadStateKind>>> = {
  wanted: new Set<DownloadStateKind>([
    'queued',
    'probing',
    'transferring',
    'verifying',
    'finalizing',
    'completed',
    'waiting',
    'failed',
  ]),
  // What was being placed when the user asked, or failed to be, stays what it is.
  paused: new Set<DownloadStateKind>(['paused']),
  cancelled: new Set<DownloadStateKind>(['cancelled']),
};

/** A step of the user, of the world, or of misfortune. Prints itself, so that a failure can be read. */
class Step implements fc.AsyncCommand<Model, World> {
  constructor(
    private readonly words: string,
    private readonly act: (world: World, model: Model) => Promise<void> | void,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, world: World): Promise<void> {
    await this.act(world, model);
    await world.reviveIfDead();
    checkInvariants(world);
    checkWishes(world, model);
  }

  toString(): string {
    return this.words;
  }
}

/** The user asks, and has a promise once the program agrees. */
function ask(
  world: World,
  model: Model,
  file: number,
  wish: Wish,
  question: (id: DownloadId) => { readonly ok: boolean },
): void {
  const id = world.idOf(file);
  if (id === null) return;
  const before = world.traps.sprung;
  const answer = question(id);
  if (world.running.life.isOver) learnWish(world, model, file);
  else if (world.traps.sprung > before) beUnsure(world, model, file);
  else if (answer.ok) model.wishes.set(file, wish);
}

/** After a death in the middle of an order both outcomes are right; the journal says which it is. */
function learnWish(world: World, model: Model, file: number): void {
  const id = world.idOf(file);
  const kind = id === null ? null : world.stateOf(id)?.kind;
  if (kind === null || kind === undefined) model.wishes.delete(file);
  else if (kind === 'paused' || kind === 'cancelled') model.wishes.set(file, kind);
  else model.wishes.set(file, 'wanted');
}

function beUnsure(world: World, model: Model, file: number): void {
  if (world.idOf(file) === null) model.wishes.delete(file);
  else model.wishes.set(file, 'unsure');
}

function checkWishes(world: World, model: Model): void {
  const shown = world.queue.snapshot().downloads;
  const ids = new Set(shown.map(({ id }) => id));
  if (ids.size !== shown.length) throw new Error('I5: a download is listed twice.');
  for (const [file, wish] of model.wishes) {
    const view = shown.find(({ id }) => id === world.idOf(file));
    if (wish === 'removed') {
      if (view !== undefined && view.state.kind !== 'completed') {
        throw new Error(`File ${file} was removed and is there.`);
      }
      continue;
    }
    if (view === undefined) throw new Error(`File ${file} is ${wish} and has been lost.`);
    if (wish === 'unsure') continue;
    if (!FITTING[wish].has(view.state.kind))
      throw new Error(`File ${file} is ${wish}, but is ${view.state.kind}.`);
  }
}

function add(world: World, model: Model, file: number): void {
  const remote = world.net.files[file];
  if (remote === undefined) return;
  const sprung = world.traps.sprung;
  const added = world.queue.add(remote.target());
  const isNoted = world.idOf(file) !== null;
  if (world.running.life.isOver) learnWish(world, model, file);
  else if (added.ok && !isNoted && NOT_KEPT_YET.addIsAnsweredBeforeItIsNoted) model.wishes.delete(file);
  else if (world.traps.sprung > sprung && (!added.ok || isNoted)) beUnsure(world, model, file);
  else if (added.ok) model.wishes.set(file, 'wanted');
}

const file = fc.integer({ min: 0, max: FILES - 1 });
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
  step(nothing, 'expireLinks', (world) => {
    world.net.linkGeneration += 1;
  }),
  step(
    fc.tuple(file, fc.integer({ min: 1_000, max: 90_000 })),
    'changeFile',
    (world, _model, [number, bytes]) => world.changeFile(number, bytes),
  ),
  step(fc.tuple(file, fc.nat()), 'damage', (world, _model, [number, at]) => world.damage(number, at)),
  step(file, 'deletePart', (world, _model, number) => world.deletePart(number)),
  step(fc.integer({ min: 0, max: 30_000 }), 'fillDisk', (world, _model, bytes) => {
    world.disk.freeBytes = bytes;
  }),
  step(nothing, 'freeDisk', (world) => {
    world.disk.freeBytes = Number.MAX_SAFE_INTEGER;
  }),
  step(fc.constantFrom('pull' as const, 'plug' as const), 'drive', (world, _model, what) =>
    what === 'pull' ? world.disk.pullOut() : world.disk.plugIn(),
  ),
  step(fc.integer({ min: 1_000, max: 12 * 3_600_000 }), 'sleep', (world, _model, ms) => world.sleep(ms)),
  step(nothing, 'wake', (world) => world.wake()),
  step(fc.boolean(), 'network', (world, _model, isUp) => world.setNetwork(isUp)),
  step(fc.constantFrom(429 as const, 500 as const, 404 as const, null), 'api', (world, _model, what) => {
    world.net.apiFault = what;
  }),
  step(fc.integer({ min: 1, max: 4 }), 'simultaneous', (world, _model, limit) => {
    world.simultaneous = limit;
    world.queue.schedule();
  }),
  step(fc.integer({ min: -86_400_000, max: 86_400_000 }), 'setClock', (world, _model, ms) =>
    world.setClock(ms),
  ),
];

function retry(world: World, model: Model, number: number): void {
  ask(world, model, number, 'wanted', (id) => world.retryAsTheWindowDoes(id));
}

async function remove(world: World, model: Model, number: number): Promise<void> {
  const id = world.idOf(number);
  if (id === null) return;
  const before = world.traps.sprung;
  const removed = await world.until(world.queue.remove(id));
  if (world.running.life.isOver) learnWish(world, model, number);
  else if (world.traps.sprung > before) beUnsure(world, model, number);
  else if (removed?.ok === true) model.wishes.set(number, 'removed');
}

/** I6: a pause costs nothing. */
async function pause(world: World, model: Model, number: number): Promise<void> {
  ask(world, model, number, 'paused', (id) => world.queue.pause(id));
  const id = world.idOf(number);
  const record = id === null ? null : world.books.records.look(id);
  if (record?.state.kind !== 'paused') return;
  await world.settled(record.partPath);
  if (world.running.life.isOver) return;
  const { claims } = world.books.notesOf(record.id);
  const file = world.fileOf(record.target);
  const bytes = world.ledger.of(file).unclaimedBytes(claims, Number.POSITIVE_INFINITY);
  if (bytes > UNJUDGED_BYTES) throw new Error(`I6: the pause lost ${bytes} bytes of file ${file.number}.`);
}
