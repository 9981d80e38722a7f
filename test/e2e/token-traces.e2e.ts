import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import type { FolderChoice } from '../../electron/core/ports';
import { type Civitai, startCivitai } from '../support/civitai/index.mjs';
import { shrinkPictures } from '../support/discover';
import { download, downloadRow, goTo, openModel, signIn } from '../support/drive';
import { removeWhenLeft } from '../support/electron-app';
import { filesHolding, guisesOf } from '../support/files-below';
import { type BareCivet, type Keyring, startBareCivet, startKeyring } from '../support/keychain';
import { expect } from '../support/patient-expect';

/** Addresses, JSON and base64 each write it in another way. */
const TOKEN = 'odd/token+of%41"tests"\\with&many=signs~';
const GUISES = [
  ...guisesOf(TOKEN),
  encodeURIComponent(TOKEN),
  encodeURI(TOKEN),
  JSON.stringify(TOKEN).slice(1, -1),
  Buffer.from(`Bearer ${TOKEN}`).toString('base64').replace(/=+$/, ''),
];

let civitai: Civitai;
let keyring: Keyring;
let civet: BareCivet | undefined;
let home: string;

beforeAll(async () => {
  const tokens = { [TOKEN]: { username: 'civet_tester' } };
  civitai = await startCivitai({ port: 0, seed: 7, models: 10, tokens });
  shrinkPictures(civitai);
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  home = await mkdtemp(join(tmpdir(), 'civet-token-'));
  keyring = await startKeyring(home);
});
afterEach(async () => {
  await civet?.quit();
  await keyring.close();
  await removeWhenLeft(home);
});

describe('the token', () => {
  it('leaves no trace but the header of what Civitai itself is asked', async () => {
    const data = join(home, 'profile');
    const comfy = join(home, 'ComfyUI');
    const folders: FolderChoice = {
      roots: [{ id: 'first', layout: 'comfyui', path: comfy, own: {} }],
      usualId: 'first',
      elsewhere: {},
    };
    await mkdir(join(comfy, 'models', 'loras'), { recursive: true });
    await mkdir(data);
    await writeFile(join(data, 'civet.json'), JSON.stringify({ folders }));
    civet = await startBareCivet({ keyring, data, origin: civitai.origin });
    const { page } = civet;
    await signIn(page, TOKEN);
    await expect(page.getByRole('heading', { name: 'Signed in as civet_tester' })).toBeVisible();
    await openModel(page, civitai.named.loginRequired.modelName);
    await download(page);
    await goTo(page, 'Queue');
    await expect(downloadRow(page, civitai.named.loginRequired.modelName)).toContainText(
      'Verified and placed',
    );
    const told = await page.evaluate(async () => {
      const { civet: bridge } = window as unknown as { civet: { invoke(name: string): Promise<unknown> } };
      const names = ['diagnostics.report', 'diagnostics.snapshot', 'downloads.snapshot', 'account.snapshot'];
      const answers = await Promise.all(names.map((name) => bridge.invoke(name)));
      return JSON.stringify([answers, { ...localStorage }, document.documentElement.outerHTML]);
    });
    // While everything is open: databases have their logs beside them, and Chromium its caches.
    expect(await filesHolding(home, GUISES)).toEqual([]);
    await civet.quit();
    expect(await filesHolding(home, GUISES)).toEqual([]);
    for (const guise of GUISES) {
      expect(told).not.toContain(guise);
      expect(civet.output()).not.toContain(guise);
    }

    const { requests } = civitai;
    const withToken = requests.filter((request) => {
      const sent = JSON.stringify(request);
      return GUISES.some(
        (guise) => sent.includes(guise) || sent.includes(JSON.stringify(guise).slice(1, -1)),
      );
    });
    expect(withToken.length).toBeGreaterThan(1);
    expect(new Set(withToken.map(({ origin }) => origin))).toEqual(new Set(['api']));
    for (const { path, headers } of withToken) {
      const { authorization, ...others } = headers;
      expect(authorization).toBe(`Bearer ${TOKEN}`);
      for (const guise of GUISES) expect(`${path} ${Object.values(others).join(' ')}`).not.toContain(guise);
    }
    // The API has led there with the token in its own question.
    expect(requests.filter(({ origin }) => origin === 'storage').length).toBeGreaterThan(0);
    expect(requests.filter(({ origin }) => origin === 'images').length).toBeGreaterThan(0);
  });
});
