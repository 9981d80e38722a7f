// @ts-check
import { crc32 } from 'node:zlib';
import { createLayout } from './layout.mjs';

const CHUNK_BYTES = 1_048_576;
/** 2026-01-01, in the DOS form of zip. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

/**
 * A valid zip archive of exactly `bytes` bytes: small stored text entries, and one binary entry that
 * fills the rest.
 *
 * @param {{ bytes: number, seed: number, texts: readonly { name: string, text: string }[], fillName: string }} plan
 * @throws {RangeError} when `bytes` is too small, or above 1 GiB (zip64 is left out)
 */
export function zipLayout(plan) {
  if (plan.bytes > 1_073_741_824) throw new RangeError('zip files end at 1 GiB here');
  const entries = plan.texts.map(({ name, text }) => ({ name: Buffer.from(name), body: Buffer.from(text) }));
  const fillName = Buffer.from(plan.fillName);
  const overhead =
    entries.reduce((sum, { name, body }) => sum + 76 + 2 * name.length + body.length, 0) +
    76 +
    2 * fillName.length +
    22;
  const fillBytes = plan.bytes - overhead;
  if (fillBytes < 0) throw new RangeError(`${plan.bytes} bytes are too few for this zip`);
  const fill = { seed: plan.seed, length: fillBytes };

  /** @type {(Buffer | { seed: number, length: number })[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const { name, body, crc } of [
    ...entries.map((entry) => ({ ...entry, crc: crc32(entry.body) })),
    { name: fillName, body: fill, crc: crcOf(fill) },
  ]) {
    const fields = entryFields(crc, body.length, name.length);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name]);
    parts.push(local, body);
    const central = Buffer.alloc(46);
    central.write('504b01021400', 'hex');
    fields.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    offset += local.length + body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length + 1, 8);
  end.writeUInt16LE(entries.length + 1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return createLayout([...parts, central, end]);
}

/** The 26 bytes that local and central headers share. @param {number} crc @param {number} size @param {number} nameLength */
function entryFields(crc, size, nameLength) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(crc >>> 0, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

/** @param {{ seed: number, length: number }} fill */
function crcOf(fill) {
  const layout = createLayout([fill]);
  let crc = 0;
  for (let offset = 0; offset < fill.length; offset += CHUNK_BYTES)
    crc = crc32(layout.read(offset, CHUNK_BYTES), crc);
  return crc;
}
