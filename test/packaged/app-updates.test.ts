import { chmodSync } from 'node:fs';
import { link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { type Civitai, startCivitai } from '../support/civitai/index.mjs';
import { shrinkPictures } from '../support/discover';
import { goTo } from '../support/drive';
import { freshProfile, type Profile } from '../support/electron-app';
import { PackagedCivet, packagedExecutable } from '../support/packaged-program';
import { expect } from '../support/patient-expect';
import { ReleaseFeed } from '../support/release-feed';

const OLD = '#!/bin/sh\nexit 0\n';

let civitai: Civitai;
let feed: ReleaseFeed;
let profile: Profile;
let program: PackagedCivet | null = null;
let appImage: string;
let executable: string;

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 5 });
  shrinkPictures(civitai);
});
afterAll(() => civitai.close());
beforeEach(async () => {
  feed = await ReleaseFeed.start();
  profile = await freshProfile();
  appImage = join(dirname(profile.data), 'Civet.AppImage');
  await writeFile(appImage, OLD);
  chmodSync(appImage, 0o755);
  executable = await installed(join(dirname(profile.data), 'installed'));
});
afterEach(async () => {
  await program?.quit();
  program = null;
  await feed.close();
  await profile.remove();
});

/** The program as an installer would leave it: with the feed beside it that the build has named. */
async function installed(folder: string): Promise<string> {
  await linkAll(dirname(packagedExecutable()), folder);
  await writeFile(join(folder, 'resources', 'app-update.yml'), feed.configuration());
  return join(folder, basename(packagedExecutable()));
}

async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    await (entry.isDirectory() ? linkAll(source, target) : link(source, target));
  }
}

async function settings(env: Readonly<Record<string, string>> = {}, path = executable) {
  program = await PackagedCivet.start({
    executable: path,
    profileData: profile.data,
    origin: civitai.origin,
    env,
  });
  await goTo(program.page, 'Settings');
  return program.page;
}

describe('the packaged program and its newer versions', () => {
  it('fetches one, proves it, and is replaced by it when it quits for it', async () => {
    const mark = join(dirname(profile.data), 'new-has-run');
    const next = `#!/bin/sh\necho ran > '${mark}'\n`;
    feed.publish({ version: '99.0.0', bytes: Buffer.from(next), notes: '<p>Better <b>queues</b>.</p>' });
    const page = await settings({ APPIMAGE: appImage });
    await page.getByRole('button', { name: 'Look now' }).press('Enter');
    await expect(
      page.getByText('Civet 99.0.0 is ready and is installed when you quit.').first(),
    ).toBeVisible();
    await expect(page.getByText('Better queues.')).toBeVisible();
    expect(await readFile(appImage, 'utf8')).toBe(OLD);
    await page.getByRole('button', { name: 'Quit and install' }).press('Enter');
    // The new one is started by the old one at its very end.
    await expect.poll(() => readFile(mark, 'utf8').catch(() => null)).toBe('ran\n');
    expect(await readFile(appImage, 'utf8')).toBe(next);
  });

  it('throws away what is not what the feed has promised, and stays as it is', async () => {
    feed.publish({
      version: '99.0.0',
      bytes: Buffer.from('#!/bin/sh\nexit 1\n'),
      sha512: Buffer.alloc(64, 7).toString('base64'),
    });
    const page = await settings({ APPIMAGE: appImage });
    await page.getByRole('button', { name: 'Look now' }).press('Enter');
    await expect(page.getByText(/came damaged/).first()).toBeVisible();
    await program?.quit();
    program = null;
    expect(await readFile(appImage, 'utf8')).toBe(OLD);
  });

  it('takes no older version, and tells where something else has to install a newer one', async () => {
    feed.publish({ version: '0.0.1', bytes: Buffer.from('old') });
    const page = await settings();
    await page.getByRole('button', { name: 'Look now' }).press('Enter');
    await expect(page.getByText(/Nothing newer was found/).first()).toBeVisible();
    feed.publish({ version: '99.0.0', bytes: Buffer.from('new') });
    await page.getByRole('button', { name: 'Look now' }).press('Enter');
    await expect(page.getByText(/Civet 99.0.0 is there; you have/).first()).toBeVisible();
    expect(feed.packageRequests()).toEqual([]);
  });

  it('looks nowhere when it was built without a feed, whatever its environment says', async () => {
    feed.publish({ version: '99.0.0', bytes: Buffer.from('new') });
    const page = await settings(
      { APPIMAGE: appImage, CIVET_RELEASE_FEED: `${feed.origin}/feed` },
      packagedExecutable(),
    );
    await expect(page.getByText(/made without a release feed/).first()).toBeVisible();
    expect(await page.getByRole('button', { name: 'Look now' }).count()).toBe(0);
    expect(feed.requests).toEqual([]);
  });
});
