// @ts-check
import {
  civetPeakRssMb,
  growthMarkdown,
  hashTailP95,
  raceMarkdown,
  raceTable,
  ratioIn,
  summaryOf,
} from './figures.mjs';
import { formatBytes } from './sizes.mjs';
import { judge, targetMarkdown, targetTable } from './targets.mjs';

/** @typedef {{ cpu: string, cores: number, memory: string, system: string, node: string, loadBefore: number, programs: Record<string, string> }} Machine */

const RACES = /** @type {const} */ ({
  wall: 'Nothing in between',
  latency: 'A line with 80 ms',
  throttle: '10 MB/s a connection',
  disk: 'Onto a disk, one round',
  memory: 'A large file',
});

/**
 * Turns what was measured into a table for people and a line for programs.
 * @param {import('./measures.mjs').Measurements} measured
 * @param {{ machine: Machine, options: import('./measures.mjs').BenchOptions }} circumstances
 */
export function report(measured, { machine, options }) {
  const { wall, throttle, latency, memory, disk, loop, growth } = measured;
  const races = { wall, latency, throttle, disk, memory };
  const all = Object.values(races);
  const ratios = {
    wall_vs_aria2c_x4_sha256: ratioIn(wall, 'aria2c', 'wallSeconds'),
    wall_vs_curl_then_sha256sum: ratioIn(wall, 'curl', 'wallSeconds'),
    cpu_vs_aria2c_x4_sha256: ratioIn(wall, 'aria2c', 'cpuSeconds'),
    per_connection_throttle_vs_aria2c_x4: ratioIn(throttle, 'aria2c', 'wallSeconds'),
    latency80_vs_aria2c_x4: ratioIn(latency, 'aria2c', 'wallSeconds'),
  };
  const ours = {
    hash_tail_ms_p95: hashTailP95([wall]),
    engine_rss_mb_max: civetPeakRssMb(all),
    main_loop_delay_p99_ms: loop?.p99Ms ?? null,
    growth,
  };
  const targets = judge({ ...ratios, ...ours, ...growth?.ratios, growth: null });
  const ran = Object.entries(races).flatMap(([kind, results]) =>
    results === null ? [] : [{ kind, results }],
  );
  const figures = {
    ...ours,
    targets,
    races: Object.fromEntries(ran.map(({ kind, results }) => [kind, summaryOf(results)])),
    loop,
    size: formatBytes(options.bytes),
    largeSize: formatBytes(options.largeBytes),
    rounds: options.rounds,
    machine,
  };
  const tables = ran.map(({ kind, results }) =>
    raceTable(RACES[/** @type {keyof typeof RACES} */ (kind)], results),
  );
  return {
    table: [...tables, '', targetTable(targets)].join('\n'),
    line: { ratios, figures },
    page: pageOf(measured, { targets, machine, options }),
  };
}

/**
 * The same for docs/performance.md.
 * @param {import('./measures.mjs').Measurements} measured
 * @param {{ targets: ReturnType<typeof judge>, machine: Machine, options: import('./measures.mjs').BenchOptions }} more
 */
function pageOf(measured, { targets, machine, options }) {
  const { cpu, cores, memory, system, node, loadBefore, programs } = machine;
  const versions = Object.values(programs).map((line) => line.split(' (')[0]);
  const races = Object.entries(RACES).flatMap(([kind, title]) => {
    const results = measured[/** @type {keyof typeof RACES} */ (kind)];
    return results === null ? [] : [`${title}:`, raceMarkdown(results)];
  });
  const growth =
    measured.growth === null ? [] : ['Queues of different lengths:', growthMarkdown(measured.growth.points)];
  return [
    `Measured with files of ${formatBytes(options.bytes)} (the large one ${formatBytes(options.largeBytes)}), ` +
      `${options.rounds} alternating rounds, on ${cores} cores (${cpu}), ${memory} of memory, ${system}, Node ${node}; ` +
      `${versions.join(', ')}. The load of the machine was ${loadBefore} before the run began; on a busy one ratios say ` +
      'more than seconds.',
    targetMarkdown(targets),
    ...races,
    ...growth,
  ].join('\n\n');
}
