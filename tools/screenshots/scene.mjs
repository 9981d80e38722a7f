// @ts-check

import { modelOf, publishVersion } from '../../test/support/civitai/publish-version.mjs';
import { ask, askUntil } from './ask.mjs';
import { fillLibrary } from './library-scene.mjs';

/** @typedef {import('playwright').Page} Page */
/** @typedef {import('../../test/support/civitai/index.mjs').Civitai} Civitai */

/**
 * @typedef {object} Scene
 * @property {import('playwright').ElectronApplication} app
 * @property {Page} page
 * @property {Civitai} civitai
 */

const DAY_MS = 86_400_000;

/**
 * Fills the queue, the plan, the library and what is followed, so that no screen is empty.
 * @param {Scene} scene
 * @param {string} comfy
 */
export async function fillScreens({ app, page, civitai }, comfy) {
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, comfy);
  await ask(page, 'folders.pickRoot', { layout: 'comfyui' });
  const { named } = civitai;
  await follow(page, civitai);
  await placed(page, [named.mainJob, named.checkpoint, named.sameNames, named.noSha256]);
  civitai.faults.set(named.largeSlow.fileId, { bytesPerSecond: 120_000 });
  for (const model of [named.largeSlow, named.loginRequired, named.manyVersions]) await queue(page, model);
  await plan(page, civitai);
  await fillLibrary(page, comfy);
}

/**
 * Something new of what is followed: of today, and of some days ago.
 * @param {Page} page
 * @param {Civitai} civitai
 */
async function follow(page, civitai) {
  const { mainJob, checkpoint, video } = civitai.named;
  for (const { modelId } of [mainJob, checkpoint, video])
    await ask(page, 'following.follow', { subject: { kind: 'model', modelId } });
  const username = modelOf(civitai, checkpoint.modelId).creator ?? '';
  await ask(page, 'following.follow', { subject: { kind: 'creator', username } });
  await looked(page);
  publishVersion(civitai, { modelId: mainJob.modelId, versionId: 990_001, name: 'v4.0' });
  const publishedAtMs = Date.now() - 2 * DAY_MS;
  const earlyAccessUntilMs = Date.now() + 9 * DAY_MS;
  const { modelId } = checkpoint;
  publishVersion(civitai, {
    modelId,
    versionId: 990_002,
    name: 'v2 Dusk',
    publishedAtMs,
    earlyAccessUntilMs,
  });
  publishVersion(civitai, { modelId: video.modelId, versionId: 990_003, name: 'v2', publishedAtMs });
  await ask(page, 'following.lookNow');
  await looked(page);
}

/** Waits until nothing is looked at any more. @param {Page} page */
async function looked(page) {
  const isDone = (/** @type {any[]} */ list) => list.every((each) => each.lookedAtMs !== null);
  await askUntil(page, 'following.list', isDone);
  await askUntil(page, 'following.status', (/** @type {any} */ status) => !status.isLooking);
}

/** @param {Page} page @param {readonly import('../../test/support/civitai/named-files.mjs').NamedModel[]} models */
async function placed(page, models) {
  for (const model of models) await queue(page, model);
  const isPlaced = (/** @type {any} */ each) => each.state.kind === 'completed';
  await askUntil(
    page,
    'downloads.snapshot',
    ({ downloads }) => downloads.filter(isPlaced).length >= models.length,
  );
}

/** @param {Page} page @param {import('../../test/support/civitai/named-files.mjs').NamedModel} model */
async function queue(page, { modelId, versionId, fileId }) {
  await ask(page, 'downloads.add', { modelId, versionId, fileId, isRiskAccepted: true });
}

/** @param {Page} page @param {Civitai} civitai */
async function plan(page, { named }) {
  const links = [
    named.mainJob,
    named.earlyAccess,
    named.danger,
    named.onlyAutoV2,
    named.longNames,
    named.archived,
    named.pendingScan,
    named.video,
  ].map(({ modelId }) => `https://civitai.com/models/${modelId}`);
  await ask(page, 'bulk.collect', {
    kind: 'list',
    text: [...links, 'the one with the blue cover'].join('\n'),
  });
  await askUntil(page, 'bulk.snapshot', ({ head }) => head.collecting === null);
}
