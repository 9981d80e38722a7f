import type { Worker } from 'node:worker_threads';
import { type Failure, failure } from '../../shared/failure';
import { err, type Result } from '../../shared/result';
import type { MeasuredHashes } from '../core/download/verify';
import type { FrontierHash, FrontierHashing, FrontierNeeds } from '../core/hashing-ports';
import type { FromHasher, ToHasher } from './hash-messages';
import { endThread, startThread } from './threads';

/** A message wakes a thread, which costs more than hashing a little later. */
const ADVANCE_BYTES = 4 * 1024 * 1024;

interface Session {
  /** How far the thread knows, and how far it could go. */
  told: number;
  frontier: number;
  epoch: number;
  readonly onDamage: FrontierNeeds['onDamage'];
  readonly onRead: ((bytes: number) => void) | undefined;
  finished: ((result: Result<MeasuredHashes | 'damaged', Failure>) => void) | null;
  ended: (() => void) | null;
}

/** Hashes in a thread of its own, which is started with the first file and shared by all. */
export class WorkerHashing implements FrontierHashing {
  private worker: Worker | null = null;
  private readonly sessions = new Map<number, Session>();
  private last = 0;

  /** @param script the built `hash-worker.js` */
  constructor(private readonly script: URL | string) {}

  /** The thread opens the file by itself. @param onRead told now and then how far it is read */
  async begin(needs: Omit<FrontierNeeds, 'part'>, onRead?: (bytes: number) => void): Promise<FrontierHash> {
    this.last += 1;
    const id = this.last;
    const { onDamage, path, proof, claims } = needs;
    const session: Session = {
      ...{ told: 0, frontier: 0, epoch: 0, onDamage, onRead },
      ...{ finished: null, ended: null },
    };
    this.sessions.set(id, session);
    this.tell({ kind: 'begin', session: id, path, proof, claims, isWatched: onRead !== undefined });
    let ending: Promise<void> | null = null;
    return {
      advance: (frontier, epoch) => {
        if (epoch !== session.epoch) session.told = 0;
        session.epoch = epoch;
        session.frontier = frontier;
        if (frontier - session.told >= ADVANCE_BYTES) this.advance(id, session);
      },
      finish: (totalBytes) =>
        new Promise((resolve) => {
          if (!this.sessions.has(id)) {
            resolve(err(failure('app.engineStopped')));
            return;
          }
          session.finished = resolve;
          this.advance(id, session);
          this.tell({ kind: 'finish', session: id, totalBytes });
        }),
      end: () => {
        ending ??= new Promise<void>((resolve) => {
          session.finished?.(err(failure('input.cancelled')));
          session.ended = resolve;
          if (!this.sessions.has(id)) resolve();
          else this.tell({ kind: 'end', session: id });
        });
        return ending;
      },
    };
  }

  /** Ends the thread; what it was hashing is told so. */
  async close(): Promise<void> {
    await endThread(this.worker);
  }

  private advance(id: number, session: Session): void {
    session.told = session.frontier;
    this.tell({ kind: 'advance', session: id, frontier: session.frontier, epoch: session.epoch });
  }

  private tell(message: ToHasher): void {
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  private start(): Worker {
    const worker = startThread(this.script);
    worker.on('message', (message: FromHasher) => this.hear(message));
    worker.on('error', () => undefined);
    worker.on('exit', () => this.lose());
    return worker;
  }

  private hear(message: FromHasher): void {
    const session = this.sessions.get(message.session);
    if (session === undefined) return;
    switch (message.kind) {
      case 'damage':
        session.onDamage(message.start, message.epoch);
        return;
      case 'read':
        session.onRead?.(message.bytes);
        return;
      case 'finished':
        session.finished?.(message.result);
        session.finished = null;
        return;
      case 'ended':
        this.sessions.delete(message.session);
        session.ended?.();
    }
  }

  private lose(): void {
    this.worker = null;
    const lost = [...this.sessions.values()];
    this.sessions.clear();
    for (const { finished, ended } of lost) {
      finished?.(err(failure('app.engineStopped')));
      ended?.();
    }
  }
}
