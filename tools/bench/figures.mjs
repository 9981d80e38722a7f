// @ts-check
import { median, percentile, ratioOfMedians, rounded, spread } from './statistics.mjs';

/** @typedef {import('./race.mjs').Result} Result */
/** @typedef {Readonly<Record<string, Result>>} RaceResults */

/**
 * How civet did against another program in one race.
 * @param {RaceResults | null} results null when the race was not run
 * @param {string} other
 * @param {'wallSeconds' | 'cpuSeconds'} measure
 * @returns {number | null}
 */
export function ratioIn(results, other, measure) {
  const ours = results?.civet?.[measure];
  const theirs = results?.[other]?.[measure];
  if (ours === undefined || theirs === undefined) return null;
  return rounded(ratioOfMedians(ours, theirs), 3);
}

/**
 * A race as numbers for the record: median, smallest and largest of every round.
 * @param {RaceResults} results
 */
export function summaryOf(results) {
  return Object.fromEntries(
    Object.entries(results).map(([name, { wallSeconds, cpuSeconds, peakRssMb }]) => [
      name,
      {
        wallSeconds: shortSpread(wallSeconds, 2),
        cpuSeconds: shortSpread(cpuSeconds, 2),
        peakRssMb: rounded(Math.max(...peakRssMb), 0),
      },
    ]),
  );
}

/**
 * A race as lines for people.
 * @param {string} title
 * @param {RaceResults} results
 */
export function raceTable(title, results) {
  const lines = Object.entries(results).map(([name, { wallSeconds, cpuSeconds, peakRssMb }]) => {
    const wall = spread(wallSeconds);
    return (
      `  ${name.padEnd(7)} ${seconds(wall.median)} s (${seconds(wall.min)} to ${seconds(wall.max)})` +
      `  CPU ${seconds(median(cpuSeconds))} s  ${String(Math.round(Math.max(...peakRssMb))).padStart(4)} MiB`
    );
  });
  return [`${title}, medians:`, ...lines].join('\n');
}

/**
 * @param {RaceResults} results
 * @returns {string} a table in Markdown
 */
export function raceMarkdown(results) {
  const rows = Object.entries(results).map(([name, { wallSeconds, cpuSeconds, peakRssMb }]) => {
    const wall = spread(wallSeconds);
    const range = wall.rounds === 1 ? '' : ` (${wall.min.toFixed(2)} to ${wall.max.toFixed(2)})`;
    const cells = [`${wall.median.toFixed(2)} s${range}`, `${median(cpuSeconds).toFixed(2)} s`];
    return [name, ...cells, `${Math.round(Math.max(...peakRssMb))} MiB`];
  });
  return markdownRows([['program', 'time', 'CPU time', 'memory'], ...rows]);
}

/**
 * @param {readonly import('./growth.mjs').GrowthPoint[]} points
 * @returns {string} a table in Markdown
 */
export function growthMarkdown(points) {
  const head = [
    'files in the queue',
    'add one',
    'move one',
    'finish one',
    'each, from adding all to the last',
  ];
  const rows = points.map(({ count, addMs, reorderMs, finishMs, msPerFile }) => [
    count.toLocaleString('en'),
    ...[addMs, reorderMs, finishMs, msPerFile].map((ms) => `${ms.toFixed(2)} ms`),
  ]);
  return markdownRows([head, ...rows]);
}

/**
 * @param {readonly (readonly string[])[]} rows the first is the head
 * @returns {string}
 */
export function markdownRows([head = [], ...body]) {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * The last line that `civet get --json` printed.
 * @param {string} output
 * @returns {Record<string, unknown>}
 */
export function completedEvent(output) {
  for (const line of output.trim().split('\n').reverse()) {
    try {
      const event = JSON.parse(line);
      if (event?.status === 'completed') return event;
    } catch {
      // A line that is no event says nothing here.
    }
  }
  throw new Error('civet ended well, but told of no completed download');
}

/**
 * How long the proof took after the last byte, over all runs of all races.
 * @param {readonly (RaceResults | null)[]} races
 * @returns {number | null} null when nothing was measured
 */
export function hashTailP95(races) {
  const tails = races
    .flatMap((results) => results?.civet?.outputs ?? [])
    .map((output) => Number(completedEvent(output).hashTailMs))
    .filter(Number.isFinite);
  return tails.length === 0 ? null : rounded(percentile(tails, 0.95), 1);
}

/**
 * @param {readonly (RaceResults | null)[]} races
 * @returns {number | null} the largest of all runs, in MiB
 */
export function civetPeakRssMb(races) {
  const peaks = races.flatMap((results) => results?.civet?.peakRssMb ?? []);
  return peaks.length === 0 ? null : rounded(Math.max(...peaks), 0);
}

/** @param {readonly number[]} values @param {number} digits */
function shortSpread(values, digits) {
  const { median: middle, min, max, rounds } = spread(values);
  return { median: rounded(middle, digits), min: rounded(min, digits), max: rounded(max, digits), rounds };
}

/** @param {number} value */
function seconds(value) {
  return value.toFixed(2).padStart(6);
}
