import type { FileBytes } from '../file-bytes';

/** Inclusive, as in `Range` and `Content-Range`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A request as the server saw it. */
export interface Seen {
  /** From 1 in the order of arrival at this origin. */
  readonly number: number;
  /** From 1 in the order of arrival at this origin. */
  readonly connection: number;
  readonly method: string;
  /** Path and query exactly as they were sent. */
  readonly target: string;
  /** Names in lower case; of a header that came twice, the last. */
  readonly headers: Readonly<Record<string, string>>;
  /** `end` is null for "from here on"; null when no range, or none that can be read, was asked for. */
  readonly range: { readonly start: number; readonly end: number | null } | null;
  /** Answers of this origin that were under way when the request came. */
  readonly openOthers: number;
  /** Of the case's clock. */
  readonly atMs: number;
}

/** A place in a body where the server waits until the case lets it go on. */
export class Gate {
  private opened: () => void = () => undefined;
  private readonly promise: Promise<void>;
  isOpen = false;
  /** How many answers stand at it. */
  waiting = 0;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.opened = resolve;
    });
  }

  open(): void {
    this.isOpen = true;
    this.opened();
  }

  async pass(): Promise<void> {
    this.waiting += 1;
    await this.promise;
    this.waiting -= 1;
  }
}

/**
 * How one answer differs from the honest one. Whatever is not mentioned is as an honest server does it:
 * 206 with the bytes asked for, 200 without a range, 412 and 416 where they belong, 403 for a link that
 * has expired.
 */
export interface Answer {
  readonly status?: number;
  readonly reason?: string;
  /** Over the honest headers: null takes one away, a list sends it several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
  /** What is sent instead of the file's bytes. */
  readonly body?: string | Uint8Array;
  /** Which bytes of the file are sent, inclusive; Content-Range and Content-Length follow unless they are given. */
  readonly slice?: ByteRange;
  /** What Content-Range says, whatever is sent. */
  readonly contentRange?: string | null;
  /** What Content-Length says, whatever is sent; null for none. */
  readonly contentLength?: number | null;
  /** Sends the bytes that stand here in the file, in the place of those that it says it sends. */
  readonly bytesFrom?: number;
  /** Sends bytes of this file in the place of the right one. */
  readonly bytesOf?: FileBytes;
  readonly framing?: 'length' | 'chunked' | 'close';
  /** Ends the body, counted from its first byte, before its time. */
  readonly cutAt?: number;
  readonly cutBy?: 'fin' | 'rst';
  /** Sends nothing more from here on and keeps the connection open. */
  readonly stallAt?: number;
  /** Waits here until the gate is opened. */
  readonly gateAt?: { readonly at: number; readonly gate: Gate };
  /** Never faster than this, by the case's clock. */
  readonly bytesPerSecond?: number;
  /** Length of the pieces the body is written in. */
  readonly stepBytes?: number;
  /** Real milliseconds before the answer begins; for the order of answers, not for long times. */
  readonly delayMs?: number;
  /** Sends the head as if for the right body, and this many bytes more than it announces. */
  readonly extraBytes?: number;
  readonly gzip?: boolean;
  readonly multipart?: boolean;
  /** Status codes of interim answers that come first. */
  readonly interim?: readonly number[];
  readonly version?: '1.0' | '1.1';
  /** Bytes that are put on the line behind the answer, as a broken server does. */
  readonly trailer?: string;
  /** Keeps the connection open without an answer. */
  readonly isSilent?: boolean;
  /** Closes the connection without an answer. */
  readonly hangUp?: 'fin' | 'rst';
  /** Bytes sent in the place of the whole answer, head and all. */
  readonly raw?: string;
  /** Closes the connection behind the answer without having announced it. */
  readonly closesSilently?: boolean;
}

/** What a case says about the requests to one origin. The first rule that fits answers. */
export interface Rule {
  readonly when?: (seen: Seen) => boolean;
  /** How many requests it answers; all of them when it does not say. */
  readonly times?: number;
  readonly answer: Answer | ((seen: Seen) => Answer);
}

/** What became of one answer. */
export interface Exchange {
  readonly seen: Seen;
  status: number | null;
  /** Bytes of the body that were handed to the network. */
  sentBytes: number;
  /** Content-Length or the length of the slice; null for an answer without a body of the file. */
  bodyBytes: number | null;
  /** `held`: the server waits for the case or for the clock, not for the client. */
  state: 'sending' | 'held' | 'sent' | 'cut' | 'leftByClient';
  /** The client does not read: the rest waits for it. */
  isBlocked: boolean;
}

export const isRanged = (seen: Seen): boolean => seen.range !== null;
export const isUnranged = (seen: Seen): boolean => seen.range === null;
/** Asks for bytes behind the beginning of the file. */
export const isResuming = (seen: Seen): boolean => seen.range !== null && seen.range.start > 0;
