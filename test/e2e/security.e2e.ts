import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'vitest';
import { e2e } from '../support/e2e';
import { freshProfile, quit, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';

const t = e2e(5);

describe('the shell lets nothing in', () => {
  it('runs the page sandboxed, isolated and without Node', async () => {
    const preferences = await t.civet.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
    const globals = await t.civet.page.evaluate(() => ({
      process: typeof (globalThis as Record<string, unknown>).process,
      require: typeof (globalThis as Record<string, unknown>).require,
      module: typeof (globalThis as Record<string, unknown>).module,
      bridge: Object.keys((window as unknown as { civet: object }).civet).sort(),
    }));
    expect(globals).toEqual({
      process: 'undefined',
      require: 'undefined',
      module: 'undefined',
      bridge: ['invoke', 'on'],
    });
  });

  it('serves the page from its own scheme with a strict policy in the header', async () => {
    expect(t.civet.page.url()).toBe('app://bundle/index.html');
    const headers = await t.civet.page.evaluate(async () => {
      const response = await fetch('/index.html');
      return Object.fromEntries(response.headers.entries());
    });
    const policy = new Map(
      (headers['content-security-policy'] ?? '').split('; ').map((rule) => {
        const [name = '', ...values] = rule.split(' ');
        return [name, values];
      }),
    );
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')?.join(' ')).not.toContain('unsafe-inline');
    expect(policy.get('img-src')).toEqual(["'self'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  });

  it('runs no script that is text', async () => {
    const outcome = await t.civet.page.evaluate(async () => {
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => violated.push(event.violatedDirective));
      try {
        const script = document.createElement('script');
        script.text = 'window.ran = true';
        document.body.append(script);
      } catch {
        violated.push('trusted-types');
      }
      try {
        const box = document.createElement('div');
        box.innerHTML = '<img src="/nothing.png" onerror="window.ran = true">';
        document.body.append(box);
      } catch {
        violated.push('trusted-types');
      }
      await new Promise((done) => setTimeout(done, 200));
      return { ran: (window as unknown as { ran?: boolean }).ran ?? false, violated };
    });
    expect(outcome.ran).toBe(false);
    expect(outcome.violated.length).toBeGreaterThan(0);
  });

  it('lets no text become HTML but the empty one, which the components need to be silent', async () => {
    const { page } = t.civet;
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    const outcome = await page.evaluate(() => {
      const tried = (html: string) => {
        const box = document.createElement('div');
        box.append('words');
        try {
          box.innerHTML = html;
          return box.childNodes.length;
        } catch {
          return 'refused';
        }
      };
      return ['', ' ', '<b>x</b>', '<img src="/x" onerror="window.ran = true">'].map(tried);
    });
    expect(outcome).toEqual([0, 'refused', 'refused', 'refused']);
    await page.keyboard.press('Control+6');
    const field = page.getByRole('textbox', { name: 'Simultaneous downloads' });
    await field.focus();
    for (const wanted of ['3', '4', '5']) {
      await page.keyboard.press('ArrowUp');
      await expect(field).toHaveValue(wanted);
    }
  });

  it('lets the page talk to no remote host, not even to the test service', async () => {
    const origin = t.civitai.origin;
    const reached = await t.civet.page.evaluate(async (url) => {
      const byFetch = await fetch(url).then(
        () => true,
        () => false,
      );
      const byPicture = await new Promise<boolean>((done) => {
        const picture = new Image();
        picture.onload = () => done(true);
        picture.onerror = () => done(false);
        picture.src = `${url}/x.png`;
      });
      return { byFetch, byPicture };
    }, origin);
    expect(reached).toEqual({ byFetch: false, byPicture: false });
  });

  it('navigates nowhere, opens no window and grants no permission', async () => {
    const { app, page } = t.civet;
    await page.evaluate(() => {
      window.open('https://example.com/');
      location.href = 'https://example.com/';
    });
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'file:///etc/passwd';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    });
    expect(page.url()).toBe('app://bundle/index.html');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const permission = await page.evaluate(() => Notification.requestPermission());
    expect(permission).toBe('denied');
  });

  it('stays open when a page tries to leave while it still loads', async () => {
    // A page of the test's own, whose picture comes late, so that it leaves while it loads for certain.
    const asked = new Map<string, () => void>();
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      const answer = (type: string, text: string) => response.setHeader('content-type', type).end(text);
      asked.set(path, () => response.writeHead(404).end());
      if (path === '/index.html')
        answer('text/html', '<title>Leaving</title><script src="/leave.js"></script><img src="/late.png">');
      if (path === '/leave.js') answer('text/javascript', "location.href = 'https://example.com/';");
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const profile = await freshProfile();
    const civet = await startCivet(profile, t.civitai.origin, `http://localhost:${port}`);
    const windows = () =>
      civet.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => ({
          title: webContents.getTitle(),
          url: webContents.getURL(),
          isLoading: webContents.isLoading(),
        })),
      );
    await expect.poll(() => [...asked.keys()].sort()).toEqual(['/index.html', '/late.png', '/leave.js']);
    const page = { title: 'Leaving', url: 'app://bundle/index.html' };
    await expect.poll(windows).toEqual([expect.objectContaining(page)]);
    asked.get('/late.png')?.();
    await expect.poll(windows).toEqual([{ ...page, isLoading: false }]);
    await quit(civet);
    await profile.remove();
    await new Promise((done) => server.close(done));
  });

  it('serves no file from outside the page and no unknown picture', async () => {
    const statuses = await t.civet.page.evaluate(async () => {
      const paths = [
        '/../main/index.js',
        '/%2e%2e/main/index.js',
        '/..%2fmain%2findex.js',
        '/%5c..%5cmain%5cindex.js',
        '/pictures/AAAAAAAAAAAAAAAAAAAAAA?width=450',
        '/pictures/x',
        '/nothing.js',
      ];
      return Promise.all(
        paths.map((path) => fetch(`app://bundle${path}`).then((response) => response.status)),
      );
    });
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404]);
  });

  it('refuses a caller that is not its own page', async () => {
    const answer = await t.civet.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      await stranger.loadURL('app://bundle/index.html');
      const result: unknown = await stranger.webContents.executeJavaScript("window.civet.invoke('app.info')");
      stranger.destroy();
      return result;
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'ipc.untrustedSender' } });
  });

  it('refuses a frame inside its own page', async () => {
    const inside = await t.civet.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = 'app://bundle/index.html';
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 300));
      try {
        return (frame.contentWindow as unknown as { civet?: unknown } | null)?.civet === undefined
          ? 'no bridge'
          : 'bridge';
      } catch {
        // The policy refused the document, so what is in the frame is an error page of another origin.
        return 'not loaded';
      } finally {
        frame.remove();
      }
    });
    expect(inside).not.toBe('bridge');
  });

  it('parses every payload and knows every call by name', async () => {
    const answers = await t.civet.page.evaluate(async () => {
      const { civet } = window as unknown as {
        civet: {
          invoke(name: unknown, payload?: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
        };
      };
      const tries: [unknown, unknown][] = [
        ['constructor', undefined],
        ['__proto__', {}],
        ['downloads.explode', undefined],
        [{ toString: () => 'app.info' }, undefined].slice(0, 2) as [unknown, unknown],
        ['downloads.pause', { id: '../../etc' }],
        ['downloads.pause', { id: 'a'.repeat(32), extra: 1 }],
        ['downloads.add', { modelId: 1, versionId: 1, fileId: '1; DROP TABLE' }],
        ['folders.pickForKind', { kind: '../..' }],
        ['settings.update', { simultaneousDownloads: 99 }],
        ['app.openLink', { untrustedUrl: 'file:///etc/passwd' }],
        ['app.openLink', { untrustedUrl: 'javascript:alert(1)' }],
        ['catalogue.model', { modelId: -1 }],
      ];
      const codes: string[] = [];
      for (const [name, payload] of tries) {
        const code = await civet.invoke(name, payload).then(
          (answer) => (answer.ok ? 'accepted' : (answer.error?.code ?? '')),
          () => 'not sent',
        );
        codes.push(code);
      }
      return codes;
    });
    expect(answers).toEqual([
      'input.invalid',
      'input.invalid',
      'input.invalid',
      'not sent',
      'input.invalid',
      'input.invalid',
      'input.invalid',
      'input.invalid',
      'input.invalid',
      'input.linkRefused',
      'input.linkRefused',
      'input.invalid',
    ]);
  });
});
