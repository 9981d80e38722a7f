// @ts-check
import { ToolError } from '../lib/say.mjs';
import { onlyFileIn } from './placed-file.mjs';

/** @typedef {import('playwright').Locator} Locator */
/** @typedef {{ modelName: string, versionName: string, fileName: string }} Job */

/**
 * @typedef {object} Scene
 * @property {import('playwright').ElectronApplication} app
 * @property {import('playwright').Page} page
 * @property {Job} job
 * @property {string} comfy
 * @property {Partial<Findings>} findings
 *
 * @typedef {object} Findings
 * @property {string} placed
 * @property {string} sha256OnPage
 *
 * @typedef {object} Step
 * @property {string} name of its screenshot
 * @property {(scene: Scene) => Promise<string>} play answers one sentence on what was done
 */

const PATIENCE_MS = 30_000;
const DOWNLOAD_PATIENCE_MS = 120_000;
const SHA256 = /^[0-9a-f]{64}$/i;

/**
 * The main job as a user does it in the window, found by roles and names alone.
 * @type {readonly Step[]}
 */
export const MAIN_JOB = [
  { name: 'discover', play: seeModels },
  { name: 'folders', play: chooseFolder },
  { name: 'search', play: search },
  { name: 'model', play: openModel },
  { name: 'file', play: chooseFile },
  { name: 'downloading', play: download },
  { name: 'placed', play: waitUntilPlaced },
  { name: 'proof', play: readProof },
];

/** @param {Scene} scene */
async function seeModels({ page }) {
  await goTo(page, 'Discover');
  const cards = page.getByRole('grid', { name: 'Models' }).getByRole('gridcell');
  await appears(cards.first(), 'models on the first screen');
  return 'Civet is open and shows models.';
}

/** @param {Scene} scene */
async function chooseFolder({ app, page, comfy }) {
  // The system's own dialog cannot be driven, so main is told what the user would choose in it.
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, comfy);
  await goTo(page, 'Folders');
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await appears(page.getByText('models/loras').first(), 'the folder for LoRAs in the list of folders');
  return `Chose the ComfyUI folder ${comfy}.`;
}

/** @param {Scene} scene */
async function search({ page, job }) {
  await goTo(page, 'Discover');
  await page.getByRole('searchbox', { name: 'Search models' }).fill(job.modelName);
  await page.keyboard.press('Enter');
  await appears(card(page, job), `a card for ${job.modelName}`);
  return `Searched for “${job.modelName}”.`;
}

/** @param {Scene} scene */
async function openModel({ page, job }) {
  await card(page, job).click();
  await appears(page.getByRole('heading', { name: job.modelName, level: 1 }), `the page of ${job.modelName}`);
  return `Opened the model, version ${job.versionName}.`;
}

/** @param {Scene} scene */
async function chooseFile({ page, job }) {
  const file = page.getByRole('row', { name: new RegExp(`^${escapeRegExp(job.fileName)}`) });
  await appears(file, `the file ${job.fileName} in the table of files`);
  await file.click();
  await file.scrollIntoViewIfNeeded();
  await appears(downloadButton(page), 'a button that says what will be downloaded and where it goes');
  return `Chose the file ${job.fileName}.`;
}

/** @param {Scene} scene */
async function download({ page, job }) {
  const button = downloadButton(page);
  const says = (await button.textContent())?.replace(/\s+/g, ' ').trim();
  await button.click();
  await goTo(page, 'Queue');
  await appears(row(page, job), `${job.modelName} in the queue`);
  // For the screenshot only: the speed is there after a moment, and a quick machine may be done before.
  await row(page, job)
    .getByText(/\d.*\/s/)
    .first()
    .waitFor({ timeout: 2_000 })
    .catch(() => undefined);
  return `Pressed “${says}”.`;
}

/** @param {Scene} scene */
async function waitUntilPlaced({ page, job, comfy, findings }) {
  const done = row(page, job).getByText(/^Verified and placed/);
  await appears(done.first(), 'the words “Verified and placed”', DOWNLOAD_PATIENCE_MS);
  findings.placed = onlyModelIn(comfy);
  return `Downloaded, verified and placed as ${findings.placed}.`;
}

/** @param {Scene} scene */
async function readProof({ page, job, findings }) {
  await goTo(page, 'Library');
  const entry = page
    .getByRole('grid', { name: 'Files in the library' })
    .getByRole('row')
    .filter({ hasText: job.modelName });
  await appears(entry.first(), `${job.modelName} in the library`);
  await entry.first().click();
  const hash = page.getByText(SHA256);
  await appears(hash.first(), 'the SHA-256 of the placed file');
  findings.sha256OnPage = (await hash.first().textContent())?.trim() ?? '';
  return `The library shows SHA-256 ${findings.sha256OnPage}.`;
}

/**
 * @param {import('playwright').Page} page
 * @param {'Discover' | 'Folders' | 'Queue' | 'Library'} screen
 */
async function goTo(page, screen) {
  const name = new RegExp(`^${screen}`);
  const button = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name });
  await appears(button, `the way to ${screen} in the main navigation`);
  await button.click();
}

/** @param {import('playwright').Page} page @param {Job} job */
function card(page, job) {
  return page.getByRole('grid', { name: 'Models' }).getByText(job.modelName, { exact: true }).first();
}

/** @param {import('playwright').Page} page */
function downloadButton(page) {
  return page.getByRole('button', { name: /^Download .+ to / });
}

/** @param {import('playwright').Page} page @param {Job} job */
function row(page, job) {
  const name = new RegExp(`^${escapeRegExp(job.modelName)}`);
  return page.getByRole('grid', { name: 'Downloads' }).getByRole('row', { name });
}

/** @param {string} comfy */
function onlyModelIn(comfy) {
  return onlyFileIn(`${comfy}/models`);
}

/**
 * Waits for something to be seen; when it is not, says what was expected in the user's words.
 * @param {Locator} locator
 * @param {string} what
 * @param {number} [timeout]
 */
async function appears(locator, what, timeout = PATIENCE_MS) {
  try {
    await locator.waitFor({ state: 'visible', timeout });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new ToolError(`Expected to see ${what}, and did not (${reason}).`);
  }
}

/** @param {string} text */
function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
