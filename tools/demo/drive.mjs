// @ts-check
import path from 'node:path';
import { describeError, say, ToolError } from '../lib/say.mjs';
import { MAIN_JOB } from './main-job.mjs';
import { assertSameHash, measureFile, publishedSha256 } from './placed-file.mjs';
import { readableFailure } from './playwright-failure.mjs';
import { DEMO_FOLDER } from './stage.mjs';
import { openCivet } from './window.mjs';

/** Slow enough for a screenshot of a download under way, over a line that is otherwise too quick to watch. */
const BYTES_PER_SECOND = 12_000_000;

/**
 * @typedef {object} Report
 * @property {boolean} ok
 * @property {string} model
 * @property {string} version
 * @property {string} file
 * @property {string | null} placed
 * @property {number | null} bytes measured on the placed file
 * @property {string | null} sha256 measured on the placed file
 * @property {string | null} electron
 * @property {string[]} screenshots
 * @property {string} [error]
 */

/**
 * Does the main job once through the real window and reports it. A failure is part of the report.
 * @param {import('../../test/support/civitai/index.mjs').Civitai} civitai
 * @param {import('./stage.mjs').Stage} stage
 * @returns {Promise<Report>}
 */
export async function driveMainJob(civitai, stage) {
  const job = civitai.named.mainJob;
  if (job === undefined) throw new ToolError('The test server names no model for the main job.');
  const { modelName: model, versionName: version, fileName: file } = job;
  /** @type {Report} */
  const report = {
    ok: false,
    model,
    version,
    file,
    placed: null,
    bytes: null,
    sha256: null,
    electron: null,
    screenshots: [],
  };
  civitai.faults.set(job.fileId, { bytesPerSecond: BYTES_PER_SECOND });
  /** @type {import('playwright').ElectronApplication | undefined} */
  let app;
  let log = '';
  try {
    app = await openCivet({ origin: civitai.origin, profile: stage.profile, isUnattended: true });
    app.process().stderr?.on('data', (chunk) => {
      log += chunk;
    });
    report.electron = await app.evaluate(() => process.versions.electron ?? null);
    /** @type {import('./main-job.mjs').Scene} */
    const scene = { app, page: await app.firstWindow(), job, comfy: stage.comfy, findings: {} };
    await playAll(scene, report);
    const { placed = '', sha256OnPage = '' } = scene.findings;
    const measured = await measureFile(placed);
    const published = await publishedSha256(civitai.origin, job);
    assertSameHash({ placed: measured.sha256, onPage: sha256OnPage, published });
    say('The placed file, the page and the service agree on its SHA-256.');
    return { ...report, ok: true, placed, ...measured };
  } catch (error) {
    return { ...report, error: describeError(readableFailure(error, log)) };
  } finally {
    await app?.close();
  }
}

/**
 * @param {import('./main-job.mjs').Scene} scene
 * @param {Report} report gets the screenshots, also of the screen that a step failed on
 */
async function playAll(scene, report) {
  for (const [index, step] of MAIN_JOB.entries()) {
    const number = String(index + 1).padStart(2, '0');
    const shoot = async (/** @type {string} */ name) => {
      const screenshot = path.join(DEMO_FOLDER, `${number}-${name}.png`);
      await scene.page.screenshot({ path: screenshot });
      report.screenshots.push(screenshot);
    };
    try {
      say(`${number} ${await step.play(scene)}`);
      await shoot(step.name);
    } catch (error) {
      say(`${number} Step “${step.name}” failed.`);
      await shoot(`${step.name}-failed`).catch(() => undefined);
      throw error;
    }
  }
}
