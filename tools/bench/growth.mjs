// @ts-check
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleForNode } from '../crash-bundle.mjs';
import { run } from '../lib/processes.mjs';
import { say, ToolError } from '../lib/say.mjs';
import { rounded } from './statistics.mjs';

const LIMIT_MS = 15 * 60_000;

/**
 * @typedef {{ count: number, addMs: number, reorderMs: number, finishMs: number, msPerFile: number }} GrowthPoint
 *
 * @typedef {object} Growth
 * @property {GrowthPoint[]} points one a length of queue
 * @property {Record<string, number>} ratios the longest queue against the shortest, by target
 */

/**
 * What a step costs in queues of different lengths, in a process of its own. The database lies in memory: the
 * time of a disk, which is the same for all lengths, would hide what grows.
 * @param {readonly number[]} counts the shortest first
 * @returns {Promise<Growth>}
 */
export async function measureGrowth(counts) {
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'civet-growth-'));
  const bundle = await bundleForNode({ growth: 'test/measures/growth.ts' });
  try {
    const args = [bundle.fileOf('growth'), folder, ...counts.map(String)];
    const { code, stdout, text } = await run(process.execPath, args, {
      output: 'capture',
      timeoutMs: LIMIT_MS,
    });
    if (code !== 0)
      throw new ToolError(`Measuring the queue failed: ${text.trim().split('\n').slice(0, 8).join('\n')}`);
    const points = readPoints(stdout);
    for (const { count, addMs, reorderMs, finishMs, msPerFile } of points) {
      say(
        `Queue of ${count}: add ${addMs} ms, move ${reorderMs} ms, finish one ${finishMs} ms, ${msPerFile} ms a file.`,
      );
    }
    return { points, ratios: growthRatios(points) };
  } finally {
    bundle.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} output
 * @returns {GrowthPoint[]}
 */
function readPoints(output) {
  /** @type {GrowthPoint[]} */
  const points = JSON.parse(output.trim().split('\n').at(-1) ?? '[]');
  return points.map(({ count, addMs, reorderMs, finishMs, msPerFile }) => ({
    count,
    addMs: rounded(addMs, 3),
    reorderMs: rounded(reorderMs, 3),
    finishMs: rounded(finishMs, 3),
    msPerFile: rounded(msPerFile, 3),
  }));
}

/**
 * @param {readonly GrowthPoint[]} points the shortest queue first
 * @returns {Record<string, number>}
 */
export function growthRatios(points) {
  const [shortest] = points;
  const longest = points.at(-1);
  if (shortest === undefined || longest === undefined) return {};
  const name = `${longest.count}_vs_${shortest.count}`;
  return {
    [`growth_add_${name}`]: rounded(longest.addMs / shortest.addMs, 2),
    [`growth_reorder_${name}`]: rounded(longest.reorderMs / shortest.reorderMs, 2),
    [`growth_finish_${name}`]: rounded(longest.finishMs / shortest.finishMs, 2),
  };
}
