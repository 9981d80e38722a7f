// @ts-check
import { ask } from './ask.mjs';

/** @typedef {import('./scene.mjs').Scene} Scene */
/** @typedef {import('playwright').Page} Page */

/**
 * @typedef {object} Screen
 * @property {string} name of its picture
 * @property {true} [isDetail] part of another screen, and no picture of its own unless asked for by name
 * @property {(scene: Scene) => Promise<void>} show leaves the window as the picture shall be, from wherever it was
 */

/**
 * Every screen there is, found by roles and names as a user would, in an order in which each may follow each.
 * @type {readonly Screen[]}
 */
export const SCREENS = [
  { name: 'discover', show: ({ page }) => discover(page) },
  { name: 'discover-search', isDetail: true, show: searchWithSuggestions },
  { name: 'discover-filters', show: filters },
  { name: 'discover-summary', isDetail: true, show: summary },
  { name: 'discover-selection', show: selection },
  { name: 'maturity', isDetail: true, show: maturity },
  { name: 'model', show: ({ page, civitai }) => openModel(page, civitai.named.mainJob.modelName) },
  {
    name: 'model-dangerous',
    isDetail: true,
    show: ({ page, civitai }) => openModel(page, civitai.named.danger.modelName),
  },
  { name: 'model-compare', show: compare },
  { name: 'gallery', show: gallery },
  { name: 'picture', show: picture },
  { name: 'creators', show: ({ page }) => command(page, 'Creators', 'Creators') },
  { name: 'creator', show: creator },
  { name: 'tags', show: ({ page }) => command(page, 'Tags', 'Tags') },
  { name: 'tag', show: tag },
  { name: 'following', show: ({ page }) => goTo(page, 'Following') },
  { name: 'plan', show: ({ page }) => command(page, 'Plan', 'Plan') },
  { name: 'queue', show: ({ page }) => goTo(page, 'Queue') },
  { name: 'library', show: library },
  { name: 'inspection', show: inspection },
  { name: 'library-missing', isDetail: true, show: missing },
  { name: 'library-check', isDetail: true, show: check },
  { name: 'updates', show: ({ page }) => section(page, 'Updates') },
  { name: 'duplicates', show: ({ page }) => section(page, 'Duplicates') },
  { name: 'space', show: ({ page }) => section(page, 'Space') },
  { name: 'tidy', show: ({ page }) => section(page, 'Tidy') },
  { name: 'changes', show: ({ page }) => section(page, 'Changes') },
  { name: 'folders', show: ({ page }) => goTo(page, 'Folders') },
  { name: 'rules', show: rules },
  { name: 'settings', show: ({ page }) => goTo(page, 'Settings') },
  { name: 'diagnostics', isDetail: true, show: diagnostics },
  { name: 'account', show: ({ page }) => goTo(page, 'Account') },
  { name: 'commands', show: commands },
];

/** Closes what lies over the screen. @param {Page} page */
export async function closeOverlays(page) {
  // A rule that is being written is left only after a question.
  const leave = page.getByRole('form', { name: 'New rule' }).getByRole('button', { name: 'Cancel' });
  if (await leave.isVisible()) {
    await leave.click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
  }
  for (let at = 0; at < 3; at += 1) await page.keyboard.press('Escape');
}

/** @param {Page} page @param {string} screen */
async function goTo(page, screen) {
  const way = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${screen}`) });
  await way.click();
  await page.getByRole('main', { name: screen }).waitFor();
}

const cards = (/** @type {Page} */ page) => page.getByRole('grid', { name: 'Models' }).getByRole('gridcell');
const searchBox = (/** @type {Page} */ page) => page.getByRole('searchbox', { name: 'Search models' });

/** @param {Page} page */
async function discover(page) {
  await goTo(page, 'Discover');
  await clearSearch(page);
  await cards(page).first().waitFor();
}

/** @param {Page} page */
async function clearSearch(page) {
  const clear = page.getByRole('button', { name: 'Clear all', exact: true });
  if (await clear.isVisible()) await clear.click();
  await searchBox(page).fill('');
  await page.keyboard.press('Enter');
}

/** @param {Scene} scene */
async function searchWithSuggestions({ page, civitai }) {
  await discover(page);
  const creator = civitai.catalogue.models.find(({ id }) => id === civitai.named.mainJob.modelId)?.creator;
  await searchBox(page).fill(`@${creator?.slice(0, 3)}`);
  await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option').first().waitFor();
}

/** @param {Scene} scene */
async function filters({ page }) {
  await discover(page);
  const group = page.getByRole('group', { name: 'Filters' });
  await group.getByRole('button', { name: /^Type/ }).click();
  await page.getByRole('option', { name: 'LoRA', exact: true }).click();
  await page.keyboard.press('Escape');
  await searchBox(page).fill('#style');
  await page.keyboard.press('Enter');
  await cards(page).first().waitFor();
  await group.getByRole('button', { name: /^More filters/ }).click();
  await page.getByRole('dialog').waitFor();
}

/** @param {Scene} scene */
async function summary({ page }) {
  await discover(page);
  await cards(page).first().focus();
  await page.keyboard.press('ArrowRight');
}

/** @param {Scene} scene */
async function selection({ page }) {
  await discover(page);
  for (const at of [0, 1, 4])
    await cards(page)
      .nth(at)
      .click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('region', { name: 'Selected models' }).waitFor();
}

/** @param {Scene} scene */
async function maturity({ page }) {
  await discover(page);
  await page.getByRole('button', { name: /^Maturity: / }).click();
  await page.getByRole('radio', { name: 'PG-13', exact: true }).waitFor();
}

/** @param {Page} page @param {string} name */
async function openModel(page, name) {
  await goTo(page, 'Discover');
  await clearSearch(page);
  await searchBox(page).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: 'Models' }).getByText(name, { exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** @param {Scene} scene */
async function compare({ page, civitai }) {
  await openModel(page, civitai.named.mainJob.modelName);
  await page.getByRole('button', { name: /^Compare/ }).click();
  await page.getByRole('dialog').waitFor();
}

/** @param {Scene} scene */
async function gallery({ page, civitai }) {
  await openModel(page, civitai.named.mainJob.modelName);
  await page.getByRole('button', { name: 'All of the model' }).click();
  await page.getByRole('grid', { name: 'Pictures' }).getByRole('gridcell').first().waitFor();
}

/** @param {Scene} scene */
async function picture(scene) {
  await gallery(scene);
  const { page } = scene;
  await page.getByRole('grid', { name: 'Pictures' }).getByRole('gridcell').first().click();
  await page.getByRole('dialog').waitFor();
}

/** @param {Scene} scene */
async function creator({ page, civitai }) {
  await openModel(page, civitai.named.mainJob.modelName);
  const name = civitai.catalogue.models.find(({ id }) => id === civitai.named.mainJob.modelId)?.creator ?? '';
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** @param {Scene} scene */
async function tag({ page }) {
  await command(page, 'Tags', 'Tags');
  await page.getByRole('grid', { name: 'Tags' }).getByRole('row', { name: '#style' }).click();
  await cards(page).first().waitFor();
}

/** @param {Scene} scene */
async function library({ page, civitai }) {
  await goTo(page, 'Library');
  const files = page.getByRole('grid', { name: 'Files in the library' });
  await files.getByRole('row').filter({ hasText: civitai.named.mainJob.modelName }).first().click();
}

/** @param {Scene} scene */
async function missing({ page }) {
  await goTo(page, 'Library');
  await toggleMissing(page);
  await page.getByRole('grid', { name: 'Files in the library' }).getByRole('row').nth(1).waitFor();
}

/** @param {Page} page */
async function toggleMissing(page) {
  await page.getByRole('button', { name: /^State/ }).click();
  await page.getByRole('option', { name: /^Missing/ }).click();
  await page.keyboard.press('Escape');
}

/** @param {Scene} scene */
async function check({ page }) {
  await goTo(page, 'Library');
  // As `missing` has left it.
  const chosen = await page.getByRole('button', { name: /^State/ }).innerText();
  if (chosen.includes('1')) await toggleMissing(page);
  const none = {
    types: [],
    baseModels: [],
    standings: [],
    creators: [],
    folderIds: [],
    text: '',
    usedBeforeMs: null,
  };
  const order = { by: 'name', isDescending: false };
  await ask(page, 'library.check', { kind: 'wish', wish: { ...none, order }, exceptIds: [] });
  await page.getByText(/^Checked /).waitFor();
}

/** What decides where files go, and one that is being written. @param {Scene} scene */
async function rules({ page }) {
  await goTo(page, 'Folders');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('textbox', { name: 'Value of condition 1' }).fill('SDXL');
  await page.getByRole('heading', { name: 'Rules' }).scrollIntoViewIfNeeded();
}

/** A screen about the user's files. @param {Page} page @param {string} name */
async function section(page, name) {
  await goTo(page, 'Library');
  const way = page.getByRole('navigation', { name: 'Your files' });
  await way.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

/** Of the folder that the scene answers every dialog with. @param {Scene} scene */
async function inspection({ page }) {
  await command(page, 'What is this file?', 'What is this?');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByText('Exactly as published').first().waitFor();
}

/** @param {Scene} scene */
async function diagnostics({ page }) {
  await goTo(page, 'Settings');
  await page.getByRole('heading', { name: 'Diagnostics' }).scrollIntoViewIfNeeded();
}

/** @param {Scene} scene */
async function commands({ page }) {
  await discover(page);
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await page.getByRole('dialog', { name: 'Commands' }).waitFor();
}

/** Goes where only a command leads. @param {Page} page @param {string} name @param {string} screen */
async function command(page, name, screen) {
  await page.keyboard.press('ControlOrMeta+Shift+P');
  // What is typed before would be meant for the screen below.
  await page.getByRole('dialog', { name: 'Commands' }).locator('input:focus').waitFor();
  await page.keyboard.type(name);
  await page.getByRole('menuitem', { name, exact: true }).click();
  await page.getByRole('main', { name: screen }).waitFor();
}

/** @param {Page} page @param {'dark' | 'light'} theme */
export async function chooseTheme(page, theme) {
  await ask(page, 'settings.update', { theme });
  await page.locator(`html[data-theme="${theme}"]`).waitFor();
}
