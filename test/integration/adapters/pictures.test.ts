import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient, GotTransport } from '../../../electron/adapters/http-transport';
import { PictureFiles } from '../../../electron/adapters/picture-files';
import { Pictures } from '../../../electron/adapters/pictures';
import { systemClock } from '../../../electron/adapters/system';
import { type ApiOrigin, CIVITAI_ORIGIN, parseApiOrigin } from '../../../electron/core/civitai/origins';
import type { HttpTransport } from '../../../electron/core/ports';
import { pictureIdSchema } from '../../../shared/ids';
import { ok } from '../../../shared/result';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { filesBelow } from '../../support/files-below';
import { temporaryFolder } from '../../support/rig';
import { type SmallServer, smallServer } from './small-server';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const picturesOf = (api: ApiOrigin, http: HttpTransport, files: PictureFiles | null = null) =>
  new Pictures({ api, http, clock: systemClock, files });
const never = () => new AbortController().signal;
const servers: SmallServer[] = [];
let answer: Parameters<typeof smallServer>[0];
let server: SmallServer;
let pictures: Pictures;

beforeEach(async () => {
  server = await smallServer((request, response) => answer(request, response));
  servers.push(server);
  pictures = picturesOf(server.api, new GotTransport(createHttpClient(server.api, 'Civet/0 (tests)')));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((running) => running.close()));
});

const fetchOf = (path: string) => pictures.fetch(pictures.idOf(`${server.origin}${path}`), 450, never());

describe('Pictures', () => {
  it('asks nobody for an id that it has not minted', async () => {
    answer = (_, response) => response.end(PNG);
    expect(await pictures.fetch(pictureIdSchema.parse('A'.repeat(22)), 450, never())).toBe(null);
    expect(server.requests).toEqual([]);
  });

  it('gives one address one id, and different ones different ids that do not show it', () => {
    const id = pictures.idOf('https://image.example/secret-name/a.jpeg');
    expect(pictures.idOf('https://image.example/secret-name/a.jpeg')).toBe(id);
    expect(pictures.idOf('https://image.example/secret-name/b.jpeg')).not.toBe(id);
    expect(id).not.toContain('secret');
  });

  it('believes the bytes, not the header or the name', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PNG);
    expect(await fetchOf('/a.jpeg')).toMatchObject({ type: 'image/png' });
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['JSON', '{"error":"x"}'],
    ['nothing', ''],
  ])('shows nothing for %s that calls itself a picture', async (_name, body) => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(body);
    expect(await fetchOf('/a.png')).toBe(null);
  });

  it.each([404, 403, 500])('shows nothing for a %i, even with a picture in it', async (status) => {
    answer = (_, response) => response.writeHead(status).end(PNG);
    expect(await fetchOf('/a.png')).toBe(null);
  });

  it('follows a redirect of the picture host, and fetches again from memory', async () => {
    answer = (request, response) =>
      request.url === '/a.png' ? response.writeHead(302, { location: '/b.png' }).end() : response.end(PNG);
    expect((await fetchOf('/a.png'))?.type).toBe('image/png');
    expect((await fetchOf('/a.png'))?.type).toBe('image/png');
    expect(server.requests.map(({ path }) => path)).toEqual(['/a.png', '/b.png']);
  });

  it('gives up on redirects that go round in circles', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/a.png' }).end();
    expect(await fetchOf('/a.png')).toBe(null);
    expect(server.requests.length).toBeLessThan(10);
  });

  it.each([
    'http://10.0.0.1/x.png',
    'http://localhost/x.png',
    'file:///etc/passwd',
    'https://169.254.169.254/x.png',
  ])('is not led to %s', async (location) => {
    answer = (_, response) => response.writeHead(302, { location }).end();
    expect(await fetchOf('/a.png')).toBe(null);
    expect(server.requests).toHaveLength(1);
  });

  it('of the real service never asks this machine, neither first nor after a redirect', async () => {
    const asked: string[] = [];
    const http: HttpTransport = {
      get: (request) => {
        asked.push(request.url);
        const headers = { location: 'http://127.0.0.1:1/x.png' };
        return Promise.resolve(ok({ status: 302, headers, body: bytesOf(), discard: () => undefined }));
      },
    };
    const real = picturesOf(CIVITAI_ORIGIN, http);
    const firstUrl = 'https://image.civitai.com/a.png';
    expect(await real.fetch(real.idOf('http://127.0.0.1:1/x.png'), 450, never())).toBe(null);
    expect(await real.fetch(real.idOf(firstUrl), 450, never())).toBe(null);
    expect(asked).toEqual([firstUrl]);
  });

  it('lets go of a picture that does not end', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 1);
    let sent = 0;
    answer = (_, response) => {
      response.write(PNG);
      const more = () => {
        while (!response.destroyed && sent < 200) {
          sent += 1;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await fetchOf('/endless.png')).toBe(null);
    expect(sent).toBeLessThan(100);
  });

  it('stops when the page no longer wants it', async () => {
    answer = (_, response) => void response.write(PNG);
    const wanted = new AbortController();
    const id = pictures.idOf(`${server.origin}/slow.png`);
    const fetching = pictures.fetch(id, 450, wanted.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    wanted.abort();
    expect(await fetching).toBe(null);
  });

  it('hangs up on the host when the page no longer wants a picture', async () => {
    let hungUp = 0;
    answer = (_, response) => {
      response.on('close', () => {
        hungUp += 1;
      });
      response.write(PNG);
    };
    const wanted = new AbortController();
    const fetching = pictures.fetch(pictures.idOf(`${server.origin}/slow.png`), 450, wanted.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    expect(hungUp).toBe(0);
    wanted.abort();
    await fetching;
    await expect.poll(() => hungUp).toBe(1);
  });

  it('asks for six at once, and never for one that was given up in line', async () => {
    const open: (() => void)[] = [];
    answer = (_, response) => void open.push(() => response.end(PNG));
    const last = new AbortController();
    const fetches = Array.from({ length: 8 }, (_, nth) =>
      pictures.fetch(pictures.idOf(`${server.origin}/${nth}.png`), 450, nth === 7 ? last.signal : never()),
    );
    await expect.poll(() => server.requests.length).toBe(6);
    last.abort();
    expect(await fetches[7]).toBe(null);
    for (const go of open.splice(0)) go();
    await expect.poll(() => open.length).toBe(1);
    for (const go of open.splice(0)) go();
    await Promise.all(fetches);
    expect(server.requests.map(({ path }) => path)).not.toContain('/7.png');
  });

  it('asks more slowly after a host has said that it is too much', async () => {
    let isBusy = true;
    answer = (_, response) =>
      isBusy ? response.writeHead(503, { 'retry-after': '3600' }).end() : response.end(PNG);
    expect(await fetchOf('/a.png')).toBe(null);
    isBusy = false;
    // An hour is not sat out in silence, and not shortened.
    expect(await fetchOf('/b.png')).toBe(null);
    expect(server.requests).toHaveLength(1);
  });

  it('gives from disk what an earlier run has fetched, without asking the host', async () => {
    const folder = await temporaryFolder('pictures');
    answer = (_, response) => response.end(PNG);
    const first = picturesOn(new PictureFiles(folder.path));
    const id = first.idOf(`${server.origin}/a.png`);
    await first.fetch(id, 450, never());
    await expect.poll(() => filesBelow(folder.path)).toEqual([expect.stringMatching(/[0-9a-f]{40}$/)]);
    const later = picturesOn(new PictureFiles(folder.path));
    expect(await later.kept(id, 450)).toBe(null);
    later.idOf(`${server.origin}/a.png`);
    expect(await later.kept(id, 450)).toMatchObject({ type: 'image/png' });
    expect(await later.fetch(id, 450, never())).toMatchObject({ type: 'image/png' });
    expect(server.requests).toHaveLength(1);
    await folder.remove();
  });

  it('asks for a later frame when the still of a video turns out to be the video', async () => {
    const MP4 = Buffer.from('0000001866747970697336d0', 'hex');
    answer = (request, response) => response.end(request.url?.includes('skip=4') ? PNG : MP4);
    const id = pictures.idOf(`${server.origin}/k/u/original=true/1.mp4`);
    expect(await pictures.fetch(id, 450, never())).toMatchObject({ type: 'image/png' });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/k/u/transcode=true,anim=false,width=450/1.jpeg',
      '/k/u/transcode=true,anim=false,skip=4,width=450/1.jpeg',
    ]);
  });

  it('shows nothing for a video that has no still at all, and plays it on request', async () => {
    const MP4 = Buffer.from('00000018667479706973366d00000000', 'hex');
    answer = (_, response) => response.end(MP4);
    const id = pictures.idOf(`${server.origin}/k/u/original=true/1.mp4`);
    expect(await pictures.fetch(id, 450, never())).toBe(null);
    expect(await pictures.fetchVideo(id, never())).toMatchObject({ type: 'video/mp4' });
    expect(server.requests.at(-1)?.path).toBe('/k/u/transcode=true,width=450,optimized=true/1.mp4');
    const still = pictures.idOf(`${server.origin}/k/u/original=true/1.jpeg`);
    expect(await pictures.fetchVideo(still, never())).toBe(null);
  });
});

function picturesOn(files: PictureFiles): Pictures {
  const http = new GotTransport(createHttpClient(server.api, 'Civet/0 (tests)'));
  return picturesOf(server.api, http, files);
}

async function* bytesOf(): AsyncGenerator<Uint8Array> {
  yield PNG;
}

describe('Pictures of the test server', () => {
  it('are real pictures in the width asked for, and a still of a video', async () => {
    const civitai: Civitai = await startCivitai({ models: 0 });
    const api = parseApiOrigin(civitai.origin);
    if (!api.ok) throw new Error('no origin');
    const book = picturesOf(api.value, new GotTransport(createHttpClient(api.value, 'Civet/0 (tests)')));
    const video = civitai.catalogue.modelById.get(civitai.named.video.modelId);
    const listed = (await (await fetch(`${civitai.origin}/api/v1/models/${video?.id}`)).json()) as {
      modelVersions: { images: { url: string; type?: string }[] }[];
    };
    const urls = listed.modelVersions.flatMap(({ images }) => images.map(({ url }) => url));
    expect(urls.some((url) => url.endsWith('.mp4'))).toBe(true);
    for (const url of urls) {
      const picture = await book.fetch(book.idOf(url), 96, never());
      expect(picture?.type).toMatch(/^image\/(jpeg|png|webp)$/);
    }
    for (const { path } of civitai.requests.filter(({ origin }) => origin === 'images'))
      expect(path).toContain('width=96');
    await civitai.close();
  });
});
