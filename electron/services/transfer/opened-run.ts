import type { Failure } from '../../../shared/failure';
import { ok } from '../../../shared/result';
import { classifyStorageAnswer } from '../../core/civitai/answers';
import type { FileLink, StorageAnswer } from '../../core/ports';
import type { Accepted } from '../../core/segments/accept';
import { bytesIn, joinChunks } from '../../core/segments/chunks';
import { MESSAGE_BYTES } from '../../core/segments/sniff';
import type { FileContext } from './file-context';
import type { Answered } from './storage-line';

const MESSAGE_TURNS = 4;
const MESSAGE_LINGER_MS = 1_000;

/** An answer that was accepted, before its body is read. */
export interface OpenedRun {
  readonly answer: StorageAnswer;
  readonly head: Accepted;
  readonly host: string;
  readonly linkUrl: string;
  /** When the link was asked for, counted in links given up. */
  readonly generation: number;
  /** From the request to the head of the answer. */
  readonly firstByteMs: number;
  /** The first bytes have come: the host does its work, whatever happens to the rest. */
  readonly delivered: () => void;
  /** Gives answer and host free, and says what the host did wrong with the body, if anything. */
  readonly end: (cause: Failure | null) => void;
}

/** Nobody has lent a place for it yet. */
export function openedRun(
  { answer, host }: Answered,
  head: Accepted,
  { url }: FileLink,
  firstByteMs: number,
): OpenedRun {
  const nothing = () => undefined;
  const end = () => answer.discard();
  return { answer, head, host, linkUrl: url, generation: 0, firstByteMs, delivered: nothing, end };
}

/** The storage has answered this link with bytes. @param nowMs steady */
export function noteHonoured(
  { honoured }: Pick<FileContext, 'honoured'>,
  { url }: FileLink,
  nowMs: number,
): void {
  const use = honoured.get(url);
  honoured.set(url, { answers: (use?.answers ?? 0) + 1, sinceMs: use?.sinceMs ?? nowMs });
}

/** What an answer means that is neither 200 nor 206; reads the server's own words and lets go of it. */
export async function refusalOf(answer: StorageAnswer, nowMs: number): Promise<Failure> {
  const bodyText = await readMessage(answer);
  answer.discard();
  const { status, headers } = answer;
  const contentType = headers['content-type'] ?? null;
  const retryAfter = headers['retry-after'] ?? null;
  return classifyStorageAnswer({ status, contentType, retryAfter, bodyText }, nowMs);
}

/** The beginning of an answer's body as text, for a message only: 64 KiB and a few seconds at the most. */
async function readMessage(answer: StorageAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  for (let turn = 0; turn < MESSAGE_TURNS; turn += 1) {
    const room = MESSAGE_BYTES - bytesIn(chunks);
    const taken = room > 0 ? await answer.take(room, MESSAGE_LINGER_MS) : ok([]);
    // A message that breaks off is still better than none.
    if (!taken.ok || taken.value.length === 0) break;
    chunks.push(...taken.value);
  }
  return new TextDecoder().decode(joinChunks(chunks));
}
