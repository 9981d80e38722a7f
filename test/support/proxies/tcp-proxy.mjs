// @ts-check
/** @import { Socket } from 'node:net' */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { DelayLine } from './delay-line.mjs';

/** Bytes still on their way out turn a reset into a regular end. */
const BEFORE_RESET_MS = 20;

/**
 * @typedef {object} Shape what a line does to the bytes on it
 * @property {number} [delayMs] each way; opening a connection costs a round trip more, as a handshake would
 * @property {number} [sliceBytes] nothing larger is passed on at once
 * @property {() => number | null} [cutAfterBytes] asked once a connection: it is reset after so many bytes to the
 *   client, of which the last may be lost; null for never
 */

/**
 * @typedef {object} TcpProxy
 * @property {number} port on 127.0.0.1
 * @property {() => number} cuts connections reset so far
 * @property {() => Promise<void>} close ends all connections
 */

/**
 * A line between clients and a server on this machine, with the faults of a long one. It knows nothing of what
 * passes through it, so it serves TLS as well as anything.
 * @param {number} targetPort on 127.0.0.1
 * @param {Shape} shape
 * @returns {Promise<TcpProxy>}
 */
export async function startTcpProxy(targetPort, shape) {
  /** @type {Set<Socket>} */
  const open = new Set();
  let cuts = 0;
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    const delayMs = shape.delayMs ?? 0;
    // The client believes to be connected at once; over a real line it would have waited for an answer first.
    const openAt = performance.now() + 2 * delayMs;
    join(client, upstream, new DelayLine(delayMs, openAt), shape.sliceBytes ?? null, null);
    join(
      upstream,
      client,
      new DelayLine(delayMs, 0),
      shape.sliceBytes ?? null,
      shape.cutAfterBytes?.() ?? null,
      () => {
        cuts += 1;
        setTimeout(() => {
          client.resetAndDestroy();
          upstream.destroy();
        }, BEFORE_RESET_MS);
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} a TCP server that listens has one */ (
    server.address()
  );
  return {
    port: address.port,
    cuts: () => cuts,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/**
 * One direction of a connection.
 * @param {Socket} from
 * @param {Socket} to
 * @param {DelayLine} line
 * @param {number | null} sliceBytes
 * @param {number | null} cutAfterBytes
 * @param {() => void} [cut]
 */
function join(from, to, line, sliceBytes, cutAfterBytes, cut) {
  let left = cutAfterBytes ?? Number.POSITIVE_INFINITY;
  line.onOut = (bytes) => {
    if (to.destroyed || left === 0) return true;
    const part = bytes.length <= left ? bytes : bytes.subarray(0, left);
    left -= part.length;
    const isFlowing = writeSliced(to, part, sliceBytes ?? part.length);
    if (left > 0) return isFlowing;
    from.pause();
    cut?.();
    return true;
  };
  line.onEnd = () => to.end();
  line.onFull = () => from.pause();
  line.onRoom = () => from.resume();
  from.on('data', (bytes) => line.put(bytes));
  from.on('end', () => line.end());
  to.on('drain', () => line.flow());
  from.on('error', () => undefined);
  from.on('close', () => {
    if (!from.readableEnded) to.destroy();
  });
}

/** @param {Socket} to @param {Buffer} bytes @param {number} sliceBytes */
function writeSliced(to, bytes, sliceBytes) {
  let isFlowing = true;
  for (let at = 0; at < bytes.length; at += sliceBytes)
    isFlowing = to.write(bytes.subarray(at, at + sliceBytes)) && isFlowing;
  return isFlowing;
}
