import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { classifyDownloadAnswer } from '../core/civitai/answers';
import { type LinkLife, lifeOfLink } from '../core/civitai/link-expiry';
import { type ApiOrigin, mayCarryToken, mayFetch } from '../core/civitai/origins';
import { redact } from '../core/log/redact';
import type { Clock, FileAddress, FileLink, FileLinks, HttpAnswer, HttpTransport } from '../core/ports';
import { pause } from './pause';
import { readSomeText } from './read-some-text';
import { ResolveGate } from './resolve-gate';

/** Civitai's resolver sometimes says "not found" for a moment (API note 4.3). */
const NOT_FOUND_PAUSES_MS = [500, 1_500, 3_000] as const;
const MOST_REDIRECTS = 5;
/** A link that could not be renewed still works for a while: there is no hurry to ask again. */
const RENEW_AGAIN_MS = 60_000;
/** Files of these types may be listed under a version that they do not belong to (API note 1.3). */
const MAIN_TYPES = new Set(['Model', 'Pruned Model']);

export interface CivitaiLinksNeeds {
  readonly api: ApiOrigin;
  readonly http: HttpTransport;
  readonly clock: Clock;
  /** Null while nobody is signed in. */
  readonly token: () => string | null;
}

interface Remembered {
  readonly url: string;
  /** Steady: from then on a new link is asked for. */
  renewAtMs: number;
  /** Steady: from then on it certainly does not work. */
  readonly deadAtMs: number;
}

interface Flight {
  readonly link: Promise<Result<FileLink, Failure>>;
  readonly controller: AbortController;
  askers: number;
}

interface Found {
  readonly url: string;
  readonly life: LinkLife;
}

/** Asks Civitai's download address for the storage link of exactly one file. */
export class CivitaiLinks implements FileLinks {
  private readonly remembered = new Map<string, Remembered>();
  private readonly asking = new Map<string, Flight>();
  /** Called off, and not yet over. */
  private readonly ending = new Map<string, Promise<void>>();

  private readonly gate: ResolveGate;

  constructor(private readonly needs: CivitaiLinksNeeds) {
    this.gate = new ResolveGate(needs.clock);
  }

  async resolve(file: FileAddress, signal: AbortSignal): Promise<Result<FileLink, Failure>> {
    const key = keyOf(file);
    const { clock } = this.needs;
    const known = this.remembered.get(key);
    if (known !== undefined && clock.steadyMs() < known.renewAtMs)
      return ok({ url: known.url, isFresh: false });
    const asked = await this.askOnce(key, file, signal);
    if (asked.ok || known === undefined || signal.aborted) return asked;
    // Not renewed in time, but not dead yet either: it is used until it dies.
    const nowMs = clock.steadyMs();
    if (this.remembered.get(key) !== known || nowMs >= known.deadAtMs) return asked;
    known.renewAtMs = Math.min(nowMs + RENEW_AGAIN_MS, known.deadAtMs);
    return ok({ url: known.url, isFresh: false });
  }

  forget(file: FileAddress, url: string): void {
    if (this.remembered.get(keyOf(file))?.url === url) this.remembered.delete(keyOf(file));
  }

  urge(): void {
    this.gate.urge();
  }

  /** However many ask, Civitai is asked once; whoever gives up waiting does not spoil it for the others. */
  private async askOnce(
    key: string,
    file: FileAddress,
    signal: AbortSignal,
  ): Promise<Result<FileLink, Failure>> {
    if (signal.aborted) return err(failure('input.cancelled'));
    const flight = this.asking.get(key) ?? this.takeOff(key, file);
    flight.askers += 1;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        flight.askers -= 1;
        if (flight.askers === 0) this.callOff(key, flight);
        resolve(err(failure('input.cancelled')));
      };
      signal.addEventListener('abort', giveUp, { once: true });
      flight.link.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    });
  }

  private takeOff(key: string, file: FileAddress): Flight {
    const controller = new AbortController();
    // What was called off a moment ago may still be on its way.
    const before = this.ending.get(key) ?? Promise.resolve();
    const link = before.then(() => this.askAndRemember(key, file, controller.signal));
    const flight: Flight = { link, controller, askers: 0 };
    this.asking.set(key, flight);
    const land = () => {
      if (this.asking.get(key) === flight) this.asking.delete(key);
    };
    link.then(land, land);
    return flight;
  }

  /** Everybody has left: Civitai, which counts every question, is not asked for nobody. */
  private callOff(key: string, flight: Flight): void {
    flight.controller.abort();
    if (this.asking.get(key) === flight) this.asking.delete(key);
    const ended: Promise<void> = flight.link.then(
      () => undefined,
      () => undefined,
    );
    this.ending.set(key, ended);
    void ended.then(() => {
      if (this.ending.get(key) === ended) this.ending.delete(key);
    });
  }

  private async askAndRemember(
    key: string,
    file: FileAddress,
    signal: AbortSignal,
  ): Promise<Result<FileLink, Failure>> {
    const link = await this.ask(file, signal);
    if (!link.ok) return link;
    const { url, isFresh, life } = link.value;
    const nowMs = this.needs.clock.steadyMs();
    const { renewAfterMs, deadAfterMs } = life;
    // A link that says nothing of its end may work for ever; the storage will tell.
    const deadAtMs = deadAfterMs === null ? Number.POSITIVE_INFINITY : nowMs + deadAfterMs;
    this.remembered.set(key, { url, renewAtMs: nowMs + renewAfterMs, deadAtMs });
    return ok({ url, isFresh });
  }

  private async ask(file: FileAddress, signal: AbortSignal): Promise<Result<FileLink & Found, Failure>> {
    const refused = await this.askExactly(file, signal);
    if (refused.ok) return ok({ ...refused.value, isFresh: true });
    const mayBeForeign = refused.error.code === 'http.notFound' && !MAIN_TYPES.has(file.fileType);
    // By its traits the service may give a sibling, so only a file that can be proven is asked for so.
    if (!mayBeForeign || !file.canBeProven) return refused;
    const listed = await this.follow(queryOfTraits(file), file.versionId, signal);
    return listed.ok ? ok({ ...listed.value, isFresh: true }) : refused;
  }

  private async askExactly(file: FileAddress, signal: AbortSignal): Promise<Result<Found, Failure>> {
    for (const pauseMs of [...NOT_FOUND_PAUSES_MS, null]) {
      const exact = await this.follow(`?fileId=${file.fileId}`, file.versionId, signal);
      if (exact.ok || exact.error.code !== 'http.notFound') return exact;
      if (pauseMs === null || signal.aborted) return exact;
      await pause(this.needs.clock, pauseMs, signal);
    }
    return err(failure('http.notFound'));
  }

  private async follow(
    query: string,
    versionId: number,
    signal: AbortSignal,
  ): Promise<Result<Found, Failure>> {
    const refusal = await this.gate.enter(signal);
    if (refusal !== null) return err(refusal);
    try {
      const found = await this.followHops(query, versionId, signal);
      if (found.ok) this.gate.onAnswer();
      if (found.ok || found.error.code !== 'http.rateLimited') return found;
      const { code, params, retryAfterMs } = found.error;
      return err(failure(code, params, this.gate.onThrottled(retryAfterMs)));
    } finally {
      this.gate.leave();
    }
  }

  private async followHops(
    query: string,
    versionId: number,
    signal: AbortSignal,
  ): Promise<Result<Found, Failure>> {
    const { api, http } = this.needs;
    let url = new URL(`${api.origin}/api/download/models/${versionId}${query}`);
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const headers: Record<string, string> = { accept: 'application/json' };
      const token = this.needs.token();
      if (token !== null && mayCarryToken(api, url)) headers.authorization = `Bearer ${token}`;
      const answered = await http.get({ url: url.href, headers, signal });
      if (!answered.ok) return answered;
      const next = await this.judge(answered.value, url);
      if (!next.ok) return next;
      url = new URL(next.value);
      if (url.origin !== api.origin) {
        const serverNowMs = Date.parse(answered.value.headers.date ?? '');
        const life = lifeOfLink(url.href, Number.isNaN(serverNowMs) ? null : serverNowMs);
        return ok({ url: next.value, life });
      }
    }
    return err(failure('network.redirectRefused', { host: url.host }));
  }

  private async judge(answer: HttpAnswer, from: URL): Promise<Result<string, Failure>> {
    const location = answer.headers.location;
    if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
      answer.discard();
      if (!URL.canParse(location, from.href)) return err(failure('http.badAnswer', { message: 'no target' }));
      const target = new URL(location, from.href);
      // Somebody who looks like a browser is sent to pages instead of being told why.
      if (target.pathname.startsWith('/login')) return err(failure('access.loginNeeded'));
      if (target.pathname.startsWith('/region-blocked')) return err(failure('http.regionBlocked'));
      if (target.origin === from.origin && /^\/(model-versions|models)\//.test(target.pathname)) {
        return err(failure('access.paid'));
      }
      if (!mayFetch(this.needs.api, target)) {
        return err(failure('network.redirectRefused', { host: target.host }));
      }
      // A signature covers every byte of an address, so it is passed on as it was written.
      return ok(/^https?:\/\/[\x21-\x7e]+$/i.test(location) ? location : target.href);
    }
    const token = this.needs.token();
    // A server may repeat what it was sent; the token must not come back in its words.
    const bodyText = redact(await readSomeText(answer, this.needs.clock), token === null ? [] : [token]);
    answer.discard();
    return err(
      classifyDownloadAnswer(
        {
          status: answer.status,
          contentType: answer.headers['content-type'] ?? null,
          retryAfter: answer.headers['retry-after'] ?? null,
          bodyText,
        },
        this.needs.clock.nowMs(),
      ),
    );
  }
}

function keyOf(file: FileAddress): string {
  return `${file.versionId}/${file.fileId}`;
}

function queryOfTraits(file: FileAddress): string {
  const params = new URLSearchParams({ type: file.fileType });
  if (file.format !== null) params.set('format', file.format);
  if (file.precision !== null) params.set('fp', file.precision);
  return `?${params.toString()}`;
}
