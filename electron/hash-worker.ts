import { closeSync, constants, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import type { Failure } from '../shared/failure';
import { failure } from '../shared/failure';
import { err, ok, type Result } from '../shared/result';
import { diskFailure } from './adapters/disk-failure';
import { NodeFileHashing } from './adapters/file-hashing';
import type { FromHasher, ToHasher } from './adapters/hash-messages';
import { openQuietlySync } from './adapters/quiet-open';
import { PIECE_BYTES } from './core/segments/piece-map';
import { FrontierReader } from './services/transfer/frontier-reader';

/** The thread that hashes. One buffer serves all files: what was read is used up before the next read. */

const buffer = new Uint8Array(PIECE_BYTES);
/** Whoever watches sees it move several times a second, and no message is sent for little. */
const TELL_BYTES = 32 * 1024 * 1024;
const sessions = new Map<number, Promise<Session>>();
const paths = new Map<number, string>();

interface Session {
  readonly reader: FrontierReader;
  readonly close: () => void;
}

function tell(message: FromHasher): void {
  parentPort?.postMessage(message);
}

function readAt(file: number, path: string, offset: number, length: number): Result<Uint8Array, Failure> {
  let got = 0;
  try {
    while (got < length) {
      const step = readSync(file, buffer, got, length - got, offset + got);
      if (step === 0) return err(failure('disk.fileVanished', { path }));
      got += step;
    }
  } catch (error) {
    return err(diskFailure(error, path));
  }
  return ok(buffer.subarray(0, length));
}

async function begin({
  session,
  path,
  proof,
  claims,
  isWatched,
}: Extract<ToHasher, { kind: 'begin' }>): Promise<Session> {
  const hasher = await new NodeFileHashing().begin(proof);
  const file = openQuietlySync(path, constants.O_NOFOLLOW ?? 0);
  let told = 0;
  const read = (offset: number, length: number) => {
    if (isWatched && offset - told >= TELL_BYTES) {
      told = offset;
      tell({ kind: 'read', session, bytes: offset });
    }
    return readAt(file, path, offset, length);
  };
  const reader = new FrontierReader({
    hasher,
    claims,
    crc32,
    read,
    onDamage: (start, epoch) => tell({ kind: 'damage', session, start, epoch }),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });
  return { reader, close: () => closeSync(file) };
}

async function act(message: ToHasher): Promise<void> {
  if (message.kind === 'begin') {
    const begun = begin(message);
    sessions.set(message.session, begun);
    paths.set(message.session, message.path);
    // Whoever asks for the hash hears of it.
    begun.catch(() => undefined);
    return;
  }
  const { reader, close } = await (sessions.get(message.session) ?? Promise.reject(new Error('no session')));
  switch (message.kind) {
    case 'advance':
      reader.advance(message.frontier, message.epoch);
      return;
    case 'finish':
      tell({ kind: 'finished', session: message.session, result: await reader.finish(message.totalBytes) });
      return;
    case 'end':
      await reader.end();
      close();
      forget(message.session);
  }
}

function forget(session: number): void {
  sessions.delete(session);
  paths.delete(session);
  tell({ kind: 'ended', session });
}

// A file that cannot be opened for reading again fails its own session, not the thread.
parentPort?.on('message', (message: ToHasher) => {
  act(message).catch((error: unknown) => {
    const { kind, session } = message;
    const cause = diskFailure(error, paths.get(session) ?? '');
    if (kind === 'finish') tell({ kind: 'finished', session, result: err(cause) });
    if (kind === 'end') forget(session);
  });
});
