// @ts-check
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, symlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { ToolError } from './say.mjs';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const MAX_COMMENT_BYTES = 0xffff;
const SYMLINK_MODE = 0o120000;
const TYPE_MASK = 0o170000;

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} mode UNIX mode with its file type, 0 when the archive has none
 * @property {number} method 0 stored, 8 deflated
 * @property {number} crc
 * @property {number} compressedBytes
 * @property {number} headerOffset
 */

/**
 * Unpacks what `rename` does not refuse, checks each file's CRC-32 and keeps executable bits and links.
 *
 * Enough for archives under 4 GB. It exists because neither `unzip` nor a zip library may be assumed.
 * @param {string} zipFile
 * @param {string} target
 * @param {(name: string) => string | null} rename the path below `target`; null leaves the entry out
 */
export async function unzip(zipFile, target, rename) {
  for (const entry of await readDirectory(zipFile)) {
    const relative = rename(entry.name);
    if (relative === null) continue;
    const destination = containedPath(target, relative);
    if (relative.endsWith('/')) {
      await mkdir(destination, { recursive: true });
      continue;
    }
    await mkdir(path.dirname(destination), { recursive: true });
    if ((entry.mode & TYPE_MASK) === SYMLINK_MODE) await writeLink(zipFile, entry, target, destination);
    else await writeEntry(zipFile, entry, destination);
  }
}

/**
 * @param {string} zipFile
 * @returns {Promise<ZipEntry[]>}
 */
async function readDirectory(zipFile) {
  const file = await open(zipFile);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, MAX_COMMENT_BYTES + 22));
    await file.read(tail, 0, tail.length, size - tail.length);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
    if (end < 0) throw new ToolError(`${zipFile} is not a zip archive.`);
    const count = tail.readUInt16LE(end + 10);
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
    if (count === 0xffff || directory.length === 0xffffffff)
      throw new ToolError(`${zipFile} is a ZIP64 archive, which this reader does not know.`);
    await file.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
    return parseDirectory(directory, count);
  } finally {
    await file.close();
  }
}

/**
 * @param {Buffer} directory
 * @param {number} count
 */
function parseDirectory(directory, count) {
  /** @type {ZipEntry[]} */
  const entries = [];
  for (let at = 0; entries.length < count; ) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new ToolError('The zip archive is damaged: its directory ends early.');
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedBytes: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {string} zipFile
 * @param {ZipEntry} entry
 * @param {string} destination
 */
async function writeEntry(zipFile, entry, destination) {
  await pipeline([...(await contentStreams(zipFile, entry)), createWriteStream(destination)]);
  if ((entry.mode & 0o777) !== 0) await chmod(destination, entry.mode & 0o777);
}

/**
 * @param {string} zipFile
 * @param {ZipEntry} entry
 * @param {string} target
 * @param {string} destination
 */
async function writeLink(zipFile, entry, target, destination) {
  /** @type {Buffer[]} */
  const chunks = [];
  const streams = await contentStreams(zipFile, entry);
  const collect = new Transform({
    transform(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline([...streams, collect]);
  const link = Buffer.concat(chunks).toString('utf8');
  containedPath(target, path.relative(target, path.resolve(path.dirname(destination), link)));
  await symlink(link, destination);
}

/**
 * @param {string} zipFile
 * @param {ZipEntry} entry
 * @returns {Promise<any[]>}
 */
async function contentStreams(zipFile, entry) {
  if (entry.method !== 0 && entry.method !== 8)
    throw new ToolError(`${entry.name} is compressed in a way this reader does not know.`);
  const start = await contentOffset(zipFile, entry);
  const end = start + entry.compressedBytes - 1;
  const isEmpty = entry.compressedBytes === 0;
  /** @type {any[]} `pipeline` has no type for a list of unknown length */
  const streams = [
    isEmpty ? Readable.from([]) : createReadStream(zipFile, { start, end, highWaterMark: 1 << 20 }),
  ];
  if (entry.method === 8 && !isEmpty) streams.push(createInflateRaw({ chunkSize: 1 << 18 }));
  streams.push(crcCheck(entry));
  return streams;
}

/** @param {ZipEntry} entry */
function crcCheck(entry) {
  let crc = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
    flush(done) {
      done(crc === entry.crc ? null : new ToolError(`${entry.name} is damaged: its CRC-32 is wrong.`));
    },
  });
}

/**
 * @param {string} zipFile
 * @param {ZipEntry} entry
 */
async function contentOffset(zipFile, entry) {
  const file = await open(zipFile);
  try {
    const header = Buffer.alloc(30);
    await file.read(header, 0, 30, entry.headerOffset);
    if (header.readUInt32LE(0) !== LOCAL_HEADER)
      throw new ToolError(`${entry.name} is damaged: its header is missing.`);
    return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

/**
 * @param {string} folder
 * @param {string} untrustedPath
 */
function containedPath(folder, untrustedPath) {
  const resolved = path.resolve(folder, untrustedPath);
  const relative = path.relative(folder, resolved);
  if (relative.startsWith('..') || path.isAbsolute(relative)) {
    throw new ToolError(`The archive wants to write outside its folder: ${untrustedPath}`);
  }
  return resolved;
}
