import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Bench, sha256Of } from '../../support/bench';

const bench = new Bench();

describe('a download', () => {
  it('ends verified under its name in the folder of its type', async () => {
    const model = bench.named('mainJob');
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(view.state).toMatchObject({ kind: 'completed', verification: { kind: 'verified', by: 'sha256' } });
    expect(view.placeLabel).toBe('ComfyUI › loras');
    expect(await readdir(bench.loras)).toEqual([model.fileName]);
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('asks for exactly the chosen file, once', async () => {
    const model = bench.named('mainJob');
    const config = model.files[3];
    if (config === undefined) throw new Error('no config file');
    await bench.rig.reaches(await bench.rig.add({ ...model, fileId: config.fileId }), 'completed');
    expect(bench.resolves().map((request) => request.path)).toEqual([
      `/api/download/models/${model.versionId}?fileId=${config.fileId}`,
    ]);
  });

  it.each([
    ['noSha256', { kind: 'verified', by: 'blake3' }],
    ['onlyAutoV2', { kind: 'verified', by: 'autoV2' }],
    ['onlyCrc32', { kind: 'verified', by: 'crc32' }],
    ['noHash', { kind: 'unverified' }],
  ] as const)('%s is proven by the best hash there is, or said to be unproven', async (key, verification) => {
    const view = await bench.rig.reaches(await bench.rig.add(bench.named(key)), 'completed');
    expect(view.state).toMatchObject({ verification });
  });

  it('keeps both of two files with one name', async () => {
    const model = bench.named('sameNames');
    const ids = await Promise.all(
      model.files.map((file) => bench.rig.add({ ...model, fileId: file.fileId })),
    );
    for (const id of ids) await bench.rig.reaches(id, 'completed');
    const folder = bench.rig.view(ids[0] ?? ids[1]!).placePath;
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(sizes.sort((a, b) => a - b)).toEqual(model.files.map((file) => file.bytes).sort((a, b) => a - b));
  });

  it('never replaces a file that is there', async () => {
    const model = bench.named('mainJob');
    await mkdir(bench.loras, { recursive: true });
    await writeFile(join(bench.loras, model.fileName.toUpperCase()), 'mine');
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(await readFile(join(bench.loras, model.fileName.toUpperCase()), 'utf8')).toBe('mine');
    expect(view.fileName).not.toBe(model.fileName);
    expect((await readdir(bench.loras)).length).toBe(2);
  });

  it('does not follow a link that stands under the name of its part file', async () => {
    const model = bench.named('mainJob');
    bench.rig.settings.saveSettings({ ...bench.rig.settings.settings(), simultaneousDownloads: 1 });
    bench.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/download' });
    const victim = join(bench.models, 'victim.txt');
    await writeFile(victim, 'precious');
    await mkdir(bench.loras, { recursive: true });
    const blocker = await bench.rig.add(bench.named('checkpoint'));
    const id = await bench.rig.add(model);
    await symlink(victim, join(bench.loras, `${model.fileName}.${id.slice(0, 8)}.part`));
    bench.civitai.faults.clear();
    await bench.rig.reaches(blocker, 'completed');
    const view = await bench.rig.reaches(id, 'failed');
    expect(view.state.kind).toBe('failed');
    expect(await readFile(victim, 'utf8')).toBe('precious');
  });
});
