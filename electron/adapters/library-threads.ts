import type { Worker } from 'node:worker_threads';
import { type Failure, failure } from '../../shared/failure';
import { err, type Result } from '../../shared/result';
import type { FoundFile, LibraryThreads, ReadOutcome, WalkOrder, WalkSummary } from '../core/library/ports';
import {
  controlOf,
  type FromLibraryThread,
  type LibraryThreadStart,
  MODES,
  newControl,
  type ThreadControl,
  type ToLibraryThread,
} from './library-messages';
import { endThread, startThread } from './threads';

/** One thing at a time; whoever waits for it hears of it, also when the thread ends by itself. */
class LibraryThread {
  private worker: Worker | null = null;
  private hear: ((message: FromLibraryThread | null) => void) | null = null;
  readonly control: ThreadControl;
  private readonly memory = newControl();

  constructor(
    private readonly script: URL | string,
    private readonly isInBackground: boolean,
  ) {
    this.control = controlOf(this.memory);
  }

  get isBusy(): boolean {
    return this.hear !== null;
  }

  tell(message: ToLibraryThread): void {
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  /** @param take answers whether this was the last message; called with null when the thread has ended */
  listen(take: (message: FromLibraryThread | null) => boolean): void {
    this.hear = (message) => {
      if (take(message)) this.hear = null;
    };
  }

  setMode(mode: (typeof MODES)[keyof typeof MODES]): void {
    Atomics.store(this.control.mode, 0, mode);
    Atomics.notify(this.control.mode, 0);
  }

  async close(): Promise<void> {
    this.setMode(MODES.cancel);
    await endThread(this.worker);
    // Also of one that cannot be ended.
    this.hear?.(null);
  }

  private start(): Worker {
    const worker = startThread(this.script, {
      workerData: { memory: this.memory, isInBackground: this.isInBackground } satisfies LibraryThreadStart,
    });
    worker.on('message', (message: FromLibraryThread) => this.hear?.(message));
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.worker = null;
      this.hear?.(null);
    });
    return worker;
  }
}

/** Looks through folders in one thread, and reads files in as many as were wished for. */
export class WorkerLibrary implements LibraryThreads {
  private readonly threads: readonly LibraryThread[];
  private isPaused = false;

  /**
   * @param script the built `library-worker.js`
   * @param width how many files are read at a time
   * @param isInBackground gives way to everything else, where the system lets a thread do so
   */
  constructor(
    script: URL | string,
    readonly width: number,
    isInBackground = true,
  ) {
    this.threads = Array.from({ length: width }, () => new LibraryThread(script, isInBackground));
  }

  async walk(
    order: WalkOrder,
    onFound: (files: readonly FoundFile[]) => void,
    onSeen: (count: number) => void,
    signal: AbortSignal,
  ): Promise<Result<WalkSummary, Failure>> {
    const thread = this.free();
    for await (const rows of order.known) thread.tell({ kind: 'known', rows });
    const { roots, only, files, readsClaims } = order;
    return this.ask(thread, { kind: 'walk', roots, only, files, readsClaims }, signal, (message) => {
      if (message.kind === 'found') {
        if (message.files.length > 0) onFound(message.files);
        onSeen(message.seenCount);
      }
      return message.kind === 'walked' ? message.result : null;
    });
  }

  read(path: string, signal: AbortSignal): Promise<Result<ReadOutcome, Failure>> {
    return this.ask(this.free(), { kind: 'read', path }, signal, (message) =>
      message.kind === 'read' ? message.result : null,
    );
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    for (const thread of this.threads)
      if (Atomics.load(thread.control.mode, 0) !== MODES.cancel)
        thread.setMode(isPaused ? MODES.pause : MODES.run);
  }

  readBytes(): number {
    return this.threads.reduce((sum, { control }) => sum + Number(Atomics.load(control.bytes, 0)), 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private free(): LibraryThread {
    const free = this.threads.find(({ isBusy }) => !isBusy);
    if (free === undefined) throw new Error('More was asked of the library’s threads than there are.');
    return free;
  }

  private ask<T>(
    thread: LibraryThread,
    message: ToLibraryThread,
    signal: AbortSignal,
    answerOf: (message: FromLibraryThread) => Result<T, Failure> | null,
  ): Promise<Result<T, Failure>> {
    if (signal.aborted) return Promise.resolve(err(failure('input.cancelled')));
    thread.setMode(this.isPaused ? MODES.pause : MODES.run);
    const cancel = () => thread.setMode(MODES.cancel);
    signal.addEventListener('abort', cancel, { once: true });
    return new Promise<Result<T, Failure>>((resolve) => {
      thread.listen((heard) => {
        const answer = heard === null ? err(failure('app.readingStopped')) : answerOf(heard);
        if (answer !== null) resolve(answer);
        return answer !== null;
      });
      thread.tell(message);
    }).finally(() => signal.removeEventListener('abort', cancel));
  }
}
