// @ts-check
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTcpProxy } from '../../support/proxies/tcp-proxy.mjs';

const ANSWER = randomBytes(3_000_000);

/** @type {(() => unknown)[]} */
const undo = [];
/** @type {number} */
let target;

beforeEach(async () => {
  // Answers what it is asked for: so many bytes, then the end.
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (asked) => socket.end(ANSWER.subarray(0, Number(asked.toString()))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  undo.push(() => server.close());
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** @param {Parameters<typeof startTcpProxy>[1]} shape */
async function proxy(shape) {
  const started = await startTcpProxy(target, shape);
  undo.push(started.close);
  return started;
}

/** @param {number} port @param {number} bytes */
async function ask(port, bytes) {
  const startedAt = performance.now();
  const socket = connect(port, '127.0.0.1');
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {{ code: string | null, firstMs: number }} */
  const found = { code: null, firstMs: Number.NaN };
  socket.on('data', (part) => {
    if (parts.length === 0) found.firstMs = performance.now() - startedAt;
    parts.push(part);
  });
  socket.on('error', (error) => {
    found.code = 'code' in error ? String(error.code) : null;
  });
  socket.write(String(bytes));
  await new Promise((resolve) => socket.once('close', resolve));
  return { ...found, bytes: Buffer.concat(parts) };
}

describe('startTcpProxy', () => {
  it('passes bytes on unchanged and ends when the server ends', async () => {
    const { port } = await proxy({ delayMs: 5, sliceBytes: 1_000 });
    const { bytes, code } = await ask(port, ANSWER.length);
    expect(code).toBeNull();
    expect(bytes.equals(ANSWER)).toBe(true);
  });

  it('lets the first byte wait for a handshake and a question, both over the whole way', async () => {
    const { port } = await proxy({ delayMs: 60 });
    const { firstMs } = await ask(port, 10);
    // Two ways for the handshake, one for the question, one for the answer.
    expect(firstMs).toBeGreaterThanOrEqual(4 * 60 - 2);
  });

  it('delays without limiting: all bytes of one moment arrive together', async () => {
    const { port } = await proxy({ delayMs: 100 });
    const startedAt = performance.now();
    const { bytes } = await ask(port, ANSWER.length);
    expect(bytes.length).toBe(ANSWER.length);
    // A delay after each of the 46 or more chunks would take seconds.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('resets a connection after so many bytes, and counts it', async () => {
    const limits = [70_000, null];
    const started = await proxy({ cutAfterBytes: () => limits.shift() ?? null });
    const first = await ask(started.port, ANSWER.length);
    expect(first.code).toBe('ECONNRESET');
    expect(first.bytes.length).toBeLessThanOrEqual(70_000);
    expect(first.bytes.equals(ANSWER.subarray(0, first.bytes.length))).toBe(true);
    const second = await ask(started.port, ANSWER.length);
    expect(second.code).toBeNull();
    expect(second.bytes.length).toBe(ANSWER.length);
    expect(started.cuts()).toBe(1);
  });
});
