import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeChecksums } from '../../../tools/lib/checksum-list.mjs';
import { inProject, projectRoot } from '../../../tools/lib/project.mjs';
import { feedArguments } from '../../../tools/lib/release-feed.mjs';

const load = createRequire(import.meta.url);
const builder = load('app-builder-lib/out/util/config/config');
const { DebugLogger } = load('builder-util');

/** As electron-builder reads it, with everything that it adds. */
const config = await builder.getConfig(projectRoot, null, {});
const workflows = await readdir(inProject('.github', 'workflows'));
const read = async (/** @type {string[]} */ ...parts) => await readFile(inProject(...parts), 'utf8');

describe('the packages', () => {
  it('are described so that electron-builder takes it', async () => {
    await expect(builder.validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it('are made for each system', () => {
    expect(config.linux.target).toEqual(['AppImage', 'deb', 'rpm']);
    expect(config.win.target).toEqual([{ target: 'nsis', arch: 'x64' }]);
    expect(config.mac.target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ]);
  });

  it('open civet: links, and model files where the user asks for it', async () => {
    expect(config.protocols).toEqual({ name: 'Civet', schemes: ['civet'] });
    for (const system of [config.linux, config.mac])
      expect(system.fileAssociations.map((/** @type {{ ext: string }} */ { ext }) => ext)).toEqual([
        'safetensors',
        'gguf',
        'ckpt',
      ]);
    for (const { rank, role } of config.mac.fileAssociations)
      expect([rank, role]).toEqual(['Alternate', 'Viewer']);
    // electron-builder's own way makes Civet the one that opens them.
    expect(config.win.fileAssociations ?? config.fileAssociations).toBeUndefined();
    expect(config.linux.desktop.entry).toMatchObject({ StartupWMClass: 'civet' });
  });

  it('leave settings and models alone when they are uninstalled, unless somebody says so', async () => {
    expect(config.nsis).toMatchObject({ deleteAppDataOnUninstall: false, oneClick: false });
    const script = await read('resources', 'installer.nsh');
    const removed = script.split('\n').filter((line) => /^\s*(RMDir|Delete) /.test(line));
    expect(removed.map((line) => line.trim())).toEqual(['RMDir /r "$APPDATA\\civet"']);
    // Nobody who answers nothing, or only presses Enter, loses anything.
    expect(script).toMatch(/MB_DEFBUTTON2.*\/SD IDNO IDNO keepProfile/);
    expect(script).toMatch(/\$\{ifNot\} \$\{isUpdated\}\s+MessageBox/);
  });

  it('are hardened on macOS and may do no more than V8 needs', async () => {
    expect(config.mac).toMatchObject({ hardenedRuntime: true });
    const entitlements = await read('resources', 'entitlements.mac.plist');
    expect(entitlements.match(/<key>[^<]+/g)).toEqual(['<key>com.apple.security.cs.allow-jit']);
  });
});

describe('feedArguments', () => {
  it('bakes a feed of GitHub or an https address into the program, and none where none is named', () => {
    expect(feedArguments(undefined)).toEqual([]);
    expect(feedArguments('github:civet-app/civet')).toContain('-c.publish.repo=civet');
    expect(feedArguments('https://releases.example/civet')).toContain('-c.publish.provider=generic');
    for (const wrong of ['http://releases.example', 'github:civet', 'github:a/b/c', 'ftp:x'])
      expect(() => feedArguments(wrong)).toThrow('no feed');
  });
});

describe('writeChecksums', () => {
  it('writes what sha256sum reads, and not of itself', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'civet-checksums-'));
    try {
      await writeFile(path.join(folder, 'b.zip'), 'abc');
      await writeFile(path.join(folder, 'a.zip'), '');
      await writeChecksums(folder);
      expect(await writeChecksums(folder)).toBe(2);
      expect(await readFile(path.join(folder, 'SHA256SUMS'), 'utf8')).toBe(
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.zip\n' +
          'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.zip\n',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe.each(workflows)('.github/workflows/%s', (name) => {
  it('runs only scripts and tools that there are, and actions by the commit that was looked at', async () => {
    const text = await read('.github', 'workflows', name);
    const workflow = parse(text);
    const { scripts } = JSON.parse(await read('package.json'));
    /** @type {{ uses?: string, run?: string }[]} */
    const steps = Object.values(workflow.jobs).flatMap(({ steps: some }) => some);
    expect(steps.length).toBeGreaterThan(3);
    for (const { uses, run } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
      for (const [, script = ''] of (run ?? '').matchAll(/npm run ([\w:-]+)/g))
        expect(Object.keys(scripts)).toContain(script);
      for (const [, tool = ''] of (run ?? '').matchAll(/node (tools\/\S+)/g)) await read(tool);
    }
  });

  it('may write nothing but what one job says that it needs', async () => {
    const workflow = parse(await read('.github', 'workflows', name));
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const writing = Object.entries(workflow.jobs).filter(([, job]) => job.permissions !== undefined);
    expect(writing.map(([job]) => job)).toEqual(name === 'release.yml' ? ['draft'] : []);
  });
});
