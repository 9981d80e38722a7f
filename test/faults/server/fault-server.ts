import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Clock } from '../../../electron/core/ports';
import type { SeededChance } from '../file-bytes';
import type { Answer, Exchange, Rule, Seen } from './answer';
import type { Certificate } from './certificate';
import { cut, type Line, sendAnswer, type WireAnswer } from './send';

export interface FaultServerNeeds {
  readonly host: string;
  readonly clock: Clock;
  readonly chance: SeededChance | null;
  /** Makes the wire form of an answer; `null` stands for the honest one. */
  readonly compose: (seen: Seen, answer: Answer) => WireAnswer;
  readonly certificate?: Certificate;
  readonly onRequest?: (seen: Seen) => void;
}

const MOST_HEAD_BYTES = 64 * 1024;

/**
 * One origin that answers as a case says. It speaks HTTP/1.1 by itself on bare sockets, because a library
 * would not send what a broken server sends.
 */
export class FaultServer {
  readonly exchanges: Exchange[] = [];
  /** Protocols that TLS clients offered, one entry a connection. */
  readonly offeredProtocols: (readonly string[])[] = [];
  /** Real milliseconds, of the last byte or request. */
  lastActivityMs = 0;
  private rules: { readonly rule: Rule; left: number }[] = [];
  private readonly sockets = new Set<Socket>();
  private connections = 0;
  private toReset = 0;
  /** Kept while it does not listen, so that links to it can still be made. */
  private lastPort: number | null = null;
  private server: Server | null = null;

  constructor(private readonly needs: FaultServerNeeds) {}

  async start(): Promise<void> {
    const accept = (socket: Socket) => this.accept(socket);
    const { certificate } = this.needs;
    const server =
      certificate === undefined
        ? createTcpServer({ noDelay: true }, accept)
        : createTlsServer(
            {
              ...certificate,
              ALPNCallback: ({ protocols }) => {
                this.offeredProtocols.push(protocols);
                return protocols.includes('h2') ? 'h2' : protocols[0];
              },
            },
            (socket: TLSSocket) => accept(socket),
          );
    server.on('tlsClientError', () => undefined);
    server.on('error', () => undefined);
    server.on('connection', (socket: Socket) => {
      if (this.toReset === 0) return;
      this.toReset -= 1;
      socket.resetAndDestroy();
    });
    this.server = server;
    await this.listen(0);
  }

  private listen(port: number): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.server?.once('error', reject);
      this.server?.listen(port, this.needs.host, resolve);
    });
  }

  get port(): number {
    const address = this.server?.address();
    if (this.lastPort !== null) return this.lastPort;
    if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
    return address.port;
  }

  /** The rules from now on; what was counted before is forgotten. */
  setRules(rules: readonly Rule[]): void {
    this.rules = rules.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  /** Answers that are neither sent nor given up. */
  openExchanges(): readonly Exchange[] {
    return this.exchanges.filter(({ state }) => state === 'sending' || state === 'held');
  }

  /** The next connections are reset before a word is said, also before TLS. */
  resetNextConnections(count: number): void {
    this.toReset = count;
  }

  /** Refuses connections until `listenAgain`; those that are open are cut. */
  async stopListening(): Promise<void> {
    const { server } = this;
    this.lastPort = this.port;
    this.resetAll();
    await new Promise((resolve) => server?.close(resolve));
  }

  listenAgain(): Promise<void> {
    return this.listen(this.port);
  }

  /** Cuts every connection, as a network that goes away. */
  resetAll(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    this.server = null;
  }

  private accept(socket: Socket): void {
    this.connections += 1;
    const connection = this.connections;
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.touch();
    });
    // One listener a connection, however many answers it carries.
    const leavers: (() => void)[] = [];
    socket.on('close', () => {
      for (const leave of leavers) leave();
    });
    let buffered = '';
    let turn: Promise<void> = Promise.resolve();
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1');
      for (let end = buffered.indexOf('\r\n\r\n'); end >= 0; end = buffered.indexOf('\r\n\r\n')) {
        const head = buffered.slice(0, end);
        buffered = buffered.slice(end + 4);
        this.touch();
        turn = turn.then(() => this.answer(socket, this.read(head, connection), leavers));
      }
      if (buffered.length > MOST_HEAD_BYTES) socket.destroy();
    });
  }

  private read(head: string, connection: number): Seen {
    const [requestLine = '', ...lines] = head.split('\r\n');
    const [method = '', target = ''] = requestLine.split(' ');
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
    return {
      number: this.exchanges.length + 1,
      connection,
      method,
      target,
      headers,
      range:
        range === null ? null : { start: Number(range[1]), end: range[2] === '' ? null : Number(range[2]) },
      openOthers: this.openExchanges().length,
      atMs: this.needs.clock.steadyMs(),
    };
  }

  private async answer(socket: Socket, seen: Seen, leavers: (() => void)[]): Promise<void> {
    if (socket.destroyed || socket.writableEnded) return;
    const exchange: Exchange = {
      seen,
      status: null,
      sentBytes: 0,
      bodyBytes: null,
      state: 'sending',
      isBlocked: false,
    };
    this.exchanges.push(exchange);
    this.needs.onRequest?.(seen);
    const answer = this.choose(seen);
    const { clock, chance } = this.needs;
    const line: Line = { socket, exchange, clock, chance, onActivity: () => this.touch() };
    const gone = new Promise<void>((resolve) => {
      const leave = () => {
        if (exchange.state === 'sending' || exchange.state === 'held') exchange.state = 'leftByClient';
        resolve();
      };
      if (socket.destroyed) leave();
      else leavers.push(leave);
    });
    const delayMs = answer.delayMs ?? (chance === null ? 0 : chance.below(4));
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (answer.isSilent === true) {
      exchange.state = 'held';
    } else if (answer.hangUp !== undefined) {
      await cut(line, answer.hangUp);
    } else if (answer.raw !== undefined) {
      socket.write(answer.raw, 'latin1');
      exchange.state = 'sent';
    } else {
      const wire = this.needs.compose(seen, answer);
      exchange.status = Number(wire.head.slice(wire.head.lastIndexOf('HTTP/1.') + 9).slice(0, 3));
      exchange.bodyBytes = wire.body.kind === 'file' ? wire.body.length : null;
      await sendAnswer(line, wire);
    }
    // A body that stands still ends only with its connection.
    if (exchange.state === 'held') await gone;
  }

  private choose(seen: Seen): Answer {
    const entry = this.rules.find(({ rule, left }) => left > 0 && (rule.when?.(seen) ?? true));
    if (entry === undefined) return {};
    entry.left -= 1;
    return typeof entry.rule.answer === 'function' ? entry.rule.answer(seen) : entry.rule.answer;
  }

  private touch(): void {
    this.lastActivityMs = performance.now();
  }
}
