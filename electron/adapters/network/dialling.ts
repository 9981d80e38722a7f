import { Agent, type AgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { isOwnMachine, type Lines, type Route } from '../../core/network/routes';
import { openTunnel, ProxyError, type Target } from './tunnel';

const CONNECT_MS = 15_000;
/** The next way of a list is tried after these; a proxy that is there and refuses has the last word. */
const LEADS_ON: ReadonlySet<string> = new Set(['network.proxyUnreachable', 'network.tls']);

/** How connections are made, for every client of ours: by which ways, and trusting whom. */
export interface Dialling {
  readonly lines: Lines;
  /** Undefined while nobody is trusted besides those that Node brings. */
  trust(): SecureContext | undefined;
  /** An agent for one request of Node's own client; false where Node's usual way is the only one. */
  agentOnce(url: URL): Agent | false;
}

export function createDialling(lines: Lines, trust: () => SecureContext | undefined): Dialling {
  const dialling: Dialling = {
    lines,
    trust,
    agentOnce: ({ protocol, hostname }) =>
      protocol === 'https:' && !isOwnMachine(hostname) ? new DiallingAgent(dialling, {}) : false,
  };
  return dialling;
}

/**
 * Tries the ways to a target in their order.
 *
 * @param direct connects without a proxy; told whether another way would follow
 * @returns what `direct` gives, or a connection through a proxy that nothing has been said on
 * @throws ProxyError for the last way that failed, or what `direct` throws
 */
export async function dial<T>(
  { lines, trust }: Dialling,
  target: Target,
  direct: (isLast: boolean) => Promise<T>,
): Promise<{ readonly direct: T } | { readonly tunnel: Socket }> {
  const routes = await lines.routesTo(`https://${target.hostname}:${target.port}`);
  for (const [at, route] of routes.entries()) {
    const isLast = at === routes.length - 1;
    try {
      if (route.kind === 'direct') return { direct: await direct(isLast) };
      return { tunnel: await tunnelAndTell(lines, route, { target, isLast, trust: trust() }) };
    } catch (error) {
      if (isLast || !leadsOn(error)) throw error;
    }
  }
  throw new Error('There is always a way, if only the direct one.');
}

/** Whether the next way of a list is worth a try after this. */
export function leadsOn(error: unknown): boolean {
  return !(error instanceof ProxyError) || LEADS_ON.has(error.failure.code);
}

interface Attempt {
  readonly target: Target;
  readonly isLast: boolean;
  readonly trust: SecureContext | undefined;
}

/** A connection through a proxy; what came of it is told to whoever chooses the ways. */
export async function tunnelAndTell(
  lines: Lines,
  route: Extract<Route, { kind: 'proxy' }>,
  { target, isLast, trust }: Attempt,
): Promise<Socket> {
  try {
    const socket = await openTunnel(route, target, trust);
    lines.noteProxy(route.proxy, null, true);
    return socket;
  } catch (error) {
    if (error instanceof ProxyError) lines.noteProxy(route.proxy, error.failure, isLast || !leadsOn(error));
    throw error;
  }
}

type Connection = Parameters<Agent['createConnection']>[0] & {
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly secureContext?: SecureContext;
};
type Connected = NonNullable<Parameters<Agent['createConnection']>[1]>;

/** An agent for https of Node's own client that dials as the settings say. */
export class DiallingAgent extends Agent {
  /** Connections of an earlier turn are never used again. */
  private turn = 0;

  constructor(
    private readonly dialling: Dialling,
    options: AgentOptions,
  ) {
    super(options);
  }

  /** Another way, login or trust holds from now on: what is open is used to its end, and for nothing more. */
  dropIdle(): void {
    this.turn += 1;
    for (const sockets of Object.values(this.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  override getName(options?: Parameters<Agent['getName']>[0]): string {
    return `${super.getName(options)}:${this.turn}`;
  }

  override createConnection(options: Connection, connected?: Connected): undefined {
    const trust = this.dialling.trust();
    this.connect(trust === undefined ? options : { ...options, secureContext: trust }).then(
      (socket) => connected?.(null, socket),
      // Node looks at the connection only when there is no error.
      (error: Error) => connected?.(error, undefined as never),
    );
  }

  private async connect(options: Connection): Promise<Duplex> {
    const target = { hostname: bracketed(options.host ?? ''), port: Number(options.port ?? 443) };
    const direct = (isLast: boolean) => this.connectDirectly(options, isLast);
    const dialled = await dial(this.dialling, target, direct);
    if ('direct' in dialled) return dialled.direct;
    const { host: _host, port: _port, ...rest } = options;
    // What an https agent is given are options for TLS as well.
    return secured(connectTls({ ...(rest as ConnectionOptions), socket: dialled.tunnel }));
  }

  /** The last way is handed over while it connects, as an agent does; of an earlier one is waited what comes. */
  private connectDirectly(options: Connection, isLast: boolean): Promise<Duplex> {
    // An https agent makes TLS connections, whatever its types say.
    const socket = super.createConnection(options) as TLSSocket;
    return isLast ? Promise.resolve(socket) : secured(socket);
  }
}

/** Once the other side has proven who it is. */
function secured(socket: TLSSocket): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      socket.destroy(Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' }));
    };
    socket.setTimeout(CONNECT_MS, giveUp);
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.off('timeout', giveUp);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
