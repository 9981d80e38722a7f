import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { civitaiForFile } from './civitai-for-file.js';

const CLI = fileURLToPath(new URL('../../support/civitai/cli.mjs', import.meta.url));
const { civitai, get } = civitaiForFile({ models: 10 });

const post = (path: string, body: unknown) => get(path, { method: 'POST', body: JSON.stringify(body) });

describe('the controls for other processes', () => {
  it('hand out and forget the record, without recording themselves', async () => {
    civitai().reset();
    await get('/api/v1/tags?limit=1');
    const { json } = await get('/__civet/requests');
    expect(json).toEqual([
      expect.objectContaining({ origin: 'api', method: 'GET', path: '/api/v1/tags?limit=1', status: 200 }),
    ]);
    await get('/__civet/requests', { method: 'DELETE' });
    expect((await get('/__civet/requests')).json).toEqual([]);
  });

  it('set and clear faults for all or for one file', async () => {
    await post('/__civet/faults', { fault: { apiStatus: 503, apiPath: '/api/v1/tags', retryAfter: 2 } });
    const busy = await get('/api/v1/tags');
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2']);
    await post('/__civet/faults', { clear: true });
    expect((await get('/api/v1/tags')).status).toBe(200);
    await post('/__civet/faults', { fileId: 930_001, fault: { html: true } });
    expect(civitai().faults.of(930_001)).toEqual({ html: true });
    expect(civitai().faults.of(1)).toEqual({});
    expect((await post('/__civet/faults', { fault: { nonsense: 1 } })).status).toBe(400);
    await post('/__civet/reset', {});
    expect(civitai().faults.of(930_001)).toEqual({});
  });

  it('name the named models', async () => {
    const { json } = await get('/__civet/named');
    expect(json.mainJob).toMatchObject({
      modelId: 900_001,
      versionId: 910_001,
      fileId: 930_001,
      bytes: 25_165_824,
      modelName: 'Aurora Fjord Light',
      sha256: civitai().named.mainJob.sha256,
    });
  });
});

describe('cli.mjs', () => {
  it('prints its origins first and stops on SIGTERM', async () => {
    const child = spawn(process.execPath, [CLI, '--port', '0', '--seed', '7', '--models', '10']);
    const [line] = await once(child.stdout, 'data');
    const started = JSON.parse(String(line));
    expect(started).toEqual({
      origin: expect.stringContaining('http://127.0.0.1:'),
      storageOrigin: expect.any(String),
      imagesOrigin: expect.any(String),
      token: civitai().token,
    });
    expect((await fetch(`${started.origin}/api/v1/enums`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('stops when its standard input closes, if asked to', async () => {
    const child = spawn(process.execPath, [CLI, '--models', '10', '--stdin-close']);
    await once(child.stdout, 'data');
    child.stdin.end();
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it.each([[['--port', 'many']], [['--seed', '-1']], [['--colour', 'red']], [['--paging', 'scroll']]])(
    '%j → exit code 2 and a reason',
    async (flags) => {
      const child = spawn(process.execPath, [CLI, ...flags]);
      const [[code], message] = await Promise.all([once(child, 'exit'), once(child.stderr, 'data')]);
      expect(code).toBe(2);
      expect(String(message)).toContain('Usage: node cli.mjs');
    },
  );
});
