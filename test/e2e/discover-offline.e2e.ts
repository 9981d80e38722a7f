import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, it } from 'vitest';
import type { Api } from '../../shared/ipc/contract';
import { type Civitai, startCivitai } from '../support/civitai/index.mjs';
import { steadyPort } from '../support/civitai/listen.mjs';
import { card, grid, searchFor, shrinkPictures } from '../support/discover';
import { freshProfile, type Profile, quit, type RunningCivet, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';

const MAIN_JOB = 'Aurora Fjord Light';

let civitai: Civitai;
let profile: Profile;
let civet: RunningCivet;

beforeEach(async () => {
  // One of them goes away and comes back where it was.
  civitai = await startCivitai({ port: await steadyPort(), seed: 7, models: 80 });
  shrinkPictures(civitai);
  profile = await freshProfile();
  civet = await startCivet(profile, civitai.origin);
});
afterEach(async () => {
  await quit(civet);
  await civitai.close();
  await profile.remove();
});

const seenNote = () => civet.page.getByRole('status').filter({ hasText: /^Seen / });
const loadedPictures = () => grid(civet.page).locator('img[data-loaded]').count();

/** Makes everything that Civet has kept older, as if it had been looked at then. */
function ageAnswers(hours: number): void {
  const database = new Database(join(profile.data, 'answers.db'));
  database.prepare('UPDATE answers SET at_ms = at_ms - ?').run(hours * 3_600_000);
  database.close();
}

describe('with the service stopped', () => {
  it('what was seen is browsable in the next run, with its pictures and its age, until the service is back', async () => {
    await searchFor(civet.page, 'fjord');
    const name = MAIN_JOB;
    await expect(card(civet.page, name)).toBeVisible();
    await card(civet.page, name).click();
    await civet.page.keyboard.press('Enter');
    await expect(civet.page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await civet.page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(loadedPictures).toBeGreaterThan(0);
    await expect(seenNote()).toHaveCount(0);
    await quit(civet);
    const { port } = new URL(civitai.origin);
    await civitai.close();
    ageAnswers(3);

    civet = await startCivet(profile, civitai.origin);
    await searchFor(civet.page, 'fjord');
    await expect(card(civet.page, name)).toBeVisible();
    await expect(seenNote()).toContainText('Seen 3 hours ago');
    await expect(seenNote()).toContainText('The server does not answer');
    await expect.poll(loadedPictures).toBeGreaterThan(0);
    await card(civet.page, name).click();
    await civet.page.keyboard.press('Enter');
    await expect(civet.page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(seenNote()).toContainText('Seen 3 hours ago');

    civitai = await startCivitai({ port: Number(port), seed: 7, models: 80 });
    shrinkPictures(civitai);
    await civet.page.getByRole('button', { name: 'Try again' }).click();
    await expect(seenNote()).toHaveCount(0);
    await expect(civet.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  });

  it('says what is wrong of what was never seen', async () => {
    await expect(grid(civet.page)).toBeVisible();
    await civitai.close();
    await searchFor(civet.page, 'never asked before');
    await expect(civet.page.getByText('The server does not answer')).toBeVisible();
    civitai = await startCivitai({ port: 0, seed: 7, models: 1 });
  });
});

describe('with a service in trouble', () => {
  it.each([
    ['a storm of 429', { apiStatus: 429, retryAfter: 3_600 }, 'Civitai asks for a pause'],
    ['web pages instead of answers', { apiHtml: true }, 'Civitai’s answer made no sense'],
  ])('%s leaves what was seen in view and asks a few times at most', async (_name, fault, words) => {
    await searchFor(civet.page, 'fjord');
    const name = MAIN_JOB;
    await expect(card(civet.page, name)).toBeVisible();
    await quit(civet);
    ageAnswers(30);
    civitai.faults.set('all', { ...fault, apiPath: '/api/v1' });
    const before = civitai.requests.length;
    civet = await startCivet(profile, civitai.origin);
    await searchFor(civet.page, 'fjord');
    await expect(card(civet.page, name)).toBeVisible();
    await expect(seenNote()).toContainText('Seen yesterday');
    await expect(seenNote()).toContainText(words);
    const asked = civitai.requests.slice(before).filter(({ path }) => path.startsWith('/api/v1/models'));
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});

describe('pictures', () => {
  it('are no longer asked for once they are scrolled away', async () => {
    await expect.poll(loadedPictures).toBeGreaterThan(0);
    await quit(civet);
    await profile.remove();
    profile = await freshProfile();
    const images = () => civitai.requests.filter(({ origin }) => origin === 'images');
    civitai.reset();
    civitai.faults.set('all', { imageDelayMs: 120_000 });
    civet = await startCivet(profile, civitai.origin);
    await expect.poll(() => images().length).toBe(6);
    await civet.page.mouse.move(640, 400);
    for (let turns = 0; turns < 12; turns += 1) await civet.page.mouse.wheel(0, 1_500);
    // Before the 30 seconds are over after which Civet gives up by itself.
    await expect.poll(() => images().filter(({ wasDropped }) => wasDropped).length).toBeGreaterThan(0);
  });

  it('that move come through Civet in parts, and only where they were asked for', async () => {
    const { modelId } = civitai.named.video;
    const told = await civet.page.evaluate(async (id) => {
      const { civet: bridge } = window as unknown as { civet: Api }; // put there by the preload
      const model = await bridge.invoke('catalogue.model', { modelId: id, maturity: 'XXX' });
      if (!model.ok) throw new Error(model.error.code);
      const pictures = model.value.versions.flatMap((version) => version.pictures);
      const video = pictures.find(({ kind }) => kind === 'video');
      const ask = async (query: string, range: string) => {
        const answer = await fetch(`/pictures/${video?.id}?width=450${query}`, { headers: { range } });
        const type = answer.headers.get('content-type');
        return { status: answer.status, type, text: await answer.text() };
      };
      return { part: await ask('', 'bytes=4-7'), still: (await ask('&still=1', 'bytes=0-')).type };
    }, modelId);
    expect(told.part).toEqual({ status: 206, type: 'video/mp4', text: 'ftyp' });
    expect(told.still).toMatch(/^image\//);
  });
});

describe('the settings', () => {
  it('tell what is kept and how well it serves, and empty it', async () => {
    const { page } = civet;
    await expect.poll(loadedPictures).toBeGreaterThan(0);
    await searchFor(page, 'fjord');
    await expect(card(page, MAIN_JOB)).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).first().click();
    await expect(page.getByText(/^\d+ answers?, .+ of 268\.4 MB$/)).toBeVisible();
    await expect(page.getByText(/^\d+ pictures?, .+ of 536\.9 MB$/)).toBeVisible();
    await expect(page.getByText(/^\d+% of \d+ since Civet was started$/)).toBeVisible();
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    await expect(page.getByText(/^0 answers, 0 bytes of 268\.4 MB$/)).toBeVisible();
    await expect(page.getByText(/^0 pictures, 0 bytes of 536\.9 MB$/)).toBeVisible();
    await expect(page.getByText('Nothing asked yet')).toBeVisible();
    expect(civet.complaints).toEqual([]);
  });
});
