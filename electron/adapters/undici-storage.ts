import { lookup } from 'node:dns';
import { type ClientRequest, get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { Failure } from '../../shared/failure';
import { failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { classifyNetworkError } from '../core/civitai/answers';
import type { ApiOrigin } from '../core/civitai/origins';
import type { HttpRequest, StorageAnswer, StorageTransport } from '../core/ports';
import { splitChunks } from '../core/segments/chunks';
import { guardedLookup } from './http-transport';
import type { Dialling } from './network/dialling';
import { proxyFailureIn } from './network/tunnel';
import { dialForUndici } from './network/undici-dial';
import { ReceiveBuffers } from './receive-buffers';

const CONNECT_MS = 15_000;
const ANSWER_MS = 30_000;
const SILENCE_MS = 30_000;
/** An idle connection is closed by us before a server usually does. */
const IDLE_MS = 4_000;
/** Bytes that came and were not asked for yet; beyond it the connection is told to wait. */
const MOST_WAITING_BYTES = 1024 * 1024;

type Controller = Dispatcher.DispatchController;

interface Taking {
  readonly mostBytes: number;
  readonly isLast: boolean;
  readonly done: (result: Result<readonly Uint8Array[], Failure>) => void;
  linger: NodeJS.Timeout | null;
  silence: NodeJS.Timeout | null;
  isLingering: boolean;
}

/** Bodies whose connections were told to wait. */
class Waiters extends Set<Exchange> {
  private waking: NodeJS.Immediate | null = null;

  /** For a moment nobody is told to wait. */
  get isWaking(): boolean {
    return this.waking !== null;
  }

  /** Lets all go on for a moment; who still has too much is told to wait again with its next bytes. */
  wake(): void {
    this.waking ??= setImmediate(() => {
      this.waking = null;
    });
    for (const exchange of [...this]) exchange.goOn();
  }
}

/**
 * One request and its answer. Chunks are handed on as they came; while too many wait, the connection is
 * paused, so that the network slows down to the pace of the disk.
 */
class Exchange implements Dispatcher.DispatchHandler, StorageAnswer {
  status = 0;
  /** The server said "100 Continue" to a request that has nothing to continue with. */
  wasAskedToContinue = false;
  headers: Record<string, string | undefined> = {};
  readonly opened: Promise<Result<StorageAnswer, Failure>>;
  private open: (result: Result<StorageAnswer, Failure>) => void = () => undefined;
  private controller: Controller | null = null;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private taking: Taking | null = null;
  private end: Result<null, Failure> | null = null;
  private isGivenUp = false;
  /** Everything that is wanted of this body has come. */
  private isSatisfied = false;
  /** The last byte has come, so that the connection is free for the next request. */
  private hasEnded = false;

  constructor(
    private readonly host: string,
    private readonly signal: AbortSignal,
    private readonly waiters: Waiters,
    private readonly buffers: ReceiveBuffers,
  ) {
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
    signal.addEventListener('abort', this.abort, { once: true });
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.isGivenUp || this.signal.aborted) controller.abort(new Error('given up'));
  }

  onResponseStart(
    _controller: Controller,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // Interim answers (100, 103) announce the one that counts.
    if (status < 200) return;
    this.status = status;
    for (const [name, value] of Object.entries(headers)) {
      this.headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
    }
    this.open(ok(this));
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.isGivenUp) return;
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    const { taking } = this;
    if (taking !== null) {
      taking.silence?.refresh();
      if (this.waitingBytes >= taking.mostBytes || taking.isLingering) this.settle(taking);
    }
    // A server that sends more than it announced is not trusted with another request.
    if (this.waitingBytes > 0 && this.isSatisfied) controller.abort(new Error('surplus'));
    else if (this.waitingBytes >= MOST_WAITING_BYTES && this.taking === null && !this.waiters.isWaking) {
      // Not for every chunk that nobody waits for: to pause and go on again costs more than the bytes.
      this.waiters.add(this);
      controller.pause();
    }
  }

  onResponseEnd(): void {
    this.hasEnded = true;
    this.finish(ok(null));
  }

  onResponseError(_controller: Controller | null, error: Error): void {
    this.wasAskedToContinue = this.status === 0 && error.message === 'bad response';
    this.finish(err(classifyStorageError(error, this.host)));
  }

  take(mostBytes: number, lingerMs: number, isLast = false): Promise<Result<readonly Uint8Array[], Failure>> {
    if (this.taking !== null) throw new Error('A body is read by one reader.');
    return new Promise((resolve) => {
      const taking: Taking = {
        mostBytes,
        isLast,
        done: resolve,
        linger: null,
        silence: null,
        isLingering: false,
      };
      this.taking = taking;
      if (this.end !== null || this.waitingBytes >= mostBytes) {
        this.settle(taking);
      } else {
        taking.linger = setTimeout(() => {
          taking.isLingering = true;
          if (this.waitingBytes > 0) this.settle(taking);
        }, lingerMs);
        taking.silence = setTimeout(() => this.stall(taking), SILENCE_MS);
      }
      if (this.waitingBytes < MOST_WAITING_BYTES) this.goOn();
    });
  }

  release(chunks: readonly Uint8Array[]): void {
    this.buffers.release(chunks);
  }

  /** Lets the connection bring more, if it was told to wait. */
  goOn(): void {
    if (this.waiters.delete(this)) this.controller?.resume();
  }

  discard(): void {
    if (this.isGivenUp) return;
    this.isGivenUp = true;
    this.waiters.delete(this);
    // Whoever still reads must not take this for the end of the body.
    this.end ??= err(failure('network.reset', { host: this.host, message: 'given up' }));
    // What has come is still good for whoever waits for it.
    if (this.taking !== null) this.settle(this.taking);
    this.waiting = [];
    this.waitingBytes = 0;
    this.signal.removeEventListener('abort', this.abort);
    if (!this.hasEnded) this.controller?.abort(new Error('given up'));
  }

  private readonly abort = (): void => {
    this.finish(err(failure('input.cancelled')));
    this.discard();
  };

  private stall(taking: Taking): void {
    this.end = err(failure('network.stalled', { host: this.host }));
    this.controller?.abort(new Error('silent'));
    this.settle(taking);
  }

  private settle(taking: Taking): void {
    if (this.taking !== taking) return;
    this.taking = null;
    if (taking.linger !== null) clearTimeout(taking.linger);
    if (taking.silence !== null) clearTimeout(taking.silence);
    // Bytes that came before the line broke are good; the next call tells of the break.
    if (this.waitingBytes > 0) taking.done(ok(this.handOver(taking)));
    else if (this.end !== null && !this.end.ok) taking.done(this.end);
    else taking.done(ok([]));
  }

  private handOver({ mostBytes, isLast }: Taking): readonly Uint8Array[] {
    this.isSatisfied ||= isLast && this.waitingBytes >= mostBytes;
    const [taken, kept] = splitChunks(this.waiting, mostBytes);
    this.waiting = [...kept];
    this.waitingBytes = Math.max(0, this.waitingBytes - mostBytes);
    return taken;
  }

  private finish(end: Result<null, Failure>): void {
    this.waiters.delete(this);
    this.signal.removeEventListener('abort', this.abort);
    this.end ??= end;
    this.open(end.ok ? err(failure('network.reset', { host: this.host })) : end);
    if (this.taking !== null) this.settle(this.taking);
  }
}

/** Path and query as the storage signed them: not a byte may change. The fragment stays with us. */
function pathAsSigned(url: string): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  return path.startsWith('/') ? path : `/${path}`;
}

/** undici names most errors itself; what the parser refuses is a broken line, too. */
function classifyStorageError(error: Error, host: string): Failure {
  const refusal = proxyFailureIn(error);
  if (refusal !== null) return refusal;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') {
    return failure('network.timeout', { host, message: code });
  }
  if (error.cause instanceof Error && 'code' in error.cause) return classifyStorageError(error.cause, host);
  if (error instanceof AggregateError && error.errors[0] instanceof Error) {
    return classifyStorageError(error.errors[0], host);
  }
  return classifyNetworkError(code, host);
}

/** Large bodies over HTTP/1.1, several connections a host; nothing is followed, decoded or tried again. */
export class UndiciStorage implements StorageTransport {
  private agent: Agent;
  /** Calls that the agent knows nothing of. */
  private readonly patient = new Set<ClientRequest>();
  private readonly waiters = new Waiters();
  private readonly buffers = new ReceiveBuffers();
  private connector: buildConnector.connector;

  constructor(
    private readonly api: ApiOrigin,
    private readonly userAgent: string,
    private readonly dialling: Dialling | null = null,
  ) {
    this.connector = this.createConnector();
    this.agent = this.createAgent();
  }

  async open(request: HttpRequest): Promise<Result<StorageAnswer, Failure>> {
    // A connection whose body has just ended is free again a moment later; without it, another would be made.
    await new Promise((resolve) => setImmediate(resolve));
    const url = new URL(request.url);
    const exchange = new Exchange(url.host, request.signal, this.waiters, this.buffers);
    if (request.signal.aborted) return err(failure('input.cancelled'));
    try {
      this.agent.dispatch(
        {
          origin: url.origin,
          path: pathAsSigned(request.url),
          method: 'GET',
          headers: { 'user-agent': this.userAgent, ...request.headers },
        },
        exchange,
      );
    } catch (error) {
      return err(classifyStorageError(error instanceof Error ? error : new Error(String(error)), url.host));
    }
    const opened = await exchange.opened;
    if (opened.ok || !exchange.wasAskedToContinue || request.signal.aborted) return opened;
    return this.openPatiently(request);
  }

  /** undici takes an interim 100 for a broken server; Node's own client ignores it, as RFC 9110 §15.2 asks. */
  private openPatiently(request: HttpRequest): Promise<Result<StorageAnswer, Failure>> {
    const url = new URL(request.url);
    const exchange = new Exchange(url.host, request.signal, this.waiters, this.buffers);
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    const agent = this.dialling?.agentOnce(url) ?? false;
    const call = get({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: pathAsSigned(request.url),
      headers: { 'user-agent': this.userAgent, ...request.headers },
      agent,
      timeout: ANSWER_MS,
      ...(this.api.world === 'https' ? { lookup: guardedLookup(lookup) } : {}),
    });
    const controller: Controller = {
      aborted: false,
      paused: false,
      reason: null,
      abort: (reason) => void call.destroy(reason),
      pause: () => undefined,
      resume: () => undefined,
    };
    this.patient.add(call);
    call.once('close', () => this.patient.delete(call));
    exchange.onRequestStart(controller);
    call.once('timeout', () => call.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    call.once('error', (error) => exchange.onResponseError(controller, error));
    call.once('response', (response) => {
      controller.pause = () => void response.pause();
      controller.resume = () => void response.resume();
      call.setTimeout(0);
      exchange.onResponseStart(controller, response.statusCode ?? 0, response.headers);
      response.on('data', (chunk: Buffer) => exchange.onResponseData(controller, chunk));
      response.once('end', () => exchange.onResponseEnd());
      response.once('error', (error) => exchange.onResponseError(controller, error));
    });
    return exchange.opened;
  }

  dropConnections(): void {
    const old = this.agent;
    // What is trusted may have changed as well.
    this.connector = this.createConnector();
    this.agent = this.createAgent();
    void old.destroy().catch(() => undefined);
    this.dropPatient();
  }

  async close(): Promise<void> {
    this.dropPatient();
    await this.agent.destroy();
  }

  private dropPatient(): void {
    const cause = Object.assign(new Error('dropped'), { code: 'ECONNRESET' });
    for (const call of this.patient) call.destroy(cause);
  }

  private createConnector(): buildConnector.connector {
    const trust = this.dialling?.trust();
    return buildConnector({
      timeout: CONNECT_MS,
      autoSelectFamily: true,
      allowH2: false,
      onread: this.buffers.forSockets(),
      ...(this.api.world === 'https' ? { lookup: guardedLookup(lookup) } : {}),
      ...(trust === undefined ? {} : { secureContext: trust }),
    });
  }

  private createAgent(): Agent {
    return new Agent({
      pipelining: 1,
      // The engine counts connections itself; here is only a roof.
      connections: 32,
      allowH2: false,
      headersTimeout: ANSWER_MS,
      // Silence is measured by `take`, and only while somebody wants bytes.
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      connect: (options, connected) => this.connect(options, connected),
    });
  }

  private readonly connect: buildConnector.connector = (options, connected) => {
    const { connector } = this;
    const done: typeof connected = (...outcome) => {
      const [, socket] = outcome;
      // undici breaks when a connection ends while it is told to wait; ours are heard before its own.
      for (const end of ['end', 'error', 'close']) socket?.on(end, () => this.waiters.wake());
      connected(...outcome);
    };
    if (this.dialling === null) connector(options, done);
    else dialForUndici(this.dialling, connector, options, done);
  };
}
