import { describe, expect, it } from 'vitest';
import { loadPage } from '../../../electron/shell/load-page';

function contentsThatFail(code: string) {
  return { loadURL: () => Promise.reject(Object.assign(new Error(`${code} loading`), { code })) };
}

describe('loading the page', () => {
  it('asks for the page of the bundle', async () => {
    const asked: string[] = [];
    await loadPage({
      loadURL: (url) => {
        asked.push(url);
        return Promise.resolve();
      },
    });
    expect(asked).toEqual(['app://bundle/index.html']);
  });

  it('goes on when another navigation took its place', async () => {
    await expect(loadPage(contentsThatFail('ERR_ABORTED'))).resolves.toBeUndefined();
  });

  it('fails when the page itself cannot be loaded', async () => {
    await expect(loadPage(contentsThatFail('ERR_FAILED'))).rejects.toThrow('ERR_FAILED');
  });
});
