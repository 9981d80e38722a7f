import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';

/** What the catalogue asks of the world; the other ports are in `core/ports.ts`. */

/** What the user looks at goes before what may be looked at next. */
export type Urgency = 'front' | 'ahead';

export interface HostQuestion {
  readonly path: string;
  readonly params: readonly (readonly [string, string])[];
  /** Sent as JSON by POST; null for GET. */
  readonly body: unknown;
  readonly token: string | null;
}

/** The JSON API, asked once: no pace, no second try. */
export interface CivitaiHost {
  send(question: HostQuestion): Promise<Result<unknown, Failure>>;
}

/** How a question is asked; without a wish it is in front, and asked up to three times. */
export interface AskWish {
  readonly urgency?: Urgency;
  /** How often it is asked when the network or the service fails for a moment. */
  readonly mostTries?: number;
  /** Asked as somebody who is not signed in, so that the answer is one that everybody is told. */
  readonly isAnonymous?: boolean;
  /** Aborted when nobody waits for it any more: what has not been sent by then is not sent. */
  readonly signal?: AbortSignal;
}

/** Asks the JSON API, with the account's token if there is one and it is wished for, at a pace that the service bears. */
export interface CivitaiApi {
  getJson(
    path: string,
    params: readonly (readonly [string, string])[],
    wish?: AskWish,
  ): Promise<Result<unknown, Failure>>;
  /** The same with a token that is not kept yet. */
  getJsonWithToken(path: string, token: string): Promise<Result<unknown, Failure>>;
}

/** Questions too long for an address. */
export interface CivitaiPosts {
  postJson(path: string, body: unknown, wish?: AskWish): Promise<Result<unknown, Failure>>;
}

export interface StoredAnswer {
  readonly value: unknown;
  /** Milliseconds since 1970, when the service gave it. */
  readonly atMs: number;
}

export interface StoreFacts {
  readonly entries: number;
  readonly bytes: number;
  readonly limitBytes: number;
}

/**
 * Answers of the service, kept from run to run and bounded in size: the ones not used for longest go first.
 * It is a convenience: what goes wrong in it is an answer that is not there, never a failure.
 */
export interface AnswerStore {
  /** @param owner whose answers; empty for what anybody is told */
  read(owner: string, key: string): Promise<StoredAnswer | null>;
  /** @returns whether it is kept now */
  keep(owner: string, key: string, answer: StoredAnswer): Promise<boolean>;
  drop(owner: string, key: string): void;
  /** Forgets what was told to anybody else who was signed in; with an empty owner, to everybody. */
  dropOthers(owner: string): void;
  clear(): void;
  facts(): StoreFacts;
}
