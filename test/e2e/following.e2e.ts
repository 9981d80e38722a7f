import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { modelOf, publishVersion } from '../support/civitai/publish-version.mjs';
import { chooseMaturity, picturesAreAnswered, ratingsFetched } from '../support/discover';
import { goTo, holdToast, openModel, runCommand, signIn } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(10);

const key = (name: string) => t.civet.page.keyboard.press(name);
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const news = (page: Page) => page.getByRole('grid', { name: 'New versions' });
/** Without the days, which are rows as well. */
const rows = (page: Page) =>
  news(page)
    .getByRole('row')
    .filter({ has: page.getByRole('time') });
const row = (page: Page, version: string) => rows(page).filter({ hasText: version });
const followed = (page: Page) => page.getByRole('grid', { name: 'What you follow' });
const railEntry = (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Following/ });
const creator = () => modelOf(t.civitai, namedModel(t.civitai, 'mainJob').modelId).creator ?? '';

async function followModel(page: Page, name: string): Promise<void> {
  await openModel(page, name);
  await page.getByRole('button', { name: `Follow ${name}`, exact: true }).click();
  await expect(page.getByRole('button', { name: `Unfollow ${name}`, exact: true })).toBeVisible();
}

/** The first look says what there is; only what comes after it is new. */
async function firstLookIsOver(page: Page): Promise<void> {
  await goTo(page, 'Following');
  await hasLooked(page);
  await expect(page.getByText(/^Last looked/)).toBeVisible();
  await page.getByText(/^Followed \(/).click();
  await expect(followed(page).getByRole('row').first()).toBeVisible();
  await expect(followed(page).getByText(/^(Not looked yet|Looking…)$/)).toHaveCount(0);
  await page.getByText('New versions', { exact: true }).click();
}

/** Whatever was to be looked at has been, by what main says: the page follows a moment later. */
async function hasLooked(page: Page): Promise<void> {
  const isLooking = () =>
    page.evaluate(async () => {
      const { civet } = window as unknown as {
        civet: { invoke(name: string): Promise<{ value: { isLooking: boolean } }> };
      };
      return (await civet.invoke('following.status')).value.isLooking;
    });
  await expect.poll(isLooking).toBe(false);
}

async function lookNow(page: Page): Promise<void> {
  const asked = () => t.civitai.requests.filter(({ origin }) => origin === 'api').length;
  const askedBefore = asked();
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect.poll(asked).toBeGreaterThan(askedBefore);
  await hasLooked(page);
  await expect(page.getByText('Looking for new versions…')).toHaveCount(0);
}

/** What came at that time stands under the right day, also when midnight passes meanwhile. */
async function expectDayOf(page: Page, atMs: number): Promise<void> {
  const isThere = async () => {
    const isToday = new Date(atMs).toDateString() === new Date().toDateString();
    return (await news(page).textContent())?.includes(isToday ? 'Today' : 'Yesterday');
  };
  await expect.poll(isThere).toBe(true);
}

/** Something in the screen has the focus, so that the keys go on from there. */
async function expectFocusInMain(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
}

/** What asks for a file, its link or its bytes. */
const downloadsAsked = () =>
  t.civitai.requests.filter(({ origin, path }) => origin === 'storage' || path.startsWith('/api/download'));

describe('following', () => {
  it('tells of a version that comes out, counts it until it is opened, and downloads nothing', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    const other = namedModel(t.civitai, 'checkpoint');
    await goTo(page, 'Following');
    await expect(page.getByRole('heading', { name: 'Follow models and creators' })).toBeVisible();
    await followModel(page, model.modelName);
    await page.getByRole('button', { name: creator(), exact: true }).click();
    await page.getByRole('button', { name: `Follow ${creator()}`, exact: true }).click();
    await expect(page.getByRole('button', { name: `Unfollow ${creator()}`, exact: true })).toBeVisible();
    await firstLookIsOver(page);
    await expect(page.getByRole('heading', { name: 'Nothing new yet' })).toBeVisible();

    const publishedAtMs = Date.now();
    publishVersion(t.civitai, {
      modelId: model.modelId,
      versionId: 990_001,
      name: 'v4.0 glacier',
      publishedAtMs,
    });
    publishVersion(t.civitai, {
      modelId: other.modelId,
      versionId: 990_002,
      name: 'v9 lantern',
      publishedAtMs: publishedAtMs - 60_000,
      earlyAccessUntilMs: Date.now() + 86_400_000,
    });
    await lookNow(page);
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).first()).toContainText('v4.0 glacier');
    await expect(row(page, 'v9 lantern')).toContainText('Early access');
    await expect(row(page, 'v9 lantern')).toContainText(other.modelName);
    await expectDayOf(page, publishedAtMs);
    await expect(railEntry(page)).toContainText('2 new versions');

    await row(page, 'v4.0 glacier').click();
    await expect(heading(page, model.modelName)).toBeVisible();
    await expect(page.getByRole('tab', { name: /v4\.0 glacier/, selected: true })).toBeVisible();
    await expect(railEntry(page)).toContainText('1 new version');
    await key('Alt+ArrowLeft');
    await expect(row(page, 'v4.0 glacier')).toBeFocused();
    await expect(row(page, 'v4.0 glacier')).not.toContainText('Not read yet');
    await expect(row(page, 'v9 lantern')).toContainText('Not read yet');

    await t.restart('quit');
    const again = t.civet.page;
    await expect(railEntry(again)).toContainText('1 new version');
    await goTo(again, 'Following');
    await expect(rows(again)).toHaveCount(2);
    await again.getByRole('button', { name: 'Mark all as read' }).focus();
    await again.keyboard.press('Enter');
    await expect(again.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();
    await expectFocusInMain(again);
    await expect(railEntry(again)).not.toContainText('new version');
    await t.restart('kill');
    const last = t.civet.page;
    await goTo(last, 'Following');
    await expect(rows(last)).toHaveCount(2);
    await expect(last.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();

    expect(downloadsAsked()).toEqual([]);
    await goTo(last, 'Queue');
    await expect(last.getByRole('grid', { name: 'Downloads' })).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });

  it('is done, looked through and undone by key alone', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'largeSlow');
    await openModel(page, model.modelName);
    await runCommand(page, 'Follow this model');
    await expect(page.getByRole('button', { name: `Unfollow ${model.modelName}` })).toBeVisible();
    await firstLookIsOver(page);
    for (const [nth, name] of ['first light', 'second light'].entries())
      publishVersion(t.civitai, {
        modelId: model.modelId,
        versionId: 990_010 + nth,
        name,
        publishedAtMs: Date.now() - nth * 1_000,
      });
    await runCommand(page, 'Look for new versions now');
    await expect(row(page, 'second light')).toBeVisible();
    await page.getByRole('button', { name: 'Look now' }).focus();
    await key('Tab');
    await expect(row(page, 'first light')).toBeFocused();
    await key('ArrowDown');
    await expect(row(page, 'second light')).toBeFocused();
    await key('ArrowRight');
    await expect(page.getByRole('button', { name: creator(), exact: true }).nth(1)).toBeFocused();
    await key('ArrowLeft');
    await key('Enter');
    await expect(page.getByRole('tab', { name: /second light/, selected: true })).toBeVisible();
    await key('Control+2');
    await page.getByRole('radio', { name: 'New versions' }).focus();
    await key('ArrowRight');
    await expect(followed(page).getByRole('row')).toHaveCount(1);
    await page.getByRole('searchbox', { name: 'Search what you follow' }).focus();
    await page.keyboard.type(model.modelName.slice(0, 6).toLowerCase());
    await key('Tab');
    if (
      !(await followed(page)
        .getByRole('row')
        .evaluate((found) => found === document.activeElement))
    )
      await key('Tab');
    await expect(followed(page).getByRole('row')).toBeFocused();
    await key('ArrowRight');
    await expect(page.getByRole('button', { name: `Unfollow ${model.modelName}` })).toBeFocused();
    await key('Enter');
    await holdToast(page, `You no longer follow ${model.modelName}`);
    await expect(page.getByRole('heading', { name: 'Follow models and creators' })).toBeVisible();
    await expectFocusInMain(page);
    await expect(railEntry(page)).not.toContainText('new version');
    await page.getByRole('button', { name: 'Undo' }).focus();
    await key('Enter');
    await expect(followed(page).getByRole('row')).toHaveCount(1);
    await followModel(page, namedModel(t.civitai, 'checkpoint').modelName);
    await goTo(page, 'Following');
    await page.getByRole('searchbox', { name: 'Search what you follow' }).fill(model.modelName);
    await expect(followed(page).getByRole('row')).toHaveCount(1);
    await page.getByRole('button', { name: `Unfollow ${model.modelName}` }).focus();
    await key('Enter');
    await holdToast(page, `You no longer follow ${model.modelName}`);
    await expect(page.getByRole('heading', { name: 'You follow nothing of this name' })).toBeVisible();
    await expectFocusInMain(page);
    await page.getByRole('button', { name: 'Undo' }).focus();
    await key('Enter');
    await expect(followed(page).getByRole('row')).toHaveCount(1);
    await expect(railEntry(page)).toContainText('1 new version');
    expect(t.civet.complaints).toEqual([]);
  });

  it('grows older on screen while nothing else happens, past midnight as well', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await followModel(page, model.modelName);
    await firstLookIsOver(page);
    const publishedAtMs = Date.now();
    publishVersion(t.civitai, {
      modelId: model.modelId,
      versionId: 990_040,
      name: 'slow hours',
      publishedAtMs,
    });
    await lookNow(page);
    await expect(page.getByText('Last looked now')).toBeVisible();
    await expectDayOf(page, publishedAtMs);
    const beganAt = Date.now();
    await page.clock.install({ time: beganAt });
    await goTo(page, 'Queue');
    await goTo(page, 'Following');
    await expect(page.getByText('Last looked now')).toBeVisible();
    await page.clock.fastForward('05:00');
    await expect(page.getByText(/^Last looked [456] minutes ago$/)).toBeVisible();
    await expect(row(page, 'slow hours')).toContainText(/[456] minutes ago/);
    // Noon of the day after, whatever hour it is now.
    await page.clock.fastForward(new Date(publishedAtMs).setHours(36, 0, 0, 0) - beganAt - 300_000);
    await expect(news(page)).toContainText('Yesterday');
    await page.getByText(/^Followed \(1\)/).click();
    await expect(followed(page)).toContainText(/Looked (\d+ hours ago|yesterday|2 days ago)/);
    await page.clock.fastForward(3 * 86_400_000);
    await expect(followed(page)).toContainText(/Looked [345] days ago/);
    expect(t.civet.complaints).toEqual([]);
  });

  it('shows and fetches nothing above the level of maturity, and says how much there is', async () => {
    const { page } = t.civet;
    const tame = namedModel(t.civitai, 'noSha256');
    const mature = namedModel(t.civitai, 'matureX');
    await followModel(page, tame.modelName);
    await chooseMaturity(page, 'XXX');
    await followModel(page, mature.modelName);
    await firstLookIsOver(page);
    await chooseMaturity(page, 'PG');
    await picturesAreAnswered(t.civitai);
    t.civitai.requests.length = 0;
    publishVersion(t.civitai, { modelId: tame.modelId, versionId: 990_020, name: 'calm water' });
    publishVersion(t.civitai, { modelId: mature.modelId, versionId: 990_021, name: 'wild water' });
    await lookNow(page);
    await expect(row(page, 'calm water')).toBeVisible();
    await expect(rows(page)).toHaveCount(1);
    await expect(page.getByText('1 more above your level of maturity')).toBeVisible();
    await expect(railEntry(page)).toContainText('1 new version');
    await page.getByText(/^Followed \(2\)/).click();
    await expect(followed(page)).toContainText(`Model ${mature.modelId}`);
    await expect(followed(page)).not.toContainText(mature.modelName);
    expect(ratingsFetched(t.civitai).filter((bit) => bit > 1)).toEqual([]);
    await page.getByText('New versions', { exact: true }).click();
    await chooseMaturity(page, 'XXX');
    await expect(row(page, 'wild water')).toContainText(mature.modelName);
    await expect(railEntry(page)).toContainText('2 new versions');
    expect(t.civet.complaints).toEqual([]);
  });

  it('says why a look came to nothing, and keeps what was found with the service stopped', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'onlyCrc32');
    await followModel(page, model.modelName);
    await firstLookIsOver(page);
    publishVersion(t.civitai, { modelId: model.modelId, versionId: 990_030, name: 'before the storm' });
    await lookNow(page);
    await expect(row(page, 'before the storm')).toBeVisible();
    t.civitai.faults.set('all', { apiStatus: 429, apiPath: '/api/v1' });
    await lookNow(page);
    await expect(page.getByRole('status').filter({ hasText: 'Civet tries again by itself' })).toBeVisible();
    await expect(row(page, 'before the storm')).toBeVisible();
    await page.getByText(/^Followed \(1\)/).click();
    await expect(followed(page).getByRole('row')).toContainText('Looked');
    t.civitai.faults.clear();
    await lookNow(page);
    await expect(page.getByText('Civet tries again by itself')).toHaveCount(0);
    modelOf(t.civitai, model.modelId).poi = true;
    await lookNow(page);
    await expect(followed(page).getByRole('row')).toContainText('deleted or made private');
    expect(t.civet.complaints.filter((line) => !line.includes('429'))).toEqual([]);
  });

  it('belongs to the profile, and asks without the account’s token', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'sameNames');
    await signIn(page, t.civitai.token);
    await openModel(page, model.modelName);
    t.civitai.requests.length = 0;
    await page.getByRole('button', { name: `Follow ${model.modelName}`, exact: true }).click();
    await firstLookIsOver(page);
    t.civitai.requests.length = 0;
    await lookNow(page);
    const asked = t.civitai.requests.filter(({ path }) => path === `/api/v1/models/${model.modelId}`);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await goTo(page, 'Account');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await goTo(page, 'Following');
    await page.getByText(/^Followed \(1\)/).click();
    await expect(followed(page)).toContainText(model.modelName);
    expect(t.civet.complaints).toEqual([]);
  });
});
