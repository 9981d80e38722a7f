import type { Worker } from 'node:worker_threads';
import { type Failure, failure } from '../../shared/failure';
import type { DownloadId } from '../../shared/ids';
import { err, type Result } from '../../shared/result';
import type { Lines } from '../core/network/routes';
import type {
  Admission,
  FileLinks,
  ReceivedFile,
  TransferObserver,
  Transfers,
  Tuning,
  WantedFile,
} from '../core/ports';
import { endThread, startThread } from './threads';
import type { EngineSetup, FromEngine, ToEngine } from './transfer-messages';

export interface WorkerTransfersNeeds extends Omit<EngineSetup, 'authorities'> {
  readonly lines: Lines;
  /** Asked when a thread starts; see `trust`. */
  readonly authorities: () => readonly string[];
  /** The built `transfer-worker.js`. */
  readonly script: URL | string;
  readonly links: FileLinks;
  /** The thread ended by itself; the next download starts another. */
  readonly report: (error: unknown) => void;
}

interface Run {
  readonly observer: TransferObserver;
  readonly signal: AbortSignal;
  readonly ended: (result: Result<ReceivedFile, Failure>) => void;
  readonly failed: (error: Error) => void;
}

/**
 * The engine in a thread of its own, so that neither a window nor a tray ever waits for it. What is
 * decided here (is there room, which link, when to stop) is asked for by message.
 */
export class WorkerTransfers implements Transfers {
  private worker: Worker | null = null;
  private readonly runs = new Map<number, Run>();
  private readonly questions = new Map<number, AbortController>();
  private readonly admissions = new Map<number, (bytes: number) => void>();
  private tuning: Tuning | null = null;
  private last = 0;

  constructor(private readonly needs: WorkerTransfersNeeds) {}

  run(
    wanted: WantedFile,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<ReceivedFile, Failure>> {
    if (signal.aborted) return Promise.resolve(err(failure('input.cancelled')));
    this.last += 1;
    const id = this.last;
    const abort = () => this.tell({ kind: 'abort', run: id });
    signal.addEventListener('abort', abort, { once: true });
    return new Promise<Result<ReceivedFile, Failure>>((ended, failed) => {
      this.runs.set(id, { observer, signal, ended, failed });
      this.tell({ kind: 'run', run: id, wanted });
      this.worker?.ref();
    }).finally(() => {
      signal.removeEventListener('abort', abort);
      this.runs.delete(id);
      if (this.runs.size === 0) this.worker?.unref();
    });
  }

  tune(tuning: Tuning): void {
    this.tuning = tuning;
    if (this.worker !== null) this.tell({ kind: 'tune', tuning });
  }

  /**
   * Waits until something that is no download may read, under the limit that all downloads share.
   *
   * @returns how many bytes may be read; 0 when it was called off, or the thread has ended
   */
  admit({ signal, ...wanted }: Admission): Promise<number> {
    if (signal.aborted) return Promise.resolve(0);
    // Nothing to wait for, so no thread is begun for it.
    if (this.tuning === null || this.tuning.bytesPerSecond === null) return Promise.resolve(wanted.bytes);
    this.last += 1;
    const question = this.last;
    const giveUp = () => this.tell({ kind: 'giveUpAdmission', question });
    signal.addEventListener('abort', giveUp, { once: true });
    return new Promise<number>((resolve) => {
      this.admissions.set(question, resolve);
      this.tell({ kind: 'admit', question, ...wanted });
    }).finally(() => {
      signal.removeEventListener('abort', giveUp);
      this.admissions.delete(question);
    });
  }

  reweigh(id: DownloadId, weight: number): void {
    if (this.worker !== null) this.tell({ kind: 'reweigh', id, weight });
  }

  dropConnections(): void {
    if (this.worker !== null) this.tell({ kind: 'dropConnections' });
  }

  /** Another set of certificates is trusted, by connections that are made from now on. */
  trust(authorities: readonly string[]): void {
    if (this.worker !== null) this.tell({ kind: 'trust', authorities });
  }

  urge(host: string | null): void {
    if (host === null) this.needs.links.urge();
    if (this.worker !== null) this.tell({ kind: 'urge', host });
  }

  async close(): Promise<void> {
    await endThread(this.worker);
  }

  private tell(message: ToEngine): void {
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  private start(): Worker {
    const { script, api, userAgent, databasePath } = this.needs;
    const setup: EngineSetup = { api, userAgent, databasePath, authorities: this.needs.authorities() };
    const worker = startThread(script, { workerData: setup });
    worker.on('message', (message: FromEngine) => this.hear(message));
    worker.on('error', (error) => this.needs.report(error));
    worker.on('exit', () => this.lose(worker));
    if (this.tuning !== null) worker.postMessage({ kind: 'tune', tuning: this.tuning } satisfies ToEngine);
    return worker;
  }

  private hear(message: FromEngine): void {
    switch (message.kind) {
      case 'resolve':
        void this.resolve(message);
        return;
      case 'admitted':
        this.admissions.get(message.question)?.(message.bytes);
        return;
      case 'giveUpLink':
        this.questions.get(message.question)?.abort();
        return;
      case 'forgetLink':
        this.needs.links.forget(message.file, message.url);
        return;
      case 'askRoutes':
        void this.tellRoutes(message);
        return;
      case 'noteProxy':
        this.needs.lines.noteProxy(message.proxy, message.trouble, message.hasLastWord);
        return;
      default:
        this.hearOfRun(message);
    }
  }

  private hearOfRun(message: Extract<FromEngine, { readonly run: number }>): void {
    const run = this.runs.get(message.run);
    if (run === undefined) return;
    switch (message.kind) {
      case 'accepted':
        void this.agree(message.run, run, message.totalBytes);
        return;
      case 'complete':
        run.observer.onComplete(message.totalBytes);
        return;
      case 'received':
        run.observer.onReceived(message.bytes, message.connections);
        return;
      case 'resumable':
        run.observer.onResumable(message.canResume);
        return;
      case 'durable':
        run.observer.onDurable(message.bytes);
        return;
      case 'ended':
        run.ended(message.result);
        return;
      case 'bug':
        run.failed(new Error(message.message));
    }
  }

  private async agree(id: number, { observer }: Run, totalBytes: number | null): Promise<void> {
    const result = await observer.onAccepted(totalBytes);
    if (this.runs.has(id)) this.tell({ kind: 'agreed', run: id, result });
  }

  private async resolve({ question, file }: Extract<FromEngine, { kind: 'resolve' }>): Promise<void> {
    const controller = new AbortController();
    this.questions.set(question, controller);
    const result = await this.needs.links.resolve(file, controller.signal);
    this.questions.delete(question);
    if (!controller.signal.aborted) this.tell({ kind: 'link', question, result });
  }

  private async tellRoutes({ question, origin }: Extract<FromEngine, { kind: 'askRoutes' }>): Promise<void> {
    const routes = await this.needs.lines.routesTo(origin);
    if (this.worker !== null) this.tell({ kind: 'routes', question, routes });
  }

  private lose(worker: Worker): void {
    if (this.worker === worker) this.worker = null;
    for (const { ended } of [...this.runs.values()]) ended(err(failure('app.engineStopped')));
    for (const admitted of [...this.admissions.values()]) admitted(0);
    for (const controller of this.questions.values()) controller.abort();
    this.questions.clear();
  }
}
