// @ts-check
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ask, askUntil } from './ask.mjs';

/** @typedef {import('playwright').Page} Page */

const DAY_MS = 86_400_000;

/**
 * Something for each screen about the user's files: one in a wrong folder and twice, one that nobody knows, one that is
 * gone, newer versions, a change that can be undone, and rules.
 * @param {Page} page
 * @param {string} comfy
 */
export async function fillLibrary(page, comfy) {
  const models = path.join(comfy, 'models');
  const checkpoints = path.join(models, 'checkpoints');
  const [first] = filesIn(path.join(models, 'loras'));
  const [misplaced] = filesIn(path.join(models, 'diffusion_models'));
  const second = filesIn(models).find((file) => file !== first && file !== misplaced);
  if (first === undefined || misplaced === undefined || second === undefined)
    throw new Error('Too few files were placed.');
  const double = path.join(models, 'loras', 'styles');
  mkdirSync(double, { recursive: true });
  copyFileSync(first, path.join(double, path.basename(first)));
  renameSync(misplaced, path.join(models, 'loras', path.basename(misplaced)));
  const mine = path.join(checkpoints, 'my-own-merge-of-last-winter.safetensors');
  writeFileSync(mine, Buffer.alloc(3_400_000, 7));
  const monthAgo = (Date.now() - 40 * DAY_MS) / 1_000;
  utimesSync(mine, monthAgo, monthAgo);
  mkdirSync(path.join(models, 'embeddings'), { recursive: true });
  const unwanted = path.join(models, 'embeddings', 'try-out-3.pt');
  writeFileSync(unwanted, Buffer.alloc(48_000, 3));
  await scanned(page);
  await ask(page, 'operations.trash', {
    choice: { kind: 'files', ids: [await idOf(page, 'try-out-3')] },
    mark: null,
  });
  // What was done elsewhere is told of for a while.
  await page.getByRole('button', { name: 'Dismiss' }).click();
  rmSync(second);
  await scanned(page);
  await ask(page, 'updates.check');
  await askUntil(page, 'updates.status', (/** @type {any} */ status) => status.check.kind !== 'asking');
  await ask(page, 'operations.lookForMisplaced');
  await askUntil(page, 'operations.tidySnapshot', (/** @type {any} */ view) => view.stage === 'done');
  const rules = [
    { name: 'Flux as GGUF → unet', text: 'Flux', kind: 'diffusionModel' },
    { name: 'Characters in a folder of their own', text: 'Pony', kind: 'embedding' },
  ];
  const placementRules = rules.map(({ name, text, kind }) => ({
    ...{ name, isOn: true, kind, rootId: null },
    conditions: [{ field: 'baseModel', text }],
  }));
  await ask(page, 'settings.update', { placementRules });
}

/** Of a folder and all below it, by their names. @param {string} folder @returns {readonly string[]} */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && file.endsWith('.safetensors'))
    .toSorted();
}

/** @param {Page} page */
async function scanned(page) {
  await ask(page, 'library.scan');
  await askUntil(page, 'library.status', (/** @type {any} */ status) => status.scan.kind === 'idle');
}

/** @param {Page} page @param {string} text */
async function idOf(page, text) {
  const none = { types: [], baseModels: [], standings: [], creators: [], folderIds: [], usedBeforeMs: null };
  const order = { by: 'name', isDescending: false };
  const { entries } = await ask(page, 'library.list', {
    wish: { ...none, text, order },
    offset: 0,
    limit: 1,
  });
  return entries[0].id;
}
