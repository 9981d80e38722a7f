// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleForNode } from '../crash-bundle.mjs';
import { onInterrupt } from '../lib/interrupt.mjs';
import { run } from '../lib/processes.mjs';
import { ToolError } from '../lib/say.mjs';
import { median, ratioOfMedians, rounded } from './statistics.mjs';

const LIMIT_MS = 30 * 60_000;
const FILES_A_QUESTION = 10_000;

/**
 * @typedef {object} LibraryMeasures see test/measures/library.ts
 * @property {number[]} sha256sum
 * @property {number[]} oneWorker
 * @property {number[]} twoWorkers
 * @property {number[]} find
 * @property {number[]} rescan
 * @property {number} firstScanSeconds
 * @property {number} questions about many hashes at once
 * @property {number} loneQuestions about one hash each, in the first scan
 * @property {number} files
 * @property {Record<string, number[]>} list
 * @property {number} rssBeforeMb
 * @property {number} rssAfterMb
 *
 * @typedef {object} LibraryFigures
 * @property {{ hashAll: number, hashTwoWorkers: number, rescan: number }} ratios wall time of ours against theirs
 * @property {Record<string, number>} figures
 */

/**
 * Measures in a process of its own, on files made on the spot.
 * @param {{ rounds: number, bytes: number, files: number, place: string | null }} options
 * @returns {Promise<LibraryFigures>}
 */
export async function measureLibrary({ rounds, bytes, files, place }) {
  const folder = mkdtempSync(path.join(place ?? os.tmpdir(), 'civet-bench-library-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  const forget = onInterrupt(remove);
  const bundle = await bundleForNode({
    library: 'test/measures/library.ts',
    'library-worker': 'electron/library-worker.ts',
  });
  try {
    const args = [
      bundle.fileOf('library'),
      folder,
      bundle.fileOf('library-worker'),
      [rounds, bytes, files].join(','),
    ];
    const { code, stdout, text } = await run(process.execPath, args, {
      output: 'capture',
      timeoutMs: LIMIT_MS,
    });
    if (code !== 0)
      throw new ToolError(`Measuring the library failed: ${text.trim().split('\n').slice(0, 8).join('\n')}`);
    return figuresOf(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}'));
  } finally {
    bundle.remove();
    forget();
    remove();
  }
}

/**
 * @param {LibraryMeasures} measures
 * @returns {LibraryFigures}
 */
export function figuresOf(measures) {
  const { sha256sum, oneWorker, twoWorkers, find, rescan } = measures;
  const lists = Object.entries(measures.list).map(([name, samples]) => [
    `${name}Ms`,
    rounded(median(samples), 2),
  ]);
  return {
    ratios: {
      hashAll: rounded(ratioOfMedians(oneWorker, sha256sum), 3),
      hashTwoWorkers: rounded(ratioOfMedians(twoWorkers, sha256sum), 3),
      rescan: rounded(ratioOfMedians(rescan, find), 3),
    },
    figures: {
      files: measures.files,
      sha256sumSeconds: rounded(median(sha256sum), 3),
      oneWorkerSeconds: rounded(median(oneWorker), 3),
      twoWorkersSeconds: rounded(median(twoWorkers), 3),
      findSeconds: rounded(median(find), 3),
      rescanSeconds: rounded(median(rescan), 3),
      firstScanSeconds: rounded(measures.firstScanSeconds, 1),
      ...Object.fromEntries(lists),
      identificationRequestsPer10000: rounded(
        (measures.questions + measures.loneQuestions) / Math.max(1, measures.files / FILES_A_QUESTION),
        2,
      ),
      rssBeforeMB: rounded(measures.rssBeforeMb, 1),
      rssAfterMB: rounded(measures.rssAfterMb, 1),
    },
  };
}
