import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, download, goTo, holdToast, openModel } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { answerFolderDialog } from '../support/electron-app';
import { expect } from '../support/patient-expect';

const t = e2e(7);

const key = (name: string) => t.civet.page.keyboard.press(name);
const list = () => t.civet.page.getByRole('list', { name: 'Programs' });
const programs = () => list().locator(':scope > li');
const rowOf = (kind: string) => t.civet.page.getByRole('row', { name: new RegExp(`^${kind}`) });

async function installForge(): Promise<string> {
  const forge = join(t.profile.comfy, '..', 'webui-forge');
  await mkdir(join(forge, 'modules_forge'), { recursive: true });
  await mkdir(join(forge, 'models', 'Lora'), { recursive: true });
  await writeFile(join(forge, 'modules_forge', 'forge_version.py'), '');
  return forge;
}

describe('folders', () => {
  it('take a second program by key, send a kind and then everything there, and let go of it again', async () => {
    const { page, app } = t.civet;
    await chooseComfy(t.civet, t.profile);
    const forge = await installForge();
    await answerFolderDialog(app, forge);
    await page.getByRole('button', { name: 'Add folder' }).focus();
    await key('Enter');
    await expect(page.getByRole('menuitem', { name: /^Recognise the program/ })).toBeFocused();
    await key('Enter');
    await expect(programs()).toHaveCount(2);
    await expect(programs().nth(1)).toContainText('Forge');
    await expect(page.getByText('Forge added')).toBeVisible();
    await expect(rowOf('LoRA')).toContainText('models/loras');

    await page.getByRole('button', { name: 'Change folder for LoRA' }).focus();
    await key('Enter');
    await page.getByRole('menuitem', { name: /^As in Forge/ }).press('Enter');
    await expect(rowOf('LoRA')).toContainText('models/Lora');
    await expect(rowOf('LyCORIS')).toContainText('models/loras');

    await page.getByRole('button', { name: /^Send new files to Forge/ }).focus();
    await key('Enter');
    await expect(programs().nth(1)).toContainText('New files go here');
    await expect(list()).toBeFocused();
    await expect(rowOf('VAE')).toContainText('models/VAE');

    await page.getByRole('button', { name: /^More for Forge/ }).focus();
    await key('Enter');
    await page.getByRole('menuitem', { name: /^Remove from the list/ }).press('Enter');
    await holdToast(page, /is off the list/);
    await expect(programs()).toHaveCount(1);
    await expect(list()).toBeFocused();
    await expect(rowOf('VAE')).toContainText('models/vae');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(programs()).toHaveCount(2);
    await expect(programs().nth(1)).toContainText('New files go here');
  });

  it('say that one is not there, and find it again when somebody looks', async () => {
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await rename(t.profile.comfy, `${t.profile.comfy}-away`);
    await goTo(page, 'Queue');
    await goTo(page, 'Folders');
    await expect(programs().first()).toContainText(
      'The folder has been moved, or its drive is not connected.',
    );
    await rename(`${t.profile.comfy}-away`, t.profile.comfy);
    await goTo(page, 'Queue');
    await goTo(page, 'Folders');
    await expect(programs().first()).not.toContainText('moved');
  });

  it('show what extra_model_paths.yaml names, and why it cannot be used', async () => {
    const { page } = t.civet;
    const list = join(t.profile.comfy, 'extra_model_paths.yaml');
    await writeFile(list, 'mine:\n  base_path: ..\n  is_default: true\n  loras: shared\n');
    await answerFolderDialog(t.civet.app, t.profile.comfy);
    await goTo(page, 'Folders');
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await expect(rowOf('LoRA')).toContainText('extra_model_paths.yaml');
    await programs().first().getByText('1 further folder').click();
    await expect(page.getByRole('list', { name: 'Further folders' })).toContainText('shared');
    await writeFile(list, 'mine: [');
    await goTo(page, 'Queue');
    await goTo(page, 'Folders');
    await expect(programs().first()).toContainText('It is not valid YAML.');
    await expect(rowOf('LoRA')).toContainText('models/loras');
  });

  it('tell InvokeAI of a file that was placed for it, and say so', async () => {
    const sources: string[] = [];
    let status = 'running';
    const invoke = createServer((request, answer) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      const source = searchParams.get('source');
      if (source !== null) sources.push(source);
      const job = { id: 3, status };
      const said = pathname.endsWith('/version')
        ? { version: '5.6.0' }
        : pathname.endsWith('/models/')
          ? { models: [] }
          : job;
      answer.writeHead(source === null ? 200 : 201).end(JSON.stringify(said));
    });
    await new Promise<void>((resolve) => invoke.listen(0, '127.0.0.1', resolve));
    try {
      const { page } = t.civet;
      const root = join(t.profile.comfy, '..', 'invokeai');
      await mkdir(root, { recursive: true });
      // What listens on a port of 127.0.0.1 has an address of this shape.
      const { port } = invoke.address() as AddressInfo;
      await writeFile(join(root, 'invokeai.yaml'), `port: ${port}\n`);
      await answerFolderDialog(t.civet.app, root);
      await goTo(page, 'Folders');
      await page.getByRole('button', { name: 'Choose folder' }).click();
      await expect(programs().first()).toContainText('InvokeAI is told of the kinds it takes');
      const { modelName, fileName } = namedModel(t.civitai, 'mainJob');
      await openModel(page, modelName);
      await download(page);
      await expect.poll(() => sources).toEqual([join(root, 'civet-models', 'loras', fileName)]);
      await goTo(page, 'Folders');
      await expect(programs().first()).toContainText('1 file to register');
      status = 'completed';
      await expect(programs().first()).toContainText('1 file registered in InvokeAI');
    } finally {
      await new Promise((resolve) => invoke.close(resolve));
    }
  });
});
