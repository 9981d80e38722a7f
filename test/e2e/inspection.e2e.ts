import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, holdToast } from '../support/drive';
import { dropLink, dropPaths, invitation } from '../support/drop-files';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e();

/** A folder beside the profile, which goes with it. */
const home = () => dirname(t.profile.comfy);
const inspected = (name: string) => t.civet.page.getByRole('listitem').filter({ hasText: name });

/** The bytes that Civitai would send, in a file of the user's. */
async function ownFile(name: string, change: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> {
  const { versionId } = namedModel(t.civitai, 'mainJob');
  const answer = await fetch(`${t.civitai.origin}/api/download/models/${versionId}`);
  const folder = join(home(), 'from elsewhere');
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, change(Buffer.from(await answer.arrayBuffer())));
  return path;
}

describe('a file that is dropped on the window', () => {
  it('is named by its hash, and leads to its page', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    const path = await ownFile('renamed by me.safetensors');
    await dropPaths(page, [path]);
    await expect(invitation(page)).toBeHidden();
    await expect(page.getByRole('heading', { name: 'What is this?', level: 1 })).toBeVisible();
    const found = inspected('renamed by me.safetensors');
    await expect(found).toContainText('Exactly as published');
    await expect(found).toContainText(model.modelName);
    await found.getByText('Hashes', { exact: true }).click();
    await expect(found).toContainText(model.sha256.toUpperCase());
    await found.getByRole('button', { name: 'Open model' }).click();
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('is known again by its weights after its header was edited, and by its beginning when it is cut', async () => {
    const { page } = t.civet;
    const edited = await ownFile('edited.safetensors', (bytes) => {
      const length = Number(bytes.readBigUInt64LE(0));
      const header = Buffer.from(`${bytes.subarray(8, 8 + length).toString('utf8')}    `);
      const size = Buffer.alloc(8);
      size.writeBigUInt64LE(BigInt(header.length));
      return Buffer.concat([size, header, bytes.subarray(8 + length)]);
    });
    const cut = await ownFile('cut.safetensors', (bytes) => bytes.subarray(0, bytes.length * 0.9));
    await dropPaths(page, [edited, cut]);
    await expect(inspected('edited.safetensors')).toContainText('Weights as published, header edited');
    await expect(inspected('cut.safetensors')).toContainText(/Cut short: .+ of .+ are there/);
    await expect(inspected('cut.safetensors')).toContainText('It is a part of this file.');
    await expect(
      inspected('cut.safetensors').getByRole('button', { name: 'Download the whole file' }),
    ).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('that nobody knows is told with its hashes, and a folder is looked through', async () => {
    const { page } = t.civet;
    const folder = join(home(), 'mine', 'deep');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'own.ckpt'), 'something of my own');
    await writeFile(join(folder, 'notes.md'), 'no model');
    await dropPaths(page, [join(home(), 'mine')]);
    const found = inspected('own.ckpt');
    await expect(found).toContainText('Civitai does not know it');
    await expect(found).toContainText('SHA-256');
    await expect(page.getByRole('listitem').filter({ hasText: 'notes.md' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(page.getByText('Drop a file, and Civet says what it is')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('goes to the plan when it is a list of links, as a dropped link does', async () => {
    const { page } = t.civet;
    const { modelId, modelName } = namedModel(t.civitai, 'mainJob');
    const list = join(home(), 'wanted.txt');
    await writeFile(list, `https://civitai.com/models/${modelId}\n`);
    await dropPaths(page, [list]);
    await expect(page.getByRole('main', { name: 'Plan' })).toContainText(modelName);
    const other = namedModel(t.civitai, 'checkpoint');
    await dropLink(page, `https://civitai.com/models/${other.modelId}`);
    await expect(page.getByRole('main', { name: 'Plan' })).toContainText(other.modelName);
    expect(t.civet.complaints).toEqual([]);
  });

  it('gives the page no path that it could use, and the bridge takes none', async () => {
    const { page } = t.civet;
    const path = await ownFile('secret place.safetensors');
    await page.evaluate(() => {
      document.addEventListener('drop', ({ dataTransfer }) => {
        const [file] = dataTransfer?.files ?? [];
        Object.assign(window, { dropped: { name: file?.name, path: file && Reflect.get(file, 'path') } });
      });
    });
    await dropPaths(page, [path]);
    await expect(inspected('secret place.safetensors')).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, 'dropped'))).toEqual({
      name: 'secret place.safetensors',
      path: undefined,
    });
    const answer = await page.evaluate("window.civet.invoke('civet:drop', ['/etc/passwd'])");
    expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  });
});

describe('a misplaced file', () => {
  it('is moved to the folder for its kind with one click, also from outside, and back again by undo', async () => {
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    const path = await ownFile('lost and found.safetensors');
    await writeFile(path.replace('.safetensors', '.txt'), 'my note');
    await dropPaths(page, [path]);
    const found = inspected('lost and found.safetensors');
    await expect(found).toContainText('Exactly as published');
    await expect(found).toContainText('Belongs in ComfyUI › loras');
    const target = join(t.profile.comfy, 'models', 'loras', 'lost and found.safetensors');
    const bytes = readFileSync(path);
    await found.getByRole('button', { name: 'Move to its folder' }).click();
    await holdToast(page, 'Moved 1 file');
    await expect(found).toContainText('In the right folder');
    expect([existsSync(path), readFileSync(target).equals(bytes)]).toEqual([false, true]);
    expect(existsSync(target.replace('.safetensors', '.txt'))).toBe(true);
    await expect(found.getByRole('button', { name: 'Move to its folder' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByText('Undone: Moved 1 file')).toBeVisible();
    await expect(found).toContainText('Belongs in ComfyUI › loras');
    expect([readFileSync(path).equals(bytes), existsSync(target)]).toEqual([true, false]);
    expect(readFileSync(path.replace('.safetensors', '.txt'), 'utf8')).toBe('my note');

    // Under a second name there it stays where it is, and takes no space twice.
    await found.getByRole('button', { name: 'Link into its folder' }).click();
    await expect.poll(() => existsSync(target) && statSync(target).ino === statSync(path).ino).toBe(true);
    await expect(found).toContainText('Also in the right folder, ComfyUI › loras');
    for (const name of ['Link into its folder', 'Move to its folder'])
      await expect(found.getByRole('button', { name })).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });
});
