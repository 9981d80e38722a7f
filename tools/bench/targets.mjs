// @ts-check
import { markdownRows } from './figures.mjs';

/**
 * What is asked of the engine: at most so much. Missing a target is a result, not an error.
 * @type {readonly { key: string, limit: number, says: string }[]}
 */
export const TARGETS = [
  {
    key: 'wall_vs_aria2c_x4_sha256',
    limit: 1,
    says: 'time against aria2c with 4 connections and its checksum',
  },
  { key: 'wall_vs_curl_then_sha256sum', limit: 1, says: 'time against curl, then sha256sum' },
  { key: 'cpu_vs_aria2c_x4_sha256', limit: 1.5, says: 'CPU time against aria2c' },
  {
    key: 'per_connection_throttle_vs_aria2c_x4',
    limit: 1.03,
    says: 'time at 10 MB/s a connection against aria2c',
  },
  { key: 'latency80_vs_aria2c_x4', limit: 1.05, says: 'time over a line with 80 ms against aria2c' },
  { key: 'hash_tail_ms_p95', limit: 50, says: 'ms from the last byte to the proof' },
  { key: 'engine_rss_mb_max', limit: 250, says: 'MiB of memory at the peak' },
  { key: 'main_loop_delay_p99_ms', limit: 20, says: "ms that the app's event loop is late" },
  { key: 'growth_add_10000_vs_10', limit: 2, says: 'adding one to 10,000 against one to 10' },
  { key: 'growth_reorder_10000_vs_10', limit: 2, says: 'moving one of 10,000 against one of 10' },
  { key: 'growth_finish_10000_vs_10', limit: 2, says: 'finishing one of 10,000 against one of 10' },
];

/**
 * @param {Readonly<Record<string, number | null>>} values null where it was not measured
 * @returns {Record<string, { limit: number, value: number | null, isMet: boolean | null }>}
 */
export function judge(values) {
  return Object.fromEntries(
    TARGETS.map(({ key, limit }) => {
      const value = values[key] ?? null;
      return [key, { limit, value, isMet: value === null ? null : value <= limit }];
    }),
  );
}

/**
 * The targets as lines for people.
 * @param {ReturnType<typeof judge>} judged
 */
export function targetTable(judged) {
  const table = targetRows(judged);
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * @param {ReturnType<typeof judge>} judged
 * @returns {string} the same in Markdown
 */
export function targetMarkdown(judged) {
  return markdownRows(targetRows(judged));
}

/** @param {ReturnType<typeof judge>} judged */
function targetRows(judged) {
  const rows = TARGETS.map(({ key, says }) => {
    const { limit, value, isMet } = judged[key] ?? { limit: 0, value: null, isMet: null };
    const word = isMet === null ? 'not measured' : isMet ? 'met' : 'missed';
    return [says, value === null ? '–' : String(value), `≤ ${limit}`, word];
  });
  return [['what', 'value', 'target', ''], ...rows];
}
