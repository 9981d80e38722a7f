import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { type Civitai, startCivitai } from '../support/civitai/index.mjs';
import { goTo, signIn } from '../support/drive';
import { removeWhenLeft } from '../support/electron-app';
import { filesHolding, guisesOf } from '../support/files-below';
import { type BareCivet, type Keyring, startBareCivet, startKeyring } from '../support/keychain';
import { expect } from '../support/patient-expect';

let civitai: Civitai;
let keyring: Keyring;
let civet: BareCivet | undefined;
let home: string;
const data = () => join(home, 'profile');

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 5 });
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  home = await mkdtemp(join(tmpdir(), 'civet-keychain-'));
  keyring = await startKeyring(home);
});
afterEach(async () => {
  await civet?.quit();
  civet = undefined;
  await keyring.close();
  await removeWhenLeft(home);
});

async function start(): Promise<Page> {
  civet = await startBareCivet({ keyring, data: data(), origin: civitai.origin });
  await goTo(civet.page, 'Account');
  return civet.page;
}

async function restart(): Promise<Page> {
  await civet?.quit();
  return start();
}

const signedIn = (page: Page) => page.getByRole('heading', { name: 'Signed in as civet_tester' });
const settingsFile = () => readFile(join(data(), 'civet.json'), 'utf8');

/** What is stored of the token: text that only the keychain can read, and whom it is for. */
async function storedToken(): Promise<{ origin: string; text: string }> {
  return JSON.parse(await settingsFile()).encryptedToken;
}

const markOf = ({ text }: { text: string }) => Buffer.from(text, 'base64').subarray(0, 3).toString();

async function signInAsTester(): Promise<Page> {
  const page = await start();
  await signIn(page, civitai.token);
  await expect(signedIn(page)).toBeVisible();
  return page;
}

describe('an account on a system with a keychain', () => {
  it('says that the token is in the keychain, and writes it only as the keychain encrypted it', async () => {
    const page = await signInAsTester();
    await expect(page.getByText('In the keychain of this system, encrypted for your user.')).toBeVisible();
    await expect(page.getByText(/kept in memory only/)).toHaveCount(0);
    // "v11" is how Chromium marks what a key from the system's keychain encrypted; "v10" would be a known one.
    expect(markOf(await storedToken())).toBe('v11');
    expect((await storedToken()).origin).toBe(civitai.origin);
    await civet?.quit();
    expect(await filesHolding(home, guisesOf(civitai.token))).toEqual([]);
    for (const guise of guisesOf(civitai.token)) expect(civet?.output()).not.toContain(guise);
    expect(civet?.complaints).toEqual([]);
  });

  it('is signed in again after a restart, without the token ever being in the page', async () => {
    await signInAsTester();
    const page = await restart();
    await expect(signedIn(page)).toBeVisible();
    await expect(page.getByText('In the keychain of this system, encrypted for your user.')).toBeVisible();
    expect(await page.content()).not.toContain(civitai.token);
    const everything = await page.evaluate(async () => {
      const { civet } = window as unknown as { civet: { invoke(name: string): Promise<unknown> } };
      const names = ['account.snapshot', 'app.info', 'app.status', 'settings.snapshot', 'downloads.snapshot'];
      return JSON.stringify([
        await Promise.all(names.map((name) => civet.invoke(name))),
        { ...localStorage },
      ]);
    });
    expect(everything).toContain('civet_tester');
    expect(everything).not.toContain(civitai.token);
    const bearers = civitai.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(bearers.filter(({ path }) => path === '/api/v1/me').length).toBe(2);
    for (const { origin, headers } of bearers) {
      expect(origin).toBe('api');
      expect(headers.authorization).toBe(`Bearer ${civitai.token}`);
    }
  });

  it('is signed out for good once the user signs out', async () => {
    const page = await signInAsTester();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'API token' })).toBeVisible();
    expect(await settingsFile()).not.toContain('encryptedToken');
    const again = await restart();
    await expect(again.getByRole('textbox', { name: 'API token' })).toBeVisible();
    await expect(signedIn(again)).toHaveCount(0);
    expect(await filesHolding(home, guisesOf(civitai.token))).toEqual([]);
  });

  it('is not lost when another keychain cannot read it, and says so', async () => {
    await signInAsTester();
    await civet?.quit();
    await keyring.close();
    const before = await storedToken();
    await removeWhenLeft(join(home, '.local', 'share', 'keyrings'));
    keyring = await startKeyring(home);
    const page = await start();
    await expect(page.getByRole('heading', { name: 'The keychain is locked' })).toBeVisible();
    expect(await storedToken()).toEqual(before);
    await signIn(page, civitai.token);
    await expect(signedIn(page)).toBeVisible();
    expect(markOf(await storedToken())).toBe('v11');
  });
});
