// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onInterrupt } from '../lib/interrupt.mjs';
import { endProcessTree } from '../lib/processes.mjs';
import { inProject } from '../lib/project.mjs';
import { say, ToolError } from '../lib/say.mjs';
import { makeCertificate } from './certificate.mjs';
import { startModelApi } from './model-api.mjs';
import { startNginx } from './nginx.mjs';
import { PatternFile } from './pattern-file.mjs';
import { formatBytes } from './sizes.mjs';

const MEMORY_FOLDER = '/dev/shm';
const FILE_NAME = 'pattern.safetensors';
const LARGE_FILE_NAME = 'large-pattern.safetensors';
/** What the server gives one connection in the round with a throttle. */
export const SLOW_BYTES_PER_SECOND = 10_000_000;
/** Each way; 80 ms there and back. */
const DELAY_MS = 40;

/** @typedef {import('./contestants.mjs').Race} Race */

/**
 * @typedef {object} Stage
 * @property {string} folder where files are fetched to: memory, unless the user said otherwise
 * @property {string} diskFolder on the disk that holds temporary files
 * @property {Race} plain nothing between client and server
 * @property {Race} slow 10 MB/s a connection
 * @property {Race} far 80 ms away
 * @property {() => Race} large a file of another size, made when first asked for
 */

/**
 * Sets up the server, the API in front of it, the files and the far line; all of it is gone afterwards.
 * @template T
 * @param {{ bytes: number, largeBytes: number, place: string | null, civet: string }} options place: the user's own folder
 * @param {(stage: Stage) => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function onStage({ bytes, largeBytes, place, civet }, action) {
  const folder = mkdtempSync(path.join(chooseFolder(place), 'civet-bench-'));
  const diskFolder = mkdtempSync(path.join(os.tmpdir(), 'civet-bench-disk-'));
  /** @type {(() => unknown)[]} the latest is undone first */
  const undo = [removal(folder), removal(diskFolder)];
  const endAll = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  const forget = onInterrupt(endAll);
  try {
    requireRoom(folder, 2 * bytes);
    say(`Making a file of ${formatBytes(bytes)} in ${folder}.`);
    const file = new PatternFile(bytes, 1);
    file.writeTo(path.join(folder, FILE_NAME));
    const { certificate, key } = await makeCertificate(diskFolder);
    const nginx = await startNginx({
      ...{ folder: diskFolder, root: folder, certificate, key },
      slowBytesPerSecond: SLOW_BYTES_PER_SECOND,
    });
    undo.push(nginx.stop);
    const far = await startFarServer(nginx.port);
    undo.push(far.stop);

    const near = `https://127.0.0.1:${nginx.port}`;
    const urls = {
      plain: `${near}/${FILE_NAME}`,
      slow: `${near}/slow/${FILE_NAME}`,
      far: `https://127.0.0.1:${far.port}/${FILE_NAME}`,
      large: `${near}/${LARGE_FILE_NAME}`,
    };
    const offered = Object.entries(urls).map(([kind, url], index) => ({
      versionId: index + 1,
      name: kind === 'large' ? LARGE_FILE_NAME : FILE_NAME,
      bytes: kind === 'large' ? largeBytes : bytes,
      sha256: file.sha256(),
      link: () => url,
    }));
    const api = await startModelApi(offered);
    undo.push(api.close);

    /** @param {number} index @returns {Race} */
    const race = (index) => {
      const { versionId, name, sha256, link } = /** @type {typeof offered[number]} one a kind of url */ (
        offered[index]
      );
      return { url: link(), versionId, sha256, fileName: name, certificate, apiOrigin: api.origin, civet };
    };
    const large = () => {
      requireRoom(diskFolder, 2 * largeBytes);
      const offer = /** @type {typeof offered[number]} the last kind of url */ (offered[3]);
      const source = path.join(diskFolder, LARGE_FILE_NAME);
      if (!existsSync(source)) {
        say(`Making a file of ${formatBytes(largeBytes)} in ${diskFolder}.`);
        const made = new PatternFile(largeBytes, 2);
        made.writeTo(source);
        offer.sha256 = made.sha256();
        symlinkSync(source, path.join(folder, LARGE_FILE_NAME));
      }
      return race(3);
    };
    return await action({ folder, diskFolder, plain: race(0), slow: race(1), far: race(2), large });
  } finally {
    forget();
    await endAll();
  }
}

/**
 * The line with 80 ms, as a process of its own.
 * @param {number} targetPort
 */
async function startFarServer(targetPort) {
  const child = fork(inProject('tools', 'bench', 'far-server.mjs'), [String(targetPort), String(DELAY_MS)]);
  const [port] = await once(child, 'message');
  return {
    port: Number(port),
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null) await endProcessTree(child.pid);
    },
  };
}

/** @param {string | null} place */
function chooseFolder(place) {
  if (place === null) return existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : os.tmpdir();
  if (!existsSync(place))
    throw new ToolError(`There is no folder ${place}.`, 'make it, or leave --place away.');
  return path.resolve(place);
}

/**
 * @param {string} folder
 * @param {number} bytes
 */
function requireRoom(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  // Memory that a file system in memory could take may be in use already.
  const room = folder.startsWith(MEMORY_FOLDER) ? Math.min(bavail * bsize, os.freemem()) : bavail * bsize;
  if (room >= bytes) return;
  throw new ToolError(
    `${folder} has room for ${formatBytes(room)}, and this needs ${formatBytes(bytes)}.`,
    'give a smaller --size, or another folder with --place.',
  );
}

/** @param {string} folder */
function removal(folder) {
  return () => rmSync(folder, { recursive: true, force: true });
}
