import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { sha256Of } from '../support/bench';
import { shrinkPictures } from '../support/discover';
import { chooseComfy, download, downloadRow, goTo, openModel } from '../support/drive';
import {
  answerFolderDialog,
  freshProfile,
  type Profile,
  quit,
  type RunningCivet,
  startCivet,
} from '../support/electron-app';
import { filesHolding } from '../support/files-below';
import { certificatePath, type FarCivitai, startFarCivitai } from '../support/network/far-civitai';
import { startHttpProxy, type TestProxy } from '../support/network/http-proxy';
import { startSocksProxy } from '../support/network/socks-proxy';
import { expect } from '../support/patient-expect';

const LOGIN = { user: 'mira', password: 'nobody-reads-this' };

let far: FarCivitai;
let profile: Profile;
let civet: RunningCivet;
let web: TestProxy;
let files: TestProxy;
let pac: Server;

beforeAll(async () => {
  far = await startFarCivitai({ models: 5 });
  shrinkPictures(far.civitai);
});
afterAll(() => far.close());
beforeEach(async () => {
  far.civitai.reset();
  profile = await freshProfile();
  files = await startSocksProxy({ portOf: far.portOf });
});
afterEach(async () => {
  await quit(civet);
  await profile.remove();
  await Promise.all([web.close(), files.close()]);
  pac?.close();
});

/** A PAC file by which the storage has a proxy of its own, and the first one for all else is not there. */
async function startPac(): Promise<string> {
  const script = `function FindProxyForURL(url, host) {
    if (host === 'storage.test') return 'SOCKS5 127.0.0.1:${files.port}';
    return 'PROXY 127.0.0.1:1; PROXY 127.0.0.1:${web.port}';
  }`;
  pac = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script);
  });
  pac.listen(0, '127.0.0.1');
  await once(pac, 'listening');
  return `http://127.0.0.1:${(pac.address() as AddressInfo).port}/proxy.pac`;
}

const section = () => civet.page.getByRole('region', { name: 'Network' });
const press = async (name: string) => {
  await section().getByRole('button', { name, exact: true }).focus();
  await civet.page.keyboard.press('Enter');
};

async function addAuthority(): Promise<void> {
  await answerFolderDialog(civet.app, certificatePath('authority.pem'));
  await press('Add certificate');
  await expect(section().getByText('Civet test authority')).toBeVisible();
}

describe('the network', () => {
  it('is that of the system and its PAC file, trusts whom the user adds, and brings a whole file', async () => {
    web = await startHttpProxy({ portOf: far.portOf });
    civet = await startCivet(profile, far.origin, undefined, `--proxy-pac-url=${await startPac()}`);
    const { page } = civet;
    await goTo(page, 'Settings');
    await expect(section()).toContainText('leads to Civitai');
    await press('Test connection');
    await expect(section().getByText('Encryption')).toBeVisible();
    await expect(section()).toContainText('The connection is not safe');
    await addAuthority();
    await press('Test again');
    await expect(section()).toContainText('Civitai can be reached.');
    await expect(section()).toContainText(`http://127.0.0.1:${web.port} let Civet through`);

    const model = far.civitai.named.mainJob;
    await chooseComfy(civet, profile);
    await openModel(page, model.modelName);
    await download(page);
    await goTo(page, 'Queue');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified');
    const placed = join(profile.comfy, 'models', 'loras', model.fileName);
    expect(await sha256Of(placed)).toBe(model.sha256);
    expect(files.heard).toContain('5 storage.test');
    expect(web.heard.some((request) => request.startsWith('CONNECT civitai.test:443'))).toBe(true);
    expect(web.heard.some((request) => request.includes('storage.test'))).toBe(false);
  });

  it('is a proxy named by hand, by key alone, with a login that nobody gets to see', async () => {
    web = await startHttpProxy({ portOf: far.portOf, login: LOGIN });
    civet = await startCivet(profile, far.origin);
    const { page } = civet;
    await goTo(page, 'Settings');
    await section().getByRole('radio', { name: 'System' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const address = section().getByRole('textbox', { name: 'Address of the proxy' });
    await address.focus();
    await page.keyboard.type(`http://mira:secret@127.0.0.1:${web.port}`);
    await page.keyboard.press('Enter');
    await expect(section()).toContainText('Name and password do not belong here');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(`127.0.0.1:${web.port}`);
    await page.keyboard.press('Enter');
    await expect(section()).toContainText(`If http://127.0.0.1:${web.port} wants a name and password`);
    await press('Test connection');
    await expect(section()).toContainText('The proxy wants a login');
    await press('Set login');
    await expect(section().getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
    await page.keyboard.type(LOGIN.user);
    await page.keyboard.press('Tab');
    await page.keyboard.type(LOGIN.password);
    await page.keyboard.press('Enter');
    await expect(section()).toContainText('are kept in memory only, because this system has no keychain');
    await addAuthority();
    await press('Test again');
    await expect(section()).toContainText('Civitai can be reached.');
    expect(await page.content()).not.toContain(LOGIN.password);
    const basic = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64');
    expect(await filesHolding(profile.data, [LOGIN.password, basic])).toEqual([]);
    expect(JSON.stringify(far.civitai.requests)).not.toContain(basic);
    await press('Forget login');
    await expect(section().getByRole('button', { name: 'Set login' })).toBeVisible();
    await press('Test again');
    await expect(section()).toContainText('The proxy wants a login');
    await expect(page.getByRole('region', { name: 'Status' })).toContainText('Proxy:');
  });

  it('is that of the environment on Linux, where no desktop has settings', async () => {
    web = await startHttpProxy({ portOf: far.portOf });
    const before = process.env.https_proxy;
    process.env.https_proxy = `http://127.0.0.1:${web.port}`;
    try {
      civet = await startCivet(profile, far.origin);
    } finally {
      if (before === undefined) delete process.env.https_proxy;
      else process.env.https_proxy = before;
    }
    await goTo(civet.page, 'Settings');
    await expect(section()).toContainText(`Right now http://127.0.0.1:${web.port} leads to Civitai`);
  });

  it('asks another of Civitai’s addresses from the next start on', async () => {
    web = await startHttpProxy({ portOf: far.portOf });
    const proxy = { mode: 'manual', address: `127.0.0.1:${web.port}` };
    await mkdir(profile.data, { recursive: true });
    await writeFile(join(profile.data, 'civet.json'), JSON.stringify({ settings: { proxy } }));
    // Without an origin in the environment the setting holds; the proxy lets nobody through to these hosts.
    civet = await startCivet(profile, '');
    const asked = (host: string) => () =>
      web.heard.some((request) => request.startsWith(`CONNECT ${host}:443`));
    await expect.poll(asked('civitai.com')).toBe(true);
    await goTo(civet.page, 'Settings');
    await section()
      .getByRole('button', { name: /civitai\.com Civitai address/ })
      .focus();
    await civet.page.keyboard.press('Enter');
    await civet.page.getByRole('option', { name: 'civitai.red' }).press('Enter');
    await expect(section()).toContainText('Civet still talks to https://civitai.com');
    expect(asked('civitai.red')()).toBe(false);
    await quit(civet);
    civet = await startCivet(profile, '');
    await expect.poll(asked('civitai.red')).toBe(true);
    await goTo(civet.page, 'Settings');
    await expect(section().getByRole('button', { name: 'Restart Civet' })).toHaveCount(0);
  });
});
