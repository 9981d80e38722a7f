// @ts-check
/** @import { IncomingMessage, ServerResponse } from 'node:http' */
import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Starts a loopback server.
 *
 * @param {(request: IncomingMessage, response: ServerResponse) => Promise<void>} handle
 * @param {number} port 0 picks a free one
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>} `close` also ends open connections
 */
export async function listen(handle, port) {
  const server = createServer((request, response) => {
    handle(request, response).catch((/** @type {unknown} */ cause) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
      );
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} — a TCP server that listens has one. */ (
    server.address()
  );
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
