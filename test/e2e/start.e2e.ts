import { spawn } from 'node:child_process';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { electronCommand, freshProfile, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';

const t = e2e(5);

/** Runs Civet without Playwright until it ends by itself. */
function runToEnd(profileData: string, origin: string): Promise<{ code: number | null; stderr: string }> {
  const { executable, args } = electronCommand(profileData);
  const child = spawn(executable, args, { env: { ...process.env, CI: 'true', CIVET_API_ORIGIN: origin } });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((done) => child.once('close', (code) => done({ code, stderr })));
}

describe('starting', () => {
  it.each(['http://example.com', 'http://localhost:4000', 'https://127.0.0.1', 'nonsense'])(
    'with CIVET_API_ORIGIN=%s is refused, and says why and what to do',
    async (origin) => {
      const profile = await freshProfile();
      const { code, stderr } = await runToEnd(profile.data, origin);
      expect(code).toBe(2);
      expect(stderr).toContain(`"${origin}" was refused because`);
      expect(stderr).toContain('unset it to use Civitai');
      await profile.remove();
    },
  );

  it('a second time on the same profile leaves the queue to the first', async () => {
    const { code } = await runToEnd(t.profile.data, t.civitai.origin);
    expect(code).toBe(0);
    await goTo(t.civet.page, 'Queue');
    await expect(t.civet.page.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
  });

  it('with a queue and settings that cannot be read keeps both aside and works', async () => {
    const profile = await freshProfile();
    const first = await startCivet(profile, t.civitai.origin);
    await first.app.close();
    for (const name of ['civet.db', 'civet.json'])
      await writeFile(join(profile.data, name), 'not what it should be');
    for (const name of ['civet.db-wal', 'civet.db-shm'])
      await writeFile(join(profile.data, name), '').catch(() => undefined);
    await copyFile(join(profile.data, 'civet.json'), join(profile.data, 'kept-for-comparison'));
    const second = await startCivet(profile, t.civitai.origin);
    await goTo(second.page, 'Queue');
    await expect(second.page.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
    await second.app.close();
    const names = await readdir(profile.data);
    expect(names.some((name) => name.startsWith('civet.db.unreadable-'))).toBe(true);
    expect(names.some((name) => name.startsWith('civet.json.unreadable-'))).toBe(true);
    await profile.remove();
  });

  it('with one wrong setting keeps all the others, and the file as it was aside', async () => {
    await chooseComfy(t.civet, t.profile);
    await goTo(t.civet.page, 'Settings');
    await t.civet.page.getByText('Dark', { exact: true }).click();
    await t.civet.app.close();
    const path = join(t.profile.data, 'civet.json');
    const stored = JSON.parse(await readFile(path, 'utf8')) as { settings: Record<string, unknown> };
    expect(stored.settings.theme).toBe('dark');
    const broken = JSON.stringify({
      ...stored,
      settings: { ...stored.settings, simultaneousDownloads: 'many' },
    });
    await writeFile(path, broken);
    t.civet = await startCivet(t.profile, t.civitai.origin);
    await goTo(t.civet.page, 'Settings');
    await expect(t.civet.page.getByRole('radio', { name: 'Dark' })).toBeChecked();
    await expect(t.civet.page.getByRole('textbox', { name: 'Simultaneous downloads' })).toHaveValue('2');
    await goTo(t.civet.page, 'Folders');
    await expect(t.civet.page.getByText('models/loras').first()).toBeVisible();
    const aside = (await readdir(t.profile.data)).filter((name) => name.startsWith('civet.json.wrong-'));
    expect(aside).toHaveLength(1);
    expect(await readFile(join(t.profile.data, aside[0] ?? ''), 'utf8')).toBe(broken);
    const log = await readFile(join(t.profile.data, 'logs', 'civet.log'), 'utf8');
    expect(log).toContain('have their defaults: simultaneousDownloads.');
  });
});
