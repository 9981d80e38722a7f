import { describe, it } from 'vitest';
import { goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(5);

interface Bridge {
  readonly civet: {
    invoke(
      name: string,
      payload?: unknown,
    ): Promise<{ readonly ok: boolean; readonly error?: { code: string } }>;
  };
}

describe('the doors of the shell', () => {
  it('grants no permission, whichever is asked for, and lends no device', async () => {
    const answers = await t.civet.page.evaluate(async () => {
      const outcome = (asked: Promise<unknown>) =>
        asked.then(
          () => 'granted',
          () => 'refused',
        );
      const devices = navigator as unknown as Record<
        string,
        { requestDevice?(o: unknown): Promise<unknown>; requestPort?(): Promise<unknown> } | undefined
      >;
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
      return {
        states: await Promise.all(
          names.map(
            async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
          ),
        ),
        camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
        place: await outcome(
          new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed)),
        ),
        clipboard: await outcome(navigator.clipboard.readText()),
        usb: await outcome(
          Promise.resolve(devices.usb?.requestDevice?.({ filters: [] }) ?? Promise.reject()),
        ),
        serial: await outcome(Promise.resolve(devices.serial?.requestPort?.() ?? Promise.reject())),
      };
    });
    expect(new Set(answers.states)).toEqual(new Set(['denied']));
    const { states: _states, ...tried } = answers;
    expect(new Set(Object.values(tried))).toEqual(new Set(['refused']));
  });

  it('downloads nothing by itself, from wherever', async () => {
    const { app, page } = t.civet;
    await app.evaluate(({ session }) => {
      const outcomes: string[] = [];
      (globalThis as { outcomes?: string[] }).outcomes = outcomes;
      // Behind the guard's own: by then it has said no.
      session.defaultSession.on('will-download', (event, item) => {
        outcomes.push(event.defaultPrevented ? 'refused' : `begun: ${item.getURL()}`);
      });
    });
    await page.evaluate(() => {
      for (const href of ['data:application/octet-stream,x', URL.createObjectURL(new Blob(['x']))]) {
        const link = document.createElement('a');
        Object.assign(link, { href, download: 'x.exe' });
        document.body.append(link);
        link.click();
        link.remove();
      }
    });
    await expect
      .poll(() => app.evaluate(() => (globalThis as { outcomes?: string[] }).outcomes?.length))
      .toBeGreaterThan(0);
    const outcomes = await app.evaluate(() => (globalThis as { outcomes?: string[] }).outcomes);
    expect(new Set(outcomes)).toEqual(new Set(['refused']));
  });

  it('attaches no page of another one, not even where the window would allow it', async () => {
    const isPrevented = await t.civet.app.evaluate(({ BrowserWindow }) => {
      let prevented = false;
      const event = {
        preventDefault: () => {
          prevented = true;
        },
      };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      (contents as unknown as NodeJS.EventEmitter).emit('will-attach-webview', event, {}, {});
      return prevented;
    });
    expect(isPrevented).toBe(true);
    const attached = await t.civet.page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'app://bundle/index.html');
      document.body.append(view);
      const isView = 'getWebContentsId' in view;
      view.remove();
      return isView;
    });
    expect(attached).toBe(false);
  });

  it('opens in the system only https, and only hosts that it knows', async () => {
    const { app, page } = t.civet;
    await app.evaluate(({ shell }) => {
      const opened: string[] = [];
      (globalThis as { opened?: string[] }).opened = opened;
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
    });
    const codes = await page.evaluate(async () => {
      const { civet } = window as unknown as Bridge;
      const urls = [
        'https://civitai.com/models/1',
        'http://civitai.com/models/1',
        'https://evil.example/',
        'https://civitai.com.evil.example/',
        'https://civitai.com@evil.example/',
        'https://civitai.com:8443/',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'ms-settings:',
        'smb://host/share',
        '/etc/passwd',
      ];
      const answers = [];
      for (const untrustedUrl of urls) answers.push(await civet.invoke('app.openLink', { untrustedUrl }));
      return answers.map((answer) => (answer.ok ? 'opened' : answer.error?.code));
    });
    expect(codes).toEqual(['opened', ...Array.from({ length: 10 }, () => 'input.linkRefused')]);
    const opened = await app.evaluate(() => (globalThis as { opened?: string[] }).opened);
    expect(opened).toEqual(['https://civitai.com/models/1']);
  });

  it('shows what a report holds before it is saved, and saves just that', async () => {
    const { app, page } = t.civet;
    const { rm, readFile } = await import('node:fs/promises');
    const file = `${t.profile.data}-report.txt`;
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Show report' }).click();
    const dialog = page.getByRole('dialog', { name: 'What the report holds' });
    const shown = await dialog.getByRole('region', { name: 'Text of the report' }).textContent();
    expect(shown).toMatch(/^Civet \d/);
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(page.getByText('The report is saved')).toBeVisible();
    expect(await readFile(file, 'utf8')).toBe(shown);
    expect(shown).not.toContain(t.profile.comfy);
    // Civet asks Civitai for lists meanwhile; nothing of it carries anything.
    expect(t.civitai.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    await rm(file);
    await page.getByRole('button', { name: 'Show licences' }).click();
    await expect(page.getByRole('region', { name: 'Text of the licences' })).toContainText(/## dompurify/);
    expect(t.civet.complaints).toEqual([]);
  });
});
