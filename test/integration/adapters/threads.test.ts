import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkerLibrary } from '../../../electron/adapters/library-threads';
import { endThread, endThreads, startThread, threadCount } from '../../../electron/adapters/threads';
import { codeOf } from '../../support/operations-rig';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let pipe: string;
let stuck: URL;

beforeEach(async () => {
  folder = await temporaryFolder('threads');
  pipe = join(folder.path, 'pipe');
  // Reading a pipe that nobody writes into waits in the system, as for a disk that never answers.
  execFileSync('mkfifo', [pipe]);
  const lines = [
    "import { openSync, readSync, writeFileSync } from 'node:fs';",
    "import { parentPort } from 'node:worker_threads';",
    `const file = openSync(${JSON.stringify(pipe)}, 'r+');`,
    "parentPort.on('message', () => {",
    `  writeFileSync(${JSON.stringify(reading())}, '');`,
    '  readSync(file, Buffer.alloc(1));',
    '});',
    "parentPort.postMessage({ kind: 'begun' });",
  ];
  const script = join(folder.path, 'stuck.mjs');
  writeFileSync(script, lines.join('\n'));
  stuck = pathToFileURL(script);
});

afterEach(async () => {
  await expect.poll(() => threadCount()).toBe(0);
  await folder.remove();
});

/** A file that is there once the thread is about to ask. */
const reading = () => `${pipe}.reading`;

/** The disk answers after all. */
function answer(): void {
  // Opened for both, so that nothing waits where nobody reads.
  const file = openSync(pipe, 'r+');
  writeSync(file, 'x');
  closeSync(file);
}

/** A thread that is in the middle of its question. */
async function stuckThread() {
  const worker = startThread(stuck);
  await once(worker, 'message');
  worker.postMessage(null);
  await expect.poll(() => existsSync(reading())).toBe(true);
  return worker;
}

describe.skipIf(process.platform === 'win32')('a thread', () => {
  it('that waits for a disk keeps nobody from going on', async () => {
    const worker = await stuckThread();
    let hasEnded = false;
    worker.on('exit', () => {
      hasEnded = true;
    });
    await endThread(worker, 50);
    await endThreads(50);
    expect([hasEnded, threadCount()]).toEqual([false, 1]);
    answer();
    await expect.poll(() => [hasEnded, threadCount()]).toEqual([true, 0]);
  });

  it('that does nothing has ended by then', async () => {
    const worker = startThread(stuck);
    await once(worker, 'message');
    await endThread(worker);
    expect(threadCount()).toBe(0);
    await endThread(null);
  });

  it('that reads for the library is not waited for by who closes that, nor by who asked it', async () => {
    const threads = new WorkerLibrary(stuck, 1);
    const asked = threads.read('anything', new AbortController().signal);
    await expect.poll(() => existsSync(reading())).toBe(true);
    await threads.close();
    expect(codeOf(await asked)).toBe('app.readingStopped');
    answer();
  });
});
