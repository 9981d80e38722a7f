import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { quit, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';
import { startAgain } from '../support/start-again';

const t = e2e(10);

const site = 'https://civitai.com';
const planned = (page: Page) => page.getByRole('grid', { name: 'Planned files' });
const fetched = () => t.civitai.requests.filter(({ path }) => path.startsWith('/api/download/'));

async function paste(page: Page, text: string): Promise<void> {
  await t.civet.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text);
  await page.keyboard.press('Control+V');
}

describe('links from outside', () => {
  it('to a page of Civitai open it, to a download the plan, and nothing is fetched', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await goTo(page, 'Settings');
    expect(await startAgain(t, `${site}/models/${model.modelId}`)).toBe(0);
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    expect(await startAgain(t, `${site}/api/download/models/${model.versionId}`)).toBe(0);
    await expect(planned(page).getByText(model.modelName)).toBeVisible();
    expect(fetched()).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });

  it('that come together are a plan, also at the first start', async () => {
    const { modelById } = t.civitai.catalogue;
    const models = [...modelById.values()].slice(0, 2);
    await quit(t.civet);
    const links = models.map(({ id }) => `civet://model/${id}`);
    t.civet = await startCivet(t.profile, t.civitai.origin, undefined, ...links);
    for (const { name } of models)
      await expect(planned(t.civet.page).getByText(name, { exact: true }).first()).toBeVisible();
    expect(fetched()).toEqual([]);
  });

  it('count as nothing when somebody has put switches or other words among them', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    const model = namedModel(t.civitai, 'mainJob');
    for (const args of [
      [`civet://model/${model.modelId}`, 'civet://launch?now'],
      [`civet://model/${model.modelId}" --gpu-launcher="calc`],
      [`civet://model/${'1'.repeat(9_000)}`],
      [`${site}.evil.example/models/${model.modelId}`],
    ])
      expect(await startAgain(t, ...args)).toBe(0);
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('in a list that is opened with Civet are planned, and a model says what it is', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    const list = join(dirname(t.profile.data), 'my list.txt');
    await writeFile(list, `# wanted\n${site}/models/${model.modelId}\n`);
    expect(await startAgain(t, list)).toBe(0);
    await expect(planned(page).getByText(model.modelName)).toBeVisible();
    const file = join(dirname(t.profile.data), 'somebody.safetensors');
    await writeFile(file, Buffer.alloc(2_000));
    expect(await startAgain(t, file)).toBe(0);
    await expect(page.getByRole('heading', { name: 'What is this?', level: 1 })).toBeVisible();
    await expect(page.getByText('somebody.safetensors').first()).toBeVisible();
    expect(fetched()).toEqual([]);
  });

  it('are opened when they are pasted on any screen, and other words are left alone', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await goTo(page, 'Library');
    await paste(page, 'just some words about 12345');
    await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
    await paste(page, `${site}/models/${model.modelId}/some-name`);
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    await goTo(page, 'Library');
    await paste(page, `${site}/api/download/models/${model.versionId}`);
    await expect(planned(page).getByText(model.modelName)).toBeVisible();
    expect(fetched()).toEqual([]);
  });

  it('bring a hidden window back', async () => {
    const { app, page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await goTo(page, 'Settings');
    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await expect.poll(isVisible).toBe(false);
    expect(await startAgain(t, `civet://model/${model.modelId}`)).toBe(0);
    await expect.poll(isVisible).toBe(true);
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
  });
});

describe('a link that is copied elsewhere', () => {
  const copy = (text: string) =>
    t.civet.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text);

  it('is offered once the user wants that, and opened by a click', async () => {
    const { page, app } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await goTo(page, 'Settings');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
    await copy('nothing of interest');
    await page.getByRole('checkbox', { name: 'Offer links that I copy' }).press('Space');
    await expect
      .poll(async () => {
        // What is copied while Civet has the keyboard is Civet's own; a test cannot leave it for good.
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
        await copy(`${site}/models/${model.modelId}`);
        return page.getByText(`Copied: civitai.com/models/${model.modelId}`).count();
      })
      .toBe(1);
    await page.getByRole('button', { name: 'Look' }).press('Enter');
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    expect(fetched()).toEqual([]);
  });
});
