import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiOrigin, parseApiOrigin } from '../../../electron/core/civitai/origins';

export interface SmallServer {
  readonly origin: string;
  readonly api: ApiOrigin;
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** A server on loopback that answers as one test wants it. */
export async function smallServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<SmallServer> {
  const requests: SmallServer['requests'] = [];
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const origin = `http://127.0.0.1:${port}`;
  const api = parseApiOrigin(origin);
  if (!api.ok) throw new Error(`No origin: ${origin}`);
  return {
    origin,
    api: api.value,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
