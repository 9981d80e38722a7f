import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { type Civitai, startCivitai } from '../support/civitai/index.mjs';
import { shrinkPictures } from '../support/discover';
import { goTo, runCommand } from '../support/drive';
import { freshProfile, type Profile, quit, type RunningCivet, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';

let civitai: Civitai;
let profile: Profile;
let civet: RunningCivet;
const homeBefore = process.env.HOME;

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 10 });
  shrinkPictures(civitai);
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  profile = await freshProfile(true);
  // The profile's folder with a ComfyUI in it is the home of whom Civet is new to.
  process.env.HOME = join(profile.comfy, '..');
  civet = await startCivet(profile, civitai.origin);
});
afterEach(async () => {
  await quit(civet);
  await profile.remove();
  process.env.HOME = homeBefore;
});

const step = (page: Page, title: string) => page.getByRole('heading', { name: title, level: 1 });
const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).press('Enter');
const settle = (page: Page) => expect(page.getByRole('grid', { name: 'Models' })).toBeVisible();

describe('the first start', () => {
  it('leads through folders that were found, account, files and maturity by keyboard alone, and never again', async () => {
    const { page } = civet;
    await expect(step(page, 'Where does your generator keep its models?')).toBeFocused();
    await expect(page.getByRole('checkbox', { name: new RegExp(profile.comfy) })).toBeChecked();
    await press(page, 'Use this folder');
    await expect(page.getByRole('region', { name: 'Files go to' })).toContainText(profile.comfy);
    await press(page, 'Next');
    await expect(step(page, 'Do you have a Civitai account?')).toBeFocused();
    await page.getByRole('textbox', { name: 'API token' }).fill(civitai.token);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Signed in as civet_tester.')).toBeVisible();
    await press(page, 'Next');
    await expect(step(page, 'Which files do you prefer?')).toBeFocused();
    await press(page, 'Back');
    await expect(step(page, 'Do you have a Civitai account?')).toBeFocused();
    await press(page, 'Next');
    await press(page, 'Next');
    await expect(step(page, 'How mature may models and pictures be?')).toBeFocused();
    await page.getByRole('radio', { name: /^PG-13/ }).press('Space');
    await press(page, 'Start');
    await settle(page);
    await expect(page.getByRole('button', { name: 'Maturity: up to PG-13' })).toBeVisible();
    await goTo(page, 'Folders');
    await expect(page.getByText('models/loras').first()).toBeVisible();
    expect(civet.complaints).toEqual([]);
    await quit(civet);
    civet = await startCivet(profile, civitai.origin);
    await settle(civet.page);
    await expect(step(civet.page, 'Where does your generator keep its models?')).toHaveCount(0);
  });

  it('is skipped with one press for good, and can be opened again', async () => {
    const { page } = civet;
    await expect(step(page, 'Where does your generator keep its models?')).toBeVisible();
    await press(page, 'Skip setup');
    await settle(page);
    await quit(civet);
    civet = await startCivet(profile, civitai.origin);
    await settle(civet.page);
    await runCommand(civet.page, 'Open setup');
    await expect(step(civet.page, 'Where does your generator keep its models?')).toBeVisible();
    expect(civet.complaints).toEqual([]);
  });

  it('says so where nothing was found, and takes the folder that is pointed at', async () => {
    await quit(civet);
    const empty = join(profile.data, 'nobody');
    await mkdir(empty, { recursive: true });
    process.env.HOME = empty;
    civet = await startCivet(profile, civitai.origin);
    const { page, app } = civet;
    await expect(page.getByText(/No generator was found/)).toBeVisible();
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, profile.comfy);
    await press(page, 'Choose another folder…');
    await expect(page.getByRole('region', { name: 'Files go to' })).toContainText(profile.comfy);
  });
});
