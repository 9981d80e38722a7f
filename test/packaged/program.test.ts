import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import type { FolderChoice } from '../../electron/core/ports';
import { type Civitai, startCivitai } from '../support/civitai/index.mjs';
import { shrinkPictures } from '../support/discover';
import { download, downloadRow, goTo, openModel } from '../support/drive';
import { freshProfile, type Profile } from '../support/electron-app';
import {
  PackagedCivet,
  type PackagedStart,
  packagedArgs,
  packagedExecutable,
} from '../support/packaged-program';
import { expect } from '../support/patient-expect';

/** As Electron writes them into its executable. */
const [OFF, ON] = ['0', '1'].map((digit) => digit.charCodeAt(0));

let civitai: Civitai;
let profile: Profile;
const running: PackagedCivet[] = [];

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
  shrinkPictures(civitai);
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  profile = await freshProfile();
});
afterEach(async () => {
  for (const program of running.splice(0)) await program.quit();
  await profile.remove();
});

async function start(more: Partial<PackagedStart> = {}): Promise<PackagedCivet> {
  const program = await PackagedCivet.start({ profileData: profile.data, origin: civitai.origin, ...more });
  running.push(program);
  return program;
}

/** A file that code writes which should not run, and a script that would write it. */
async function trap(name: string): Promise<{ readonly mark: string; readonly script: string }> {
  const [mark, script] = [
    join(dirname(profile.data), `${name}-ran`),
    join(dirname(profile.data), `${name}.cjs`),
  ];
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'ran');`);
  return { mark, script };
}

describe('the packaged program', () => {
  it('has its fuses set, each as it should be', async () => {
    const wire = await getCurrentFuseWire(packagedExecutable());
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: OFF,
      [FuseV1Options.EnableCookieEncryption]: ON,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
      [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
      [FuseV1Options.OnlyLoadAppFromAsar]: ON,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
    });
  });

  it('lends nobody its Node: not as a program, not by an option, not by an inspector', async () => {
    const [asNode, required] = [await trap('as-node'), await trap('required')];
    const program = await start({
      args: ['--inspect=127.0.0.1:0', asNode.script],
      env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${required.script}` },
    });
    await expect(program.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    expect([asNode.mark, required.mark].filter(existsSync)).toEqual([]);
    expect(program.said()).not.toContain('Debugger listening');
  });

  it('runs no code that lies beside its archive', async () => {
    const copy = join(dirname(profile.data), 'copy');
    await cp(dirname(packagedExecutable()), copy, { recursive: true });
    const resources = join(copy, 'resources');
    const { mark, script } = await trap('beside');
    await rm(join(resources, 'app.asar'));
    await mkdir(join(resources, 'app'));
    await writeFile(join(resources, 'app', 'package.json'), '{"name":"civet","main":"index.js"}');
    await writeFile(join(resources, 'app', 'index.js'), `${await readFile(script, 'utf8')}process.exit(0);`);
    const { status } = spawnSync(join(copy, basename(packagedExecutable())), packagedArgs(profile.data), {
      env: { ...process.env, CI: 'true' },
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    expect(existsSync(mark)).toBe(false);
    expect(status).not.toBe(0);
  });

  it('shows its page by its own scheme alone, under a policy that a header brings', async () => {
    const { page } = await start();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    const response = await page.reload();
    expect(response?.url()).toMatch(/^app:\/\/bundle\//);
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    // By key and script alone from here on: Playwright waits for a navigation that was asked for, and this one never comes.
    for (const [elsewhere, key, heading] of [
      ['file:///etc/passwd', '6', 'Settings'],
      [`${civitai.origin}/elsewhere`, '7', 'Account'],
    ] as const) {
      await page.evaluate((url) => {
        location.href = url;
      }, elsewhere);
      await page.keyboard.press(`Control+${key}`);
      await expect.poll(() => page.evaluate(() => document.querySelector('h1')?.textContent)).toBe(heading);
      expect(await page.evaluate(() => location.origin)).toBe('app://bundle');
    }
    expect(civitai.requests.filter(({ path }) => path.startsWith('/elsewhere'))).toEqual([]);
  });

  it('downloads, proves and places a file', async () => {
    const model = civitai.named.mainJob;
    const folders: FolderChoice = {
      roots: [{ id: 'first', layout: 'comfyui', path: profile.comfy, own: {} }],
      usualId: 'first',
      elsewhere: {},
    };
    await mkdir(profile.data, { recursive: true });
    await writeFile(join(profile.data, 'civet.json'), JSON.stringify({ folders }));
    const { page } = await start();
    await openModel(page, model.modelName);
    await download(page);
    await goTo(page, 'Queue');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');
    const folder = join(profile.comfy, 'models', 'loras');
    expect(await readdir(folder)).toEqual([model.fileName]);
    const sha256 = createHash('sha256').update(await readFile(join(folder, model.fileName)));
    expect(sha256.digest('hex').toUpperCase()).toBe(model.sha256);
  });

  it('holds what it runs with all licences, and neither sources nor tests nor another program', async () => {
    const resources = join(dirname(packagedExecutable()), 'resources');
    expect((await readdir(resources)).toSorted()).toEqual(['app.asar', 'app.asar.unpacked']);
    const archive = join(resources, 'app.asar');
    const inside = listPackage(archive, { isPack: false });
    const own = new Set(inside.map((path) => path.split('/')[1]));
    expect([...own].toSorted()).toEqual(['LICENSE', 'node_modules', 'out', 'package.json', 'resources']);
    expect(inside).toContain('/out/main/index.js');
    expect(inside.filter((path) => /\.(tsx?|map)$/.test(path))).toEqual([]);
    expect(inside.filter((path) => path.startsWith('/out/cli'))).toEqual([]);
    const licences = (part: string) =>
      extractFile(archive, join('out', part, 'licences.md')).toString('utf8');
    for (const [part, name] of [
      ['main', 'got'],
      ['main', 'undici'],
      ['renderer', 'react'],
      ['renderer', 'dompurify'],
    ] as const)
      expect(licences(part)).toMatch(new RegExp(`## ${name} - .*\\)\\n\\n.*(MIT|Apache)`, 'is'));
  });

  it('holds the bill of what it is made of, and of nothing else', async () => {
    const archive = join(dirname(packagedExecutable()), 'resources', 'app.asar');
    const bill: { bomFormat: string; components: { name: string; version: string; licenses: unknown[] }[] } =
      JSON.parse(extractFile(archive, join('out', 'main', 'sbom.cdx.json')).toString('utf8'));
    expect(bill.bomFormat).toBe('CycloneDX');
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['electron', 'libsql', 'got', 'undici', 'react', 'dompurify']),
    );
    expect(names).not.toContain('vitest');
    expect(bill.components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
  });
});
