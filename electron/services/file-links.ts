import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { classifyDownloadAnswer } from '../core/civitai/answers';
import { type ApiOrigin, mayCarryToken, mayFetch } from '../core/civitai/origins';
import type { Clock, FileAddress, FileLink, FileLinks, HttpAnswer, HttpTransport } from '../core/ports';
import { pause } from './pause';
import { readSomeText } from './read-some-text';

/** Storage links are valid for an hour or a day; one is used again for much less than that. */
const REUSE_MS = 10 * 60_000;
/** Civitai's resolver sometimes says "not found" for a moment (API note 4.3). */
const NOT_FOUND_PAUSES_MS = [500, 1_500, 3_000] as const;
const MOST_REDIRECTS = 5;
/** Files of these types may be listed under a version that they do not belong to (API note 1.3). */
const MAIN_TYPES = new Set(['Model', 'Pruned Model']);

export interface CivitaiLinksNeeds {
  readonly api: ApiOrigin;
  readonly http: HttpTransport;
  readonly clock: Clock;
  /** Null while nobody is signed in. */
  readonly token: () => string | null;
}

/** Asks Civitai's download address for the storage link of exactly one file. */
export class CivitaiLinks implements FileLinks {
  private readonly remembered = new Map<string, { readonly url: string; readonly atMs: number }>();

  constructor(private readonly needs: CivitaiLinksNeeds) {}

  async resolve(file: FileAddress, signal: AbortSignal): Promise<Result<FileLink, Failure>> {
    const known = this.remembered.get(keyOf(file));
    if (known !== undefined && this.needs.clock.steadyMs() - known.atMs < REUSE_MS) {
      return ok({ url: known.url, isFresh: false });
    }
    const link = await this.ask(file, signal);
    if (!link.ok) return link;
    const { url, isFresh, isExact } = link.value;
    if (isExact) this.remembered.set(keyOf(file), { url, atMs: this.needs.clock.steadyMs() });
    return ok({ url, isFresh });
  }

  forget(file: FileAddress): void {
    this.remembered.delete(keyOf(file));
  }

  private async ask(
    file: FileAddress,
    signal: AbortSignal,
  ): Promise<Result<FileLink & { readonly isExact: boolean }, Failure>> {
    const refused = await this.askExactly(file, signal);
    if (refused.ok) return ok({ url: refused.value, isFresh: true, isExact: true });
    const mayBeForeign = refused.error.code === 'http.notFound' && !MAIN_TYPES.has(file.fileType);
    // By its traits the service may give a sibling, so only a file that can be proven is asked for so.
    if (!mayBeForeign || !file.canBeProven) return refused;
    const listed = await this.follow(queryOfTraits(file), file.versionId, signal);
    return listed.ok ? ok({ url: listed.value, isFresh: true, isExact: false }) : refused;
  }

  private async askExactly(file: FileAddress, signal: AbortSignal): Promise<Result<string, Failure>> {
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
  ): Promise<Result<string, Failure>> {
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
      url = next.value;
      if (url.origin !== api.origin) return ok(url.href);
    }
    return err(failure('network.redirectRefused', { host: url.host }));
  }

  private async judge(answer: HttpAnswer, from: URL): Promise<Result<URL, Failure>> {
    const location = answer.headers.location;
    if (answer.status >= 300 && answer.status < 400 && location !== undefined) {
      answer.discard();
      if (!URL.canParse(location, from.href)) return err(failure('http.badAnswer', { message: 'no target' }));
      const target = new URL(location, from.href);
      // Somebody who looks like a browser is sent to pages instead of being told why.
      if (target.pathname.startsWith('/login')) return err(failure('access.loginNeeded'));
      if (target.origin === from.origin && /^\/(model-versions|models)\//.test(target.pathname)) {
        return err(failure('access.paid'));
      }
      if (!mayFetch(this.needs.api, target)) {
        return err(failure('network.redirectRefused', { host: target.host }));
      }
      return ok(target);
    }
    const bodyText = await readSomeText(answer, this.needs.clock);
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
