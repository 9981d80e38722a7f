// @ts-check
import { cpus, loadavg } from 'node:os';
import { say, ToolError } from '../lib/say.mjs';
import { measureGrowth } from './growth.mjs';
import { measureLoopDelay } from './loop-delay.mjs';
import { runRace } from './race.mjs';
import { onStage, SLOW_BYTES_PER_SECOND } from './stage.mjs';

/**
 * @typedef {object} BenchOptions
 * @property {number} rounds
 * @property {number} bytes
 * @property {number} largeBytes
 * @property {readonly number[]} queues lengths of queues, the shortest first
 * @property {string | null} place
 * @property {string} civet
 * @property {readonly MeasureName[]} measures
 *
 * @typedef {object} Measurements what was measured; null for what was not
 * @property {Record<string, import('./race.mjs').Result> | null} wall
 * @property {Record<string, import('./race.mjs').Result> | null} throttle
 * @property {Record<string, import('./race.mjs').Result> | null} latency
 * @property {Record<string, import('./race.mjs').Result> | null} memory
 * @property {Record<string, import('./race.mjs').Result> | null} disk
 * @property {import('./loop-delay.mjs').LoopDelay | null} loop
 * @property {import('./growth.mjs').Growth | null} growth
 *
 * @typedef {keyof Measurements} MeasureName
 */

/** @type {readonly MeasureName[]} */
const MEASURES = ['wall', 'throttle', 'latency', 'memory', 'disk', 'loop', 'growth'];

/** Enough for the slowest program on a slow machine; a run beyond it hangs. */
const START_LIMIT_MS = 120_000;
const SLOWEST_BYTES_PER_SECOND = 4_000_000;

/**
 * @param {string | null} only
 * @param {string} usage
 * @returns {readonly MeasureName[]}
 */
export function chooseMeasures(only, usage) {
  if (only === null) return MEASURES;
  return only.split(',').map((name) => {
    const found = MEASURES.find((each) => each === name.trim());
    if (found === undefined) throw new ToolError(`There is nothing to measure called ${name}.`, usage);
    return found;
  });
}

/**
 * @param {BenchOptions} options
 * @returns {Promise<Measurements>}
 */
export async function measureAll(options) {
  /** @type {Measurements} */
  const found = {
    wall: null,
    throttle: null,
    latency: null,
    memory: null,
    disk: null,
    loop: null,
    growth: null,
  };
  const has = (/** @type {MeasureName} */ name) => options.measures.includes(name);
  warnOfCompany();
  if (options.measures.some((name) => name !== 'growth')) {
    await onStage(options, async ({ folder, diskFolder, plain, slow, far, large }) => {
      const { rounds, bytes, largeBytes } = options;
      const common = { rounds, folder, timeoutMs: limitMs(bytes, SLOWEST_BYTES_PER_SECOND) };
      const everybody = /** @type {const} */ (['civet', 'aria2c', 'curl', 'wget']);
      const rivals = /** @type {const} */ (['civet', 'aria2c']);
      if (has('wall')) found.wall = await runRace('Plain', plain, { ...common, contestants: everybody });
      if (has('latency'))
        found.latency = await runRace('80 ms away', far, { ...common, contestants: rivals });
      if (has('throttle')) {
        const timeoutMs = limitMs(bytes, SLOW_BYTES_PER_SECOND / 4);
        found.throttle = await runRace('10 MB/s each', slow, { ...common, timeoutMs, contestants: rivals });
      }
      if (has('disk')) {
        const onDisk = { ...common, rounds: 1, folder: diskFolder, contestants: everybody };
        found.disk = await runRace('On a disk', plain, onDisk);
      }
      if (has('loop')) {
        found.loop = await measureLoopDelay({ race: plain, folder, timeoutMs: common.timeoutMs });
        say(
          `In the app: p99 ${found.loop.p99Ms} ms late, idle ${found.loop.idleP99Ms} ms, ${found.loop.wallSeconds} s.`,
        );
      }
      if (has('memory')) {
        const timeoutMs = limitMs(largeBytes, SLOWEST_BYTES_PER_SECOND);
        const alone = /** @type {const} */ (['civet']);
        found.memory = await runRace('Large file', large(), {
          ...{ rounds: 1, folder: diskFolder, timeoutMs, contestants: alone },
        });
      }
    });
  }
  if (has('growth')) found.growth = await measureGrowth(options.queues);
  return found;
}

/** @param {number} bytes @param {number} bytesPerSecond */
function limitMs(bytes, bytesPerSecond) {
  return START_LIMIT_MS + (bytes / bytesPerSecond) * 1000;
}

function warnOfCompany() {
  const [load = 0] = loadavg();
  if (load > cpus().length / 2)
    say(`This machine is busy (load ${load.toFixed(1)}); ratios hold better than seconds then.`);
}
