// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createRandom } from '../../test/support/civitai/random.mjs';
import { startTcpProxy } from '../../test/support/proxies/tcp-proxy.mjs';
import { startModelApi } from '../bench/model-api.mjs';
import { PatternFile } from '../bench/pattern-file.mjs';
import { say } from '../lib/say.mjs';
import { nextCut } from './chaos.mjs';
import { startEngine } from './engine.mjs';
import { flatness } from './flatness.mjs';
import { startPatternStorage } from './pattern-storage.mjs';

const SAMPLE_MS = 500;
const SAY_EVERY_MS = 15_000;
const LINK_LIFE_MS = 20_000;
/** One link in so many leads over a line that cuts connections and passes on small slices. */
const LINKS_PER_BAD_LINE = 2;
const SLICE_BYTES = 4_096;
const CONNECTIONS = 4;
/** Garbage is collected when it pays, so memory breathes by some megabytes. */
const MEMORY_ALLOWANCE = { share: 0.2, amount: 32 };
/** A connection may be on its way out while its successor is there. */
const DESCRIPTOR_ALLOWANCE = { share: 0.2, amount: 8 };

/**
 * @typedef {object} SoakOptions
 * @property {number} files at once
 * @property {number} bytes of each
 * @property {number} minutes new files follow finished ones for so long; 0 for one round
 * @property {number} limitMinutes all must have come by then
 * @property {number} seed
 * @property {string} folder empty
 */

/**
 * Several large files at once under seeded mischief, in one process, watched from outside.
 * @param {SoakOptions} options
 */
export async function soak({ files, bytes, minutes, limitMinutes, seed, folder }) {
  /** @type {Map<number, PatternFile>} */
  const known = new Map();
  const fileOf = (/** @type {number} */ versionId) => {
    const found = known.get(versionId) ?? new PatternFile(bytes, seed * 1_000 + versionId);
    known.set(versionId, found);
    return found;
  };
  const random = createRandom('lines', seed);
  const storage = await startPatternStorage({ fileOf, seed, linkLifeMs: LINK_LIFE_MS });
  const badLine = await startTcpProxy(storage.port, {
    sliceBytes: SLICE_BYTES,
    cutAfterBytes: () => nextCut(random),
  });
  let links = 0;
  const link = (/** @type {number} */ versionId) => {
    links += 1;
    const port = links % LINKS_PER_BAD_LINE === 0 ? badLine.port : storage.port;
    return `http://127.0.0.1:${port}${storage.path(versionId)}`;
  };
  /** @type {import('../bench/model-api.mjs').OfferedFile[]} */
  const offered = [];
  const offer = (/** @type {number} */ versionId) => {
    const file = fileOf(versionId);
    const name = `pattern-${versionId}.safetensors`;
    offered.push({ versionId, name, bytes, sha256: file.sha256(), link: () => link(versionId) });
  };
  say('Hashing what will be fetched.');
  for (let versionId = 1; versionId <= files; versionId += 1) offer(versionId);
  const api = await startModelApi(offered);

  const models = path.join(folder, 'models');
  mkdirSync(models);
  const startedAt = Date.now();
  let nextVersion = files + 1;
  const found = {
    begun: files,
    right: 0,
    wrong: /** @type {string[]} */ ([]),
    failures: /** @type {string[]} */ ([]),
  };
  let settle = () => {};
  const settled = new Promise((resolve) => {
    settle = () => resolve(null);
  });
  const settleWhenDone = () => {
    if (found.right + found.wrong.length + found.failures.length >= found.begun) settle();
  };
  const engine = await startEngine(
    {
      apiOrigin: api.origin,
      folder: models,
      state: path.join(folder, 'state'),
      atOnce: files,
      connections: CONNECTIONS,
    },
    (told) => {
      if (told.kind === 'completed') void take(told.versionId, told.path);
      if (told.kind === 'failed') found.failures.push(`file ${told.versionId}: ${told.code}`);
      if (told.kind === 'bug') found.failures.push(`a bug: ${told.words}`);
      settleWhenDone();
    },
    () => {
      found.failures.push('the engine ended by itself');
      settle();
    },
  );

  /** @param {number} versionId @param {string} placed */
  async function take(versionId, placed) {
    const isRight = (await sha256Of(placed)) === fileOf(versionId).sha256();
    rmSync(placed);
    if (isRight) found.right += 1;
    else found.wrong.push(`file ${versionId}`);
    if (Date.now() - startedAt < minutes * 60_000) {
      const next = nextVersion;
      nextVersion += 1;
      found.begun += 1;
      offer(next);
      engine.add(next);
    }
    settleWhenDone();
  }

  /** @type {{ rssMb: number, descriptors: number }[]} */
  const samples = [];
  const sampler = setInterval(() => {
    const sample = engine.sample();
    if (sample !== null) samples.push(sample);
  }, SAMPLE_MS);
  const teller = setInterval(() => {
    const last = samples.at(-1);
    say(
      `${found.right} of ${found.begun} right; ${Math.round(last?.rssMb ?? 0)} MiB, ${last?.descriptors} descriptors.`,
    );
  }, SAY_EVERY_MS);
  const limit = setTimeout(() => {
    found.failures.push(`not done after ${limitMinutes} minutes`);
    settle();
  }, limitMinutes * 60_000);
  for (let versionId = 1; versionId <= files; versionId += 1) engine.add(versionId);
  await settled;
  clearTimeout(limit);
  clearInterval(teller);
  clearInterval(sampler);
  await engine.end();
  await api.close();
  await badLine.close();
  await storage.close();

  const rssMb = flatness(
    samples.map((sample) => sample.rssMb),
    MEMORY_ALLOWANCE,
  );
  const descriptors = flatness(
    samples.map((sample) => sample.descriptors),
    DESCRIPTOR_ALLOWANCE,
  );
  return {
    files: found.begun,
    bytes,
    right: found.right,
    wrong: found.wrong,
    failures: found.failures,
    seconds: Math.round((Date.now() - startedAt) / 1000),
    mischief: { ...storage.counts, cutLines: badLine.cuts() },
    links,
    rssMb: inWhole(rssMb),
    descriptors: inWhole(descriptors),
    seed,
    ok: found.right === found.begun && rssMb.isFlat !== false && descriptors.isFlat !== false,
  };
}

/** @param {import('./flatness.mjs').Flatness} flatness */
function inWhole({ early, late, max, isFlat }) {
  return { early: Math.round(early), late: Math.round(late), max: Math.round(max), isFlat };
}

/** @param {string} file */
async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}
