import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { goTo } from '../support/drive';
import { removeWhenLeft } from '../support/electron-app';
import { filesHolding, guisesOf } from '../support/files-below';
import { type BareCivet, type Keyring, startBareCivet, startKeyring } from '../support/keychain';
import { startHttpProxy, type TestProxy } from '../support/network/http-proxy';
import { expect } from '../support/patient-expect';

const LOGIN = { user: 'mira', password: 'nobody-reads-this' };

let keyring: Keyring;
let proxy: TestProxy;
let civet: BareCivet | undefined;
let home: string;
const data = () => join(home, 'profile');

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'civet-proxy-keychain-'));
  keyring = await startKeyring(home);
  proxy = await startHttpProxy({ portOf: () => null, login: LOGIN });
  await mkdir(data(), { recursive: true });
  const settings = { proxy: { mode: 'manual', address: `127.0.0.1:${proxy.port}` } };
  await writeFile(join(data(), 'civet.json'), JSON.stringify({ settings }));
});
afterEach(async () => {
  await civet?.quit();
  civet = undefined;
  await keyring.close();
  await proxy.close();
  await removeWhenLeft(home);
});

async function start() {
  await civet?.quit();
  civet = await startBareCivet({ keyring, data: data(), origin: 'https://civitai.test' });
  await goTo(civet.page, 'Settings');
  return civet.page.getByRole('region', { name: 'Network' });
}

const storedLogins = async (): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(data(), 'civet.json'), 'utf8')).proxyLogins;

describe('the login of a proxy on a system with a keychain', () => {
  it('is stored as the keychain encrypted it, used after a restart, and gone when it is forgotten', async () => {
    let section = await start();
    await section.getByRole('button', { name: 'Set login' }).press('Enter');
    await section.getByRole('textbox', { name: 'Name', exact: true }).fill(LOGIN.user);
    await section.getByRole('textbox', { name: 'Password' }).fill(LOGIN.password);
    await section.getByRole('button', { name: 'Save' }).press('Enter');
    await expect(section).toContainText('are in the keychain of this system');
    const [text = ''] = Object.values(await storedLogins());
    // "v11" is how Chromium marks what a key from the system's keychain encrypted.
    expect(Buffer.from(text, 'base64').subarray(0, 3).toString()).toBe('v11');

    section = await start();
    await expect(section).toContainText('are in the keychain of this system');
    await section.getByRole('button', { name: 'Test connection' }).press('Enter');
    // The proxy knows no host, but it has taken the login.
    await expect(section).toContainText('The proxy could not connect');
    await civet?.quit();
    const basic = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64');
    expect(await filesHolding(home, [...guisesOf(LOGIN.password), ...guisesOf(basic)])).toEqual([]);
    expect(civet?.output()).not.toContain(LOGIN.password);

    section = await start();
    await section.getByRole('button', { name: 'Forget login' }).press('Enter');
    await expect(section.getByRole('button', { name: 'Set login' })).toBeVisible();
    expect(await storedLogins()).toBeUndefined();
  });
});
