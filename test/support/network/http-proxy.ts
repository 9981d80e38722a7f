import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { linkSockets, serverIdentity } from './far-civitai';

export interface HttpProxyOptions {
  /** Port on this machine of a host name; null for a host that it does not know. */
  readonly portOf: (host: string) => number | null;
  readonly login?: { readonly user: string; readonly password: string };
  /** Answered to every CONNECT instead of a connection. */
  readonly refusal?: number;
  readonly isSecure?: boolean;
  readonly port?: number;
}

export interface TestProxy {
  readonly port: number;
  /** Everything that came in, as it came: first lines and headers, or for SOCKS the hosts asked for. */
  readonly heard: string[];
  /** How many connections there are now through it. */
  openCount(): number;
  /** Cuts what is open; new connections are welcome. */
  cut(): void;
  close(): Promise<void>;
}

/** An HTTP proxy for CONNECT, as companies run them. */
export async function startHttpProxy(options: HttpProxyOptions): Promise<TestProxy> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  const server = options.isSecure === true ? createTlsServer(serverIdentity) : createServer();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  const note = (request: IncomingMessage) => {
    heard.push(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}`);
  };
  server.on('request', (request: IncomingMessage, response) => {
    note(request);
    response.writeHead(501).end();
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    note(request);
    socket.on('error', () => socket.destroy());
    const end = (status: number, more = '') => socket.end(`HTTP/1.1 ${status} No\r\n${more}\r\n`);
    const { login } = options;
    const wanted = login && `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      end(407, 'Proxy-Authenticate: Basic realm="tests"\r\n');
      return;
    }
    if (options.refusal !== undefined) {
      end(options.refusal);
      return;
    }
    const port = options.portOf(String(request.url).replace(/:\d+$/, ''));
    if (port === null) {
      end(502);
      return;
    }
    const far = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) far.write(head);
      linkSockets(socket, far, open);
    });
    far.on('error', () => end(502));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    openCount: () => open.size,
    cut,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      cut();
      await closed;
    },
  };
}
