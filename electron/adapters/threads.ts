import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A thread in the middle of a question to a disk that never answers cannot be ended by anybody. */
const PATIENCE_MS = 3_000;
const living = new Set<Worker>();

/** A thread that does not keep a program from ending while it is idle. */
export function startThread(script: URL | string, options?: WorkerOptions): Worker {
  const worker = new Worker(script, options);
  worker.unref();
  living.add(worker);
  worker.on('exit', () => living.delete(worker));
  return worker;
}

/**
 * Ends a thread, if there is one, and waits for that, but not longer than a disk may be asked.
 *
 * @param patienceMs in milliseconds
 */
export async function endThread(worker: Worker | null, patienceMs = PATIENCE_MS): Promise<void> {
  if (worker === null) return;
  let callOff = () => {};
  const late = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    callOff = () => clearTimeout(timer);
  });
  await Promise.race([worker.terminate(), late]);
  callOff();
}

/** Ends all that there are; see `endThread`. */
export async function endThreads(patienceMs?: number): Promise<void> {
  await Promise.all([...living].map((worker) => endThread(worker, patienceMs)));
}

/** How many have not ended. */
export function threadCount(): number {
  return living.size;
}
