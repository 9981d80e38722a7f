import { describe, expect, it } from 'vitest';
import type { NamedKey } from '../../support/civitai/catalogue/named.mjs';
import { civitaiForFile, rawRequest } from './civitai-for-file.js';

const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36' };
const PREFERS_PICKLE = 'b'.repeat(32);
const BUYER = 'c'.repeat(32);

const { civitai, get, resolve } = civitaiForFile({
  models: 150,
  tokens: {
    [PREFERS_PICKLE]: { username: 'pickler', filePreferences: { format: 'PickleTensor' } },
    // The ids of named models never change.
    [BUYER]: { username: 'buyer', boughtVersionIds: [910_081, 910_121] },
  },
});

const named = (key: NamedKey) => civitai().named[key];
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('GET /api/download/models/:versionId', () => {
  it('leads with 307 to a signed link on the storage, which is never cached', async () => {
    const { versionId, fileId } = named('mainJob');
    const answer = await resolve(`${versionId}?fileId=${fileId}`);
    expect(answer.status).toBe(307);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const link = new URL(answer.location);
    expect(link.origin).toBe(civitai().storageOrigin);
    expect(link.pathname).toMatch(/\/model\/5\/aurora_fjord_light_v3\.\w{4}\.safetensors$/);
    expect(link.searchParams.get('X-Amz-Expires')).toBe('86400');
  });

  it.each<[NamedKey, number, unknown]>([
    ['quota', 429, { error: expect.stringContaining('unusual amount of downloading') }],
    ['deleted', 404, { error: 'File not found' }],
    ['archived', 410, { error: 'Model archived, not available for download' }],
    [
      'downloadsDisabled',
      401,
      { error: 'Unauthorized', message: 'The creator of this asset has disabled downloads on this file' },
    ],
    [
      'loginRequired',
      401,
      {
        error: 'Unauthorized',
        message: 'The creator of this asset requires you to be logged in to download it',
      },
    ],
    ['privateVersion', 401, { error: 'Unauthorized', message: expect.stringContaining('logged in') }],
    [
      'earlyAccess',
      403,
      {
        error: 'Early Access',
        deadline: expect.stringMatching(/^20/),
        message: expect.stringContaining('Early Access'),
      },
    ],
    ['paidForever', 403, { error: 'Early Access', message: expect.any(String) }],
    ['zeroFiles', 404, { error: 'File not found' }],
  ])('%s → %i', async (key, status, json) => {
    const answer = await resolve(String(named(key).versionId));
    expect(answer).toMatchObject({ status, json });
    expect(answer.headers.get('retry-after')).toBeNull();
    if (key === 'paidForever') expect(answer.json).not.toHaveProperty('deadline');
  });

  it('sends a browser to pages instead', async () => {
    const login = await resolve(String(named('loginRequired').versionId), BROWSER);
    expect(login.status).toBe(307);
    expect(login.location).toMatch(
      /^\/login\?returnUrl=%2Fapi%2Fdownload%2Fmodels%2F\d+&reason=download-auth$/,
    );
    const page = await get(login.location);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    const early = await resolve(String(named('earlyAccess').versionId), BROWSER);
    expect(early).toMatchObject({
      status: 307,
      location: `/model-versions/${named('earlyAccess').versionId}`,
    });
    const archived = await resolve(String(named('archived').versionId), BROWSER);
    expect(archived.json).toBe('Model archived, not available for download');
    const disabled = await resolve(String(named('downloadsDisabled').versionId), BROWSER);
    expect(disabled).toMatchObject({ status: 401, json: { error: 'Unauthorized' } });
  });

  it('opens with a token, a purchase, or neither', async () => {
    const { token } = civitai();
    expect((await resolve(String(named('loginRequired').versionId), bearer(token))).status).toBe(307);
    expect((await resolve(`${named('loginRequired').versionId}?token=${token}`)).location).not.toContain(
      token,
    );
    expect((await resolve(String(named('loginRequired').versionId), bearer('0'.repeat(32)))).status).toBe(
      401,
    );
    expect(named('earlyAccess').versionId).toBe(910_081);
    expect((await resolve(String(named('earlyAccess').versionId), bearer(BUYER))).status).toBe(307);
    expect((await resolve(String(named('earlyAccess').versionId), bearer(token))).status).toBe(403);
    expect(named('privateVersion').versionId).toBe(910_121);
    expect((await resolve(String(named('privateVersion').versionId), bearer(BUYER))).status).toBe(307);
    expect((await resolve(String(named('privateVersion').versionId), bearer(token))).json).toEqual({
      error: 'You do not have access to download this file',
    });
  });

  it('fails twice and then resolves, where the resolver is unwell', async () => {
    const path = `${named('transient404').versionId}?fileId=${named('transient404').fileId}`;
    expect([
      (await resolve(path)).status,
      (await resolve(path)).status,
      (await resolve(path)).status,
    ]).toEqual([404, 404, 307]);
    civitai().reset();
    expect((await resolve(path)).status).toBe(404);
  });

  it.each([['type=Modell'], ['format=safetensors'], ['size=small'], ['fileId=x']])(
    '%s → 400',
    async (query) => {
      expect((await resolve(`${named('mainJob').versionId}?${query}`)).status).toBe(400);
    },
  );
});

describe('the choice of a file', () => {
  const chosen = async (query: string, headers = {}) => {
    const { location, status } = await resolve(`${named('mainJob').versionId}${query}`, headers);
    if (status !== 307) return status;
    const id = Number.parseInt(new URL(location).pathname.split('.').at(-2) ?? '', 36);
    return named('mainJob').files.findIndex((file) => file.fileId === id);
  };

  it.each([
    ['', 0],
    ['?format=PickleTensor', 2],
    ['?type=Model&format=SafeTensor&size=full&fp=fp32', 1],
    ['?type=Config', 3],
    ['?type=VAE', 404],
    ['?format=GGUF', 404],
    ['?size=full&format=PickleTensor', 404],
    ['?fileId=999999', 404],
  ])('%s → %s', async (query, expected) => {
    expect(await chosen(query)).toBe(expected);
  });

  it('follows the account’s preference on a bare link, and fileId always', async () => {
    expect(await chosen('', bearer(PREFERS_PICKLE))).toBe(2);
    expect(await chosen(`?fileId=${named('mainJob').files[1]?.fileId}`, bearer(PREFERS_PICKLE))).toBe(1);
  });

  it('refuses the id of a borrowed VAE, but serves it by type', async () => {
    const { versionId } = named('foreignVae');
    const lent = civitai().catalogue.versionById.get(versionId)?.foreignVaeFileId;
    expect((await resolve(`${versionId}?fileId=${lent}`)).status).toBe(404);
    expect((await resolve(`${versionId}?type=VAE`)).status).toBe(307);
  });
});

describe('the name of a download', () => {
  const nameOf = async (key: NamedKey, place = 0) => {
    const { location } = await resolve(`${named(key).versionId}?fileId=${named(key).files[place]?.fileId}`);
    const { headers } = await rawRequest(location, { range: 'bytes=0-0' });
    return Buffer.from(String(headers['content-disposition']), 'latin1').toString('utf8');
  };

  it('comes as raw UTF-8 in Content-Disposition', async () => {
    expect(await nameOf('longNames')).toBe(`attachment; filename="${'北のひかり'.repeat(40)}.safetensors"`);
    expect(await nameOf('longNames', 1)).toBe('attachment; filename="ضوء_الشمال_🌌.safetensors"');
  });

  it.each<[NamedKey, number, string]>([
    ['mainJob', 0, 'aurora_fjord_light_v3.safetensors'],
    ['checkpoint', 0, 'lanternArchipelagoMi_v10.safetensors'],
    ['checkpoint', 1, 'lanternArchipelago.vae.safetensors'],
    ['danger', 0, 'danger-jackdaw.pt'],
    ['sameNames', 0, 'twinLighthouse_v10.safetensors'],
    ['sameNames', 1, 'twinLighthouse_v10.safetensors'],
    ['hostileText', 0, '../../../../hostile_heron.safetensors'],
    ['hostileText', 2, 'CON.safetensors'],
  ])('%s file %i → %s', async (key, place, name) => {
    expect(await nameOf(key, place)).toBe(`attachment; filename="${name}"`);
    expect(named(key).files[place]?.downloadName).toBe(name);
  });
});
