import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { FetchObserver } from '../../core/app-updates/ports';
import type { HttpAnswer } from '../../core/ports';
import { diskFailure } from '../disk-failure';
import { BodyError } from '../http-transport';
import type { FeedRequests } from './feed-requests';

/** No package of Civet comes near it; a feed that never ends does. */
const MOST_BYTES = 2 ** 30;

export interface WantedPackage {
  readonly url: string;
  /** As the feed writes it: 64 bytes in base64. */
  readonly sha512: string;
  /** Where it is to be once it is proven. */
  readonly destination: string;
}

export interface PackageDownloadNeeds {
  readonly requests: FeedRequests;
  /** Where parts are kept over restarts. Nothing else is in it. */
  readonly folder: string;
  /** Waits until so many bytes may be read; fewer when only those may, 0 when it was called off. */
  readonly admit: (bytes: number, signal: AbortSignal) => Promise<number>;
}

interface Part {
  readonly handle: FileHandle;
  readonly hash: Hash;
  receivedBytes: number;
}

/**
 * Fetches one package. What has come stays when the line breaks or Civet quits, and the next try goes on from there;
 * its checksum decides over the whole of it, so nothing has to be believed of a part.
 */
export async function fetchPackage(
  needs: PackageDownloadNeeds,
  wanted: WantedPackage,
  observer: FetchObserver,
  signal: AbortSignal,
): Promise<Result<null, Failure>> {
  const name = `${createHash('sha256').update(wanted.sha512).digest('hex').slice(0, 16)}.part`;
  const path = join(needs.folder, name);
  try {
    await mkdir(needs.folder, { recursive: true });
    for (const other of await readdir(needs.folder))
      if (other !== name) await rm(join(needs.folder, other), { recursive: true, force: true });
    const wasBegun = await receive(needs, wanted, path, observer, signal);
    if (!wasBegun.ok) return wasBegun;
    if (wasBegun.value.isProven) return await takePlace(path, wanted.destination);
    await rm(path, { force: true });
    if (!wasBegun.value.isResumed) return err(failure('appUpdate.damaged'));
    // What was there may have been the damage: once more, from the first byte.
    const anew = await receive(needs, wanted, path, observer, signal);
    if (!anew.ok) return anew;
    if (anew.value.isProven) return await takePlace(path, wanted.destination);
    await rm(path, { force: true });
    return err(failure('appUpdate.damaged'));
  } catch (error) {
    return err(error instanceof BodyError ? error.failure : diskFailure(error, path));
  }
}

async function takePlace(path: string, destination: string): Promise<Result<null, Failure>> {
  await rename(path, destination);
  return ok(null);
}

async function receive(
  { requests, admit }: PackageDownloadNeeds,
  { url, sha512 }: WantedPackage,
  path: string,
  observer: FetchObserver,
  signal: AbortSignal,
): Promise<Result<{ readonly isProven: boolean; readonly isResumed: boolean }, Failure>> {
  const part = await openPart(path);
  try {
    // All of it had come when the last run ended.
    if (part.hash.copy().digest('base64') === sha512) return ok({ isProven: true, isResumed: true });
    const asked = await requests.get(url, part.receivedBytes, signal);
    if (!asked.ok) return asked;
    const answer = asked.value;
    const isResumed = answer.status === 206 && startOf(answer) === part.receivedBytes;
    const whole = isResumed ? part : await emptied(part);
    if (answer.status === 416 || (answer.status === 206 && !isResumed)) {
      answer.discard();
      // Longer than the package is, or another part than was asked for: the next try begins anew.
      return err(failure('network.reset', { host: new URL(url).host }));
    }
    const totalBytes = totalOf(answer, whole.receivedBytes);
    if (totalBytes !== null && totalBytes > MOST_BYTES) {
      answer.discard();
      return err(failure('appUpdate.feedUnreadable'));
    }
    const done = await write(answer, whole, totalBytes, admit, observer, signal);
    if (!done.ok) return done;
    if (totalBytes !== null && whole.receivedBytes < totalBytes)
      return err(failure('network.reset', { host: new URL(url).host }));
    await whole.handle.sync();
    return ok({ isProven: whole.hash.digest('base64') === sha512, isResumed });
  } finally {
    await part.handle.close();
  }
}

async function write(
  answer: HttpAnswer,
  part: Part,
  totalBytes: number | null,
  admit: PackageDownloadNeeds['admit'],
  observer: FetchObserver,
  signal: AbortSignal,
): Promise<Result<null, Failure>> {
  try {
    for await (const chunk of answer.body) {
      // Not reading on is what slows the sender down.
      for (let left = chunk.length; left > 0; ) {
        const admitted = await admit(left, signal);
        if (admitted === 0 || signal.aborted) return err(failure('input.cancelled'));
        left -= admitted;
      }
      await part.handle.write(chunk, 0, chunk.length, part.receivedBytes);
      part.hash.update(chunk);
      part.receivedBytes += chunk.length;
      if (part.receivedBytes > MOST_BYTES) return err(failure('appUpdate.feedUnreadable'));
      observer.onReceived(part.receivedBytes, totalBytes);
    }
  } finally {
    answer.discard();
  }
  return ok(null);
}

async function openPart(path: string): Promise<Part> {
  const handle = await open(path, 'a+').then(async (made) => {
    // "a" would write at the end whatever place is named.
    await made.close();
    return await open(path, 'r+');
  });
  const hash = createHash('sha512');
  let receivedBytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    receivedBytes += chunk.length;
  }
  return { handle, hash, receivedBytes };
}

async function emptied({ handle }: Part): Promise<Part> {
  await handle.truncate(0);
  return { handle, hash: createHash('sha512'), receivedBytes: 0 };
}

function startOf({ headers }: HttpAnswer): number | null {
  const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
  return start === undefined ? null : Number(start);
}

function totalOf({ headers }: HttpAnswer, before: number): number | null {
  const length = headers['content-length'];
  return length !== undefined && /^\d+$/.test(length) ? before + Number(length) : null;
}
