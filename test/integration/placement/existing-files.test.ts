import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Bench } from '../../support/bench';
import { layoutOf } from '../../support/civitai/bytes/file-content.mjs';
import { modelOf } from '../../support/civitai/publish-version.mjs';

const bench = new Bench();

/** Signs that systems fold, and write in two ways. */
const STEM = 'Caf\u00e9 Stra\u00dfe';
const OTHER = Buffer.from('somebody else made this');

/** The bytes that Civitai serves for the file that is downloaded here. */
function published(): Buffer {
  const [file] = modelOf(bench.civitai, bench.named('mainJob').modelId).versions[0]?.files ?? [];
  if (file === undefined) throw new Error('There is no file.');
  const layout = layoutOf(file);
  return Buffer.from(layout.read(0, layout.size));
}

/** Downloads a file that wants the name `wanted`, into a folder where these stand. */
async function download(there: Readonly<Record<string, Buffer>>) {
  const { settings } = bench.rig;
  const model = bench.named('mainJob');
  settings.saveSettings({ ...settings.settings(), names: { file: `${STEM} {model-id}`, folder: '' } });
  await mkdir(bench.loras, { recursive: true });
  for (const [name, content] of Object.entries(there)) await writeFile(join(bench.loras, name), content);
  return bench.rig.reaches(await bench.rig.add(model), 'completed');
}

const wanted = () => `${STEM} ${bench.named('mainJob').modelId}.safetensors`;
/** One and the same name on a system that folds case or takes letters apart. */
const spellings: readonly [string, (name: string) => string][] = [
  ['as it is', (name) => name],
  ['in capitals', (name) => name.toUpperCase()],
  ['taken apart', (name) => name.normalize('NFD')],
  ['in capitals and taken apart', (name) => name.toUpperCase().normalize('NFD')],
];

describe('a file whose name is taken when it comes', () => {
  it.each(spellings)('is there already when the same bytes have its name %s', async (_how, spell) => {
    const name = spell(wanted());
    const view = await download({ [name]: published() });
    expect(view).toMatchObject({ fileName: name, state: { verification: { kind: 'verified' } } });
    expect(await readdir(bench.loras), 'no copy, and no part').toEqual([name]);
  });

  it.each(spellings)('gets a suffix when other bytes have its name %s', async (_how, spell) => {
    const name = spell(wanted());
    const view = await download({ [name]: OTHER });
    expect(view.fileName).toBe(wanted().replace('.safetensors', '_fp16.safetensors'));
    expect((await readdir(bench.loras)).toSorted()).toEqual([name, view.fileName].toSorted());
    expect(await readFile(join(bench.loras, name))).toEqual(OTHER);
  });

  it('is there already when an earlier copy got a suffix', async () => {
    const suffixed = wanted().replace('.safetensors', '_fp16.safetensors');
    const view = await download({ [wanted()]: OTHER, [suffixed]: published() });
    expect(view.fileName).toBe(suffixed);
    expect((await readdir(bench.loras)).toSorted()).toEqual([wanted(), suffixed].toSorted());
  });

  it('is no copy of a file that only has the same length', async () => {
    const bytes = published();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const view = await download({ [wanted()]: bytes });
    expect(view.fileName).not.toBe(wanted());
    expect((await readFile(join(bench.loras, wanted()))).equals(bytes)).toBe(true);
  });
});
