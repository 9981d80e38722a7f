import { describe, it } from 'vitest';
import { goTo, signIn } from '../support/drive';
import { e2e } from '../support/e2e';
import { filesHolding, guisesOf } from '../support/files-below';
import { expect } from '../support/patient-expect';

const t = e2e(5);

const SESSION_ONLY = /kept in memory only\. You sign in again after restarting Civet/;
const signedIn = () => t.civet.page.getByRole('heading', { name: 'Signed in as civet_tester' });
const tokenField = () => t.civet.page.getByRole('textbox', { name: 'API token' });

describe('an account on a system without a keychain', () => {
  it('says before and after signing in that the token is kept for this session only', async () => {
    const { page } = t.civet;
    await goTo(page, 'Account');
    await expect(page.getByText(SESSION_ONLY)).toBeVisible();
    await signIn(page, t.civitai.token);
    await expect(signedIn()).toBeVisible();
    await expect(page.getByText(SESSION_ONLY)).toBeVisible();
    await expect(page.getByText(/In the keychain of this system/)).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Status' })).toContainText('Signed in as civet_tester');
    expect(t.civet.complaints).toEqual([]);
  });

  it('forgets the token with the session, and never writes it anywhere', async () => {
    await signIn(t.civet.page, t.civitai.token);
    await expect(signedIn()).toBeVisible();
    expect(await t.civet.page.content()).not.toContain(t.civitai.token);
    await t.restart('quit');
    await goTo(t.civet.page, 'Account');
    await expect(tokenField()).toBeVisible();
    await expect(signedIn()).toHaveCount(0);
    expect(await filesHolding(t.profile.data, guisesOf(t.civitai.token))).toEqual([]);
    const sent = t.civitai.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(sent.map(({ path }) => path)).toEqual(['/api/v1/me']);
  });

  it('signs out at once, and asks with no token from then on', async () => {
    const { page } = t.civet;
    await signIn(page, t.civitai.token);
    await expect(signedIn()).toBeVisible();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(tokenField()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Status' })).toContainText('Not signed in');
    const before = t.civitai.requests.length;
    await goTo(page, 'Discover');
    await page.getByRole('searchbox', { name: 'Search models' }).fill('fjord');
    await page.keyboard.press('Enter');
    const later = () => t.civitai.requests.slice(before).filter(({ path }) => path.includes('query=fjord'));
    await expect.poll(() => later().length).toBeGreaterThan(0);
    expect(later().filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });

  it('takes no token that Civitai refuses or that cannot be one, and says why', async () => {
    const { page } = t.civet;
    await signIn(page, 'short');
    await expect(page.getByText('A token has at least 8 characters.')).toBeVisible();
    expect(t.civitai.requests.filter(({ path }) => path === '/api/v1/me')).toEqual([]);
    await signIn(page, 'unknown-to-civitai');
    await expect(page.getByText(/Civitai did not accept this token/).first()).toBeVisible();
    await expect(tokenField()).toHaveValue('');
    await expect(tokenField()).toBeFocused();
    expect(await filesHolding(t.profile.data, ['unknown-to-civitai'])).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });
});
