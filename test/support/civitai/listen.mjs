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

/** Below the numbers that Linux, macOS and Windows give to whoever asks for any. */
const STEADY_FROM = 20_000;
const STEADY_TO = 32_000;

/**
 * A free port that stays free while its server is away: nobody is given it who takes what the system offers.
 *
 * @returns {Promise<number>}
 */
export async function steadyPort() {
  for (;;) {
    const port = STEADY_FROM + Math.floor(Math.random() * (STEADY_TO - STEADY_FROM));
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
