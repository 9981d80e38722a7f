// @ts-check
/** @import { ServerResponse } from 'node:http' */
/** @import { Layout } from '../bytes/layout.mjs' */
/** @import { Fault } from '../faults.mjs' */
import { setTimeout as delay } from 'node:timers/promises';

const CHUNK_BYTES = 262_144;
/** A throttled body goes out in this rhythm, so that even a slow one moves visibly. */
const TICK_MS = 40;
const FLIP_EVERY_BYTES = 65_536;

/**
 * Sends bytes [start, end) at the pace and with the accidents of the fault table.
 *
 * @param {ServerResponse} response its head is written
 * @param {Layout} layout
 * @param {{ start: number, end: number, cuts: boolean, faults: () => Fault, onSent: (bytes: number) => void }} plan
 *   `faults` is asked again for every chunk, so a test can change the pace in the middle
 */
export async function sendBody(response, layout, plan) {
  let offset = plan.start;
  while (offset < plan.end && !response.destroyed) {
    const fault = plan.faults();
    const sent = offset - plan.start;
    if (fault.stallAfterBytes != null && sent >= fault.stallAfterBytes) {
      await delay(TICK_MS);
      continue;
    }
    const cutAt = plan.cuts ? (fault.cutAfterBytes ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    if (sent >= cutAt) {
      response.destroy();
      return;
    }
    const paced =
      fault.bytesPerSecond == null
        ? CHUNK_BYTES
        : Math.max(1, Math.ceil((fault.bytesPerSecond * TICK_MS) / 1_000));
    const length = Math.min(
      CHUNK_BYTES,
      paced,
      plan.end - offset,
      cutAt - sent,
      (fault.stallAfterBytes ?? Number.POSITIVE_INFINITY) - sent,
    );
    const chunk = layout.read(offset, length);
    if (fault.wrongBytes === true) flipBits(chunk, offset);
    offset += chunk.length;
    plan.onSent(chunk.length);
    await written(response, chunk);
    if (fault.bytesPerSecond != null) await delay((chunk.length / fault.bytesPerSecond) * 1_000);
  }
  response.end();
}

/** Waits until the chunk is out; a connection that closes meanwhile ends the wait. @param {ServerResponse} response @param {Buffer} chunk */
function written(response, chunk) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const done = () => {
        response.off('close', done);
        resolve();
      };
      response.once('close', done);
      response.write(chunk, done);
    })
  );
}

/** @param {Buffer} chunk @param {number} offset of the chunk in the file */
function flipBits(chunk, offset) {
  const first = (FLIP_EVERY_BYTES - (offset % FLIP_EVERY_BYTES)) % FLIP_EVERY_BYTES;
  for (let at = first + 63; at < chunk.length; at += FLIP_EVERY_BYTES)
    chunk.writeUInt8(chunk.readUInt8(at) ^ 1, at);
}
