import { parentPort, workerData } from 'node:worker_threads';
import type { Failure } from '../shared/failure';
import { failure } from '../shared/failure';
import { err, type Result } from '../shared/result';
import { createDialling } from './adapters/network/dialling';
import { Trust } from './adapters/network/trust';
import { NodePartFiles } from './adapters/part-files';
import type { EngineSetup, FromEngine, ToEngine } from './adapters/transfer-messages';
import { WorkerHashing } from './adapters/worker-hashing';
import type { Lines, Route } from './core/network/routes';
import type { FileLink, FileLinks, TransferObserver } from './core/ports';
import { createTransfers, openPieceBook } from './transfers';

/** The thread that fetches. The token stays outside: links are asked for, and come without it. */

/** Fast enough for a page that is told four times a second. */
const TELL_MS = 100;

const setup = workerData as EngineSetup;
const questions = new Map<number, (result: Result<FileLink, Failure>) => void>();
const routeQuestions = new Map<number, (routes: readonly Route[]) => void>();
const agreements = new Map<number, (result: Result<null, Failure>) => void>();
const runs = new Map<number, AbortController>();
const admissions = new Map<number, AbortController>();
let lastQuestion = 0;

function tell(message: FromEngine): void {
  parentPort?.postMessage(message);
}

const links: FileLinks = {
  resolve(file, signal) {
    lastQuestion += 1;
    const question = lastQuestion;
    return new Promise((resolve) => {
      const giveUp = () => {
        questions.delete(question);
        tell({ kind: 'giveUpLink', question });
        resolve(err(failure('input.cancelled')));
      };
      questions.set(question, (result) => {
        questions.delete(question);
        signal.removeEventListener('abort', giveUp);
        resolve(result);
      });
      signal.addEventListener('abort', giveUp, { once: true });
      tell({ kind: 'resolve', question, file });
    });
  },
  forget: (file, url) => tell({ kind: 'forgetLink', file, url }),
  // Pauses of the download address are known outside, and were cut there.
  urge: () => undefined,
};

/** Which proxy leads where is known outside. */
const lines: Lines = {
  routesTo(origin) {
    lastQuestion += 1;
    const question = lastQuestion;
    return new Promise((resolve) => {
      routeQuestions.set(question, resolve);
      tell({ kind: 'askRoutes', question, origin });
    });
  },
  noteProxy: (proxy, trouble, hasLastWord) => tell({ kind: 'noteProxy', proxy, trouble, hasLastWord }),
};
const trust = new Trust(setup.authorities);

const transfers = createTransfers({
  api: setup.api,
  links,
  parts: new NodePartFiles(),
  book: openPieceBook(setup.databasePath),
  userAgent: setup.userAgent,
  dialling: createDialling(lines, trust.current),
  hashing: new WorkerHashing(new URL('./hash-worker.js', import.meta.url)),
});

function observerOf(run: number): TransferObserver & { readonly flush: () => void } {
  let latest: { readonly bytes: number; readonly connections: number } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let told: boolean | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (latest !== null) tell({ kind: 'received', run, ...latest });
    latest = null;
  };
  return {
    flush,
    onAccepted: (totalBytes) =>
      new Promise((resolve) => {
        agreements.set(run, resolve);
        tell({ kind: 'accepted', run, totalBytes });
      }),
    onComplete: (totalBytes) => {
      flush();
      tell({ kind: 'complete', run, totalBytes });
    },
    onReceived: (bytes, connections) => {
      latest = { bytes, connections };
      timer ??= setTimeout(flush, TELL_MS);
    },
    onResumable: (canResume) => {
      if (canResume !== told) tell({ kind: 'resumable', run, canResume });
      told = canResume;
    },
    onDurable: (bytes) => tell({ kind: 'durable', run, bytes }),
  };
}

async function admit({ question, id, weight, bytes }: Extract<ToEngine, { kind: 'admit' }>): Promise<void> {
  const controller = new AbortController();
  admissions.set(question, controller);
  const admitted = await transfers.admit({ id, weight, bytes, signal: controller.signal });
  admissions.delete(question);
  tell({ kind: 'admitted', question, bytes: admitted });
}

async function begin({ run, wanted }: Extract<ToEngine, { kind: 'run' }>): Promise<void> {
  const controller = new AbortController();
  runs.set(run, controller);
  const observer = observerOf(run);
  try {
    const result = await transfers.run(wanted, observer, controller.signal);
    observer.flush();
    tell({ kind: 'ended', run, result });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ kind: 'bug', run, message });
  } finally {
    runs.delete(run);
    agreements.delete(run);
  }
}

parentPort?.on('message', (message: ToEngine) => {
  switch (message.kind) {
    case 'run':
      void begin(message);
      return;
    case 'abort':
      runs.get(message.run)?.abort();
      agreements.get(message.run)?.(err(failure('input.cancelled')));
      return;
    case 'agreed':
      agreements.get(message.run)?.(message.result);
      return;
    case 'link':
      questions.get(message.question)?.(message.result);
      return;
    case 'tune':
      transfers.tune(message.tuning);
      return;
    case 'admit':
      void admit(message);
      return;
    case 'giveUpAdmission':
      admissions.get(message.question)?.abort();
      return;
    case 'reweigh':
      transfers.reweigh(message.id, message.weight);
      return;
    case 'routes':
      routeQuestions.get(message.question)?.(message.routes);
      routeQuestions.delete(message.question);
      return;
    case 'trust':
      trust.use(message.authorities);
      return;
    case 'dropConnections':
      transfers.dropConnections();
      return;
    case 'urge':
      transfers.urge(message.host);
  }
});
