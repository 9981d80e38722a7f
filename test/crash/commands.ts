import type { AsyncCommand } from 'fast-check';
import type { DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import { checkInvariants } from './invariants';
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
export class Step implements AsyncCommand<Model, World> {
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
export function ask(
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

export function add(world: World, model: Model, file: number): void {
  const remote = world.net.files[file];
  if (remote === undefined) return;
  const sprung = world.traps.sprung;
  const added = world.queue.add(remote.target());
  if (added.ok && !world.running.life.isOver && world.idOf(file) === null) {
    throw new Error(`File ${file} was added, and is not written down.`);
  }
  if (world.running.life.isOver) learnWish(world, model, file);
  else if (world.traps.sprung > sprung) beUnsure(world, model, file);
  else if (added.ok) model.wishes.set(file, 'wanted');
}

export function retry(world: World, model: Model, number: number): void {
  ask(world, model, number, 'wanted', (id) => world.retryAsTheWindowDoes(id));
}

export async function remove(world: World, model: Model, number: number): Promise<void> {
  const id = world.idOf(number);
  if (id === null) return;
  const before = world.traps.sprung;
  const removed = await world.until(world.queue.remove(id));
  if (world.running.life.isOver) learnWish(world, model, number);
  else if (world.traps.sprung > before) beUnsure(world, model, number);
  else if (removed?.ok === true) {
    model.wishes.set(number, 'removed');
    // What came of it is wanted by nobody any more.
    for (const each of world.net.files) if (each.number === number) world.ledger.of(each).excuse();
  }
}

/** I6: a pause costs nothing. */
export async function pause(world: World, model: Model, number: number): Promise<void> {
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
