import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { publishVersion } from '../support/civitai/publish-version.mjs';
import { chooseComfy, goTo, holdToast, signIn } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';
import {
  chooseFromRow,
  openPlan,
  pasteOnPlan,
  planGrid,
  planRow,
  putInto,
  tickOf,
} from '../support/plan-drive';

const COLLECTOR = 'a-token-with-favorites';
const FAVORITES = [900_001, 900_002];
const t = e2e(60, { tokens: { [COLLECTOR]: { username: 'collector', favoriteModelIds: FAVORITES } } });

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const filter = (page: Page, name: RegExp) => page.getByRole('radio', { name }).press('Space');
const queueButton = (page: Page, count: number) =>
  page.getByRole('main').getByRole('button', { name: `Queue ${count} file${count === 1 ? '' : 's'}` });

describe('a pasted list', () => {
  it('becomes a plan that is changed, and queued in one step', async () => {
    const { page } = t.civet;
    const { mainJob, checkpoint, sameNames, largeSlow } = t.civitai.named;
    const { loginRequired, danger, onlyCrc32, noHash } = t.civitai.named;
    // One number is the id of a model and of another's version.
    publishVersion(t.civitai, { modelId: onlyCrc32.modelId, versionId: noHash.modelId, name: 'v9' });
    await chooseComfy(t.civet, t.profile);
    await openPlan(page);
    await pasteOnPlan(t.civet, [
      `https://civitai.com/models/${mainJob.modelId}`,
      `urn:air:illustrious:checkpoint:civitai:${checkpoint.modelId}@${checkpoint.versionId}`,
      `${sameNames.sha256}`,
      `${largeSlow.versionId}`,
      `${noHash.modelId}`,
      'the one with the blue cover',
      `https://civitai.com/models/${loginRequired.modelId}`,
      `https://civitai.com/models/${danger.modelId}`,
    ]);
    await expect(page.getByText('4 of 8 files included')).toBeVisible();

    // What was not understood is there as it was written.
    await filter(page, /^Not planned 1/);
    const problems = page.getByRole('region', { name: 'What could not be planned' });
    await expect(problems).toContainText('Line 6');
    await expect(problems).toContainText('the one with the blue cover');
    await filter(page, /^All 8/);

    // What one should look at first is marked, and not ticked.
    await expect(planRow(page, loginRequired.modelName)).toContainText('Needs a login');
    await expect(tickOf(planRow(page, loginRequired.modelName))).not.toBeChecked();
    await expect(planRow(page, danger.modelName)).toContainText('Dangerous');
    await expect(tickOf(planRow(page, danger.modelName))).not.toBeChecked();
    await expect(planGrid(page)).toContainText(`${noHash.modelId} may mean this model or that version`);
    await expect(planRow(page, noHash.modelName)).toContainText(`If ${noHash.modelId} is a model`);
    const meant = planRow(page, onlyCrc32.modelName);
    await expect(meant).toContainText(`If ${noHash.modelId} is a version`);
    await tickOf(meant).click();
    await expect(queueButton(page, 5)).toBeVisible();

    // Another file, another folder, one of them left out.
    const [, full] = mainJob.files;
    const changed = planRow(page, mainJob.modelName);
    await expect(changed).toContainText('to ComfyUI › loras');
    await chooseFromRow(changed, /^Choose another file/);
    await page.getByRole('radio', { name: new RegExp(`^${full?.fileName}`) }).press('Space');
    await page.getByRole('button', { name: 'Take this file' }).click();
    await expect(changed).toContainText(full?.fileName ?? '');
    await expect(changed).toContainText('50.3 MB');
    await putInto(changed, 'VAE');
    await expect(changed).toContainText('to ComfyUI › vae');
    await expect(changed).toContainText('Your choice');
    await tickOf(planRow(page, largeSlow.modelName)).click();
    await expect(queueButton(page, 4)).toBeVisible();

    await queueButton(page, 4).click();
    await holdToast(page, '4 downloads queued');
    await expect(changed).toBeHidden();
    await expect(page.getByText('0 of 4 files included')).toBeVisible();
    await page.getByRole('button', { name: 'Show queue' }).click();
    await expect(page.getByText(/^(Verified and placed|Placed, not verified)/)).toHaveCount(4);
    expect(await readdir(join(t.profile.comfy, 'models', 'vae'))).toEqual([full?.fileName]);
    expect(await readdir(join(t.profile.comfy, 'models', 'checkpoints'))).toContain(checkpoint.fileName);

    // Pasted again, it is known as what is here already.
    await openPlan(page);
    await pasteOnPlan(t.civet, [`${checkpoint.sha256}`]);
    await expect(planRow(page, checkpoint.modelName)).toContainText('Installed');
    await expect(tickOf(planRow(page, checkpoint.modelName))).toBeDisabled();
    await expect(page.getByText('1 file added to the plan')).toBeVisible();
    await pasteOnPlan(t.civet, [`${checkpoint.sha256}`]);
    await expect(page.getByText('Nothing was found that is not in the plan already')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('leads to a folder first, and asks before a dangerous file is included', async () => {
    const { page } = t.civet;
    const { danger } = t.civitai.named;
    await openPlan(page);
    await expect(heading(page, 'Plan many downloads at once')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Plan my favorites' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Paste a list…' }).click();
    await page.getByRole('textbox', { name: 'Links, ids, AIRs and hashes' }).fill(`${danger.modelId}`);
    await page.getByRole('button', { name: 'Add to plan' }).click();
    const row = planRow(page, danger.modelName);
    await expect(row).toContainText('No folder chosen');
    const lead = page.getByRole('button', { name: 'Choose a folder' });
    await expect(lead).toHaveAccessibleDescription(/does not know yet where/);
    await lead.click();
    await expect(heading(page, 'Folders')).toBeVisible();
    await chooseComfy(t.civet, t.profile);
    await openPlan(page);
    await expect(page.getByText('Tick at least one file to queue it.')).toBeVisible();

    await tickOf(row).click();
    const question = page.getByRole('alertdialog', { name: 'Civitai calls this file dangerous' });
    await expect(question).toContainText(danger.fileName);
    await question.getByRole('button', { name: 'Leave it out' }).click();
    await expect(tickOf(row)).not.toBeChecked();
    await tickOf(row).click();
    await expect(question.getByRole('button', { name: 'Include dangerous file' })).toBeDisabled();
    await question.getByText(/^I understand the risk/).click();
    await question.getByRole('button', { name: 'Include dangerous file' }).click();
    await expect(tickOf(row)).toBeChecked();
    await expect(queueButton(page, 1)).toBeEnabled();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('a plan with the mouse', () => {
  it('is ticked and selected in ranges, and all that is shown at once', async () => {
    const { page } = t.civet;
    const models = (['mainJob', 'checkpoint', 'sameNames', 'noHash'] as const).map((key) =>
      namedModel(t.civitai, key),
    );
    const rows = models.map(({ modelName }) => planRow(page, modelName));
    const [first, second, , fourth] = rows;
    if (!first || !second || !fourth) throw new Error('There are four.');
    await chooseComfy(t.civet, t.profile);
    await openPlan(page);
    await pasteOnPlan(
      t.civet,
      models.map(({ modelId }) => `https://civitai.com/models/${modelId}`),
    );
    await expect(page.getByText('4 of 4 files included')).toBeVisible();
    await tickOf(second).click();
    await tickOf(fourth).click({ modifiers: ['Shift'] });
    await expect(page.getByText('1 of 4 files included')).toBeVisible();
    await expect(tickOf(first)).toBeChecked();
    await page.getByText('Include all shown').click();
    await expect(page.getByText('4 of 4 files included')).toBeVisible();

    // What is looked for alone is shown, and ticked with the others.
    const search = page.getByRole('searchbox', { name: 'Search the plan' });
    await search.fill(models[0]?.modelName ?? '');
    await expect(planGrid(page).locator('[data-row-id]')).toHaveCount(1);
    await page.getByText('Include all shown').click();
    await expect(page.getByText('3 of 4 files included')).toBeVisible();
    await search.fill('no such words');
    await expect(page.getByText('Nothing found')).toBeVisible();
    await search.press('Escape');
    await expect(planGrid(page).locator('[data-row-id]')).toHaveCount(4);
    await page.getByText('Include all shown').click();
    await expect(page.getByText('4 of 4 files included')).toBeVisible();

    await first.click({ position: { x: 120, y: 20 } });
    await fourth.click({ position: { x: 120, y: 20 }, modifiers: ['Shift'] });
    await second.click({ position: { x: 120, y: 20 }, modifiers: ['Control'] });
    await expect(page.getByText('3 selected', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Leave out', exact: true }).click();
    await expect(page.getByText('1 of 4 files included')).toBeVisible();
    await expect(tickOf(second)).toBeChecked();
    await page.getByRole('button', { name: 'Clear selection' }).click();
    await expect(page.getByText('3 selected', { exact: true })).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('what takes long, and what goes wrong', () => {
  it('can be stopped, and what was not understood can be corrected', async () => {
    const { page } = t.civet;
    const { mainJob, checkpoint } = t.civitai.named;
    await chooseComfy(t.civet, t.profile);
    await openPlan(page);
    t.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/v1/models' });
    await pasteOnPlan(t.civet, [`${mainJob.modelId}`, `${checkpoint.modelId}`, 'nonsense of some kind']);
    await expect(page.getByRole('progressbar', { name: 'Looking up what is planned' })).toBeVisible();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByRole('progressbar', { name: 'Looking up what is planned' })).toBeHidden();
    t.civitai.faults.clear();

    // Where that is all there is, it is shown without being asked for, and nobody is asked to tick a file.
    await expect(page.getByRole('radio', { name: /^Not planned 1/ })).toBeChecked();
    await expect(page.getByRole('radio')).toHaveCount(1);
    await expect(page.getByText('There is no file in the plan.')).toBeVisible();
    await page.getByRole('button', { name: 'Correct and try again…' }).click();
    const field = page.getByRole('textbox', { name: 'Links, ids, AIRs and hashes' });
    await expect(field).toHaveValue(/nonsense of some kind/);
    await field.fill(`https://civitai.com/models/${checkpoint.modelId}`);
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await expect(planRow(page, checkpoint.modelName)).toBeVisible();
    await expect(page.getByRole('radio', { name: /^Not planned 0/ })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('a plan by keyboard alone', () => {
  it('is ticked, selected, put elsewhere and emptied without losing the focus', async () => {
    const { page } = t.civet;
    const names = (['mainJob', 'checkpoint', 'sameNames', 'noHash'] as const).map((key) =>
      namedModel(t.civitai, key),
    );
    const [first, second, third, fourth] = names.map(({ modelName }) => planRow(page, modelName));
    if (!first || !second || !third || !fourth) throw new Error('There are four.');
    await chooseComfy(t.civet, t.profile);
    await openPlan(page);
    await pasteOnPlan(
      t.civet,
      names.map(({ modelId }) => `https://civitai.com/models/${modelId}`),
    );
    await expect(page.getByText('4 of 4 files included')).toBeVisible();
    await first.focus();
    await page.keyboard.press('Space');
    await expect(tickOf(first)).not.toBeChecked();
    await expect(first).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(fourth).toBeFocused();
    await expect(page.getByText('3 selected', { exact: true })).toBeVisible();
    await page.keyboard.press('Space');
    for (const row of [second, third, fourth]) await expect(tickOf(row)).not.toBeChecked();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Put them into' }).press('ArrowRight');
    await page.getByRole('menuitemradio', { name: 'Upscaler', exact: true }).press('Enter');
    for (const row of [second, third, fourth]) await expect(row).toContainText('Your choice');
    await expect(first).not.toContainText('Your choice');
    await expect(fourth).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(page.getByRole('alertdialog', { name: 'Remove 3 files from the plan?' })).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('0 of 1 file included')).toBeVisible();
    await expect(first).toBeFocused();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: /^Choose another file/ }).press('Enter');
    await expect(page.getByRole('dialog', { name: 'Choose another file or version' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(first).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(heading(page, names[0]?.modelName ?? '')).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(first).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('a lock file', () => {
  it('brings a plan back as it was', async () => {
    const { app, page } = t.civet;
    const models = [t.civitai.named.mainJob, t.civitai.named.checkpoint];
    const path = join(t.profile.comfy, 'plan.json');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await chooseComfy(t.civet, t.profile);
    await openPlan(page);
    await pasteOnPlan(
      t.civet,
      models.map(({ modelId }) => `https://civitai.com/models/${modelId}`),
    );
    await expect(page.getByText('2 of 2 files included')).toBeVisible();
    const locked = planRow(page, t.civitai.named.mainJob.modelName);
    await putInto(locked, 'Upscaler');
    await expect(locked).toContainText('Your choice');
    await page.getByRole('button', { name: 'More for the plan' }).click();
    await page.getByRole('menuitem', { name: 'Export lock file…' }).click();
    await expect(page.getByText('Lock file with 2 files saved')).toBeVisible();

    await page.getByRole('button', { name: 'More for the plan' }).click();
    await page.getByRole('menuitem', { name: 'Clear plan…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Clear the plan?' });
    await question.getByRole('button', { name: 'Clear plan' }).click();
    await expect(heading(page, 'Plan many downloads at once')).toBeVisible();

    await app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await page.getByRole('button', { name: 'Import lock file…' }).click();
    await expect(page.getByText('2 of 2 files included')).toBeVisible();
    for (const { modelName, fileName } of models) {
      await expect(planRow(page, modelName)).toContainText('Locked');
      await expect(planRow(page, modelName)).toContainText(fileName);
    }
    await expect(locked).toContainText('Your choice');
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('everything of somebody', () => {
  it('is planned from the page of a creator', async () => {
    const { page } = t.civet;
    const model = t.civitai.named.mainJob;
    const creator = t.civitai.catalogue.modelById.get(model.modelId)?.creator ?? '';
    await goTo(page, 'Discover');
    await page.getByRole('searchbox', { name: 'Search models' }).fill(model.modelName);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: creator, exact: true }).first().click();
    await page.getByRole('button', { name: 'Plan everything by this creator…' }).click();
    await page.getByRole('menuitem', { name: 'The newest version of each' }).click();
    await expect(heading(page, 'Plan')).toBeVisible();
    await expect(planRow(page, model.modelName)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('is planned from the favorites of who is signed in', async () => {
    const { page } = t.civet;
    await signIn(page, COLLECTOR);
    await expect(page.getByRole('heading', { name: 'Signed in as collector' })).toBeVisible();
    await openPlan(page);
    await page.getByRole('button', { name: 'Plan my favorites' }).click();
    for (const id of FAVORITES) {
      const name = t.civitai.catalogue.modelById.get(id)?.name ?? '';
      await expect(planRow(page, name)).toBeVisible();
    }
    await expect(planGrid(page).locator('[data-row-id]')).toHaveCount(FAVORITES.length);
    expect(t.civet.complaints).toEqual([]);
  });
});
