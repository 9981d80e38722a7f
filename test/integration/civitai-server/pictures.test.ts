import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeBlurHash, sceneOfBlurHash } from '../../support/civitai/pictures/blurhash.mjs';
import { inventScene, paint } from '../../support/civitai/pictures/scenes.mjs';
import { createRandom } from '../../support/civitai/random.mjs';
import { civitaiForFile, type Json } from './civitai-for-file.js';

const { civitai, get } = civitaiForFile({ models: 120 });

async function picture(url: string) {
  const response = await fetch(url);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
const urlOf = (uuid: string, parameters: string, name = 'x.jpeg') =>
  `${civitai().imagesOrigin}/${uuid}/${parameters}/${name}`;
const recordOf = (isWanted: (image: Json) => boolean) => {
  const image = civitai().catalogue.images.find(
    (candidate) => candidate.blurHash === undefined && isWanted(candidate),
  );
  if (image === undefined) throw new Error('no such picture');
  return image;
};

/** Width and height in a baseline JPEG's frame header. */
function jpegSize(bytes: Buffer): [number, number] {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at + 1] === 0xc0) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  throw new Error('no frame header');
}

describe('the picture CDN', () => {
  it('draws a JPEG in the width asked for, snapped up, and never above the original', async () => {
    const image = recordOf(({ bytesAre, width }) => bytesAre === 'jpeg' && width === 832);
    for (const [parameters, width] of [
      ['width=450,optimized=true', 450],
      ['width=100', 320],
      ['original=true', 832],
      ['width=2000', 832],
    ] as const) {
      const { bytes, type } = await picture(urlOf(image.uuid, parameters));
      expect(type).toBe('image/jpeg');
      expect(jpegSize(bytes)[0], parameters).toBe(width);
    }
  });

  it('understands both forms of address, and the ones the API hands out', async () => {
    const old = await picture(
      `${civitai().imagesOrigin}/xG1nkqKTMzGDvpLrqFT7WA/d197481b-1c21-4c14-c7fd-708f838a1000/width=450/96744.jpeg`,
    );
    expect(jpegSize(old.bytes)).toEqual([450, 470]);
    const { json } = await get(`/api/v1/models/${civitai().named.mainJob.modelId}`);
    const urls = [
      ...json.modelVersions[0].images
        .slice(0, 2)
        .map((image: Json) => image.url.replace('original=true', 'width=96')),
      json.creator.image,
      /src="([^"]+)"/.exec(json.description)?.[1],
    ];
    for (const url of urls) expect((await picture(url)).status, url).toBe(200);
  });

  it('delivers PNG or WebP under .jpeg now and then', async () => {
    const png = await picture(urlOf(recordOf(({ bytesAre }) => bytesAre === 'png').uuid, 'width=96'));
    expect([png.type, png.bytes.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
    const webp = await picture(urlOf(recordOf(({ bytesAre }) => bytesAre === 'webp').uuid, 'width=96'));
    expect([webp.type, webp.bytes.subarray(0, 4).toString(), webp.bytes.subarray(8, 16).toString()]).toEqual([
      'image/webp',
      'RIFF',
      'WEBPVP8L',
    ]);
  });

  it('serves a video, in ranges too, and its poster', async () => {
    const { json } = await get(`/api/v1/models/${civitai().named.video.modelId}`);
    const [video] = json.modelVersions[0].images;
    expect(video).toMatchObject({ type: 'video', url: expect.stringMatching(/\.mp4$/) });
    const clip = await picture(video.url);
    expect([clip.type, clip.bytes.subarray(4, 8).toString()]).toEqual(['video/mp4', 'ftyp']);
    const part = await fetch(video.url, { headers: { range: 'bytes=0-99' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 0-99/${clip.bytes.length}`,
    ]);
    const poster = await picture(
      video.url.replace('original=true', 'transcode=true,anim=false,width=450').replace('.mp4', '.jpeg'),
    );
    expect(jpegSize(poster.bytes)).toEqual([450, 600]);
  });

  it('knows no other pictures', async () => {
    expect((await picture(urlOf('00000000-0000-4000-8000-000000000000', 'width=96'))).status).toBe(404);
    expect((await picture(`${civitai().imagesOrigin}/nothing`)).status).toBe(404);
  });

  it('draws the same picture every time, and different pictures differently', async () => {
    const [first, second] = civitai().catalogue.images.filter(
      ({ bytesAre, blurHash }) => bytesAre === 'jpeg' && blurHash === undefined,
    );
    const digest = async (uuid = '') =>
      createHash('md5')
        .update((await picture(urlOf(uuid, 'width=96'))).bytes)
        .digest('hex');
    expect(await digest(first?.uuid)).toBe(await digest(first?.uuid));
    expect(await digest(first?.uuid)).not.toBe(await digest(second?.uuid));
  });
});

describe('encodeBlurHash', () => {
  it('encodes one colour as that colour', () => {
    const red = paint(() => [255, 0, 0], 8, 8);
    // 16711680 in base 83 is TI:j; without alternating components the rest is neutral.
    expect(encodeBlurHash(red, 8, 8, 1, 1)).toBe('00TI:j');
  });

  it('describes the picture that is served', async () => {
    const { json } = await get(`/api/v1/models/${civitai().named.mainJob.modelId}`);
    const [{ hash }] = json.modelVersions[0].images;
    const record = civitai().catalogue.images.find(({ id }) => id === json.modelVersions[0].images[0].id);
    const scene = inventScene(createRandom('picture', record?.uuid ?? ''));
    // Four digits of a hash are the mean colour, which is that of any size of the picture, within rounding.
    const meanOf = (text: string) => sceneOfBlurHash(`00${text.slice(2, 6)}`)(0, 0);
    const drawn = meanOf(encodeBlurHash(paint(scene, 60, 80), 60, 80));
    for (const [channel, value] of meanOf(hash).entries())
      expect(Math.abs(value - (drawn[channel] ?? 999))).toBeLessThan(8);
  });

  it('appears on every picture of the API in valid form', async () => {
    const { json } = await get('/api/v1/models?limit=20&nsfw=true');
    const hashes = json.items.flatMap((model: Json) =>
      model.modelVersions.flatMap((version: Json) => version.images.map((image: Json) => image.hash)),
    );
    expect(hashes.length).toBeGreaterThan(20);
    for (const hash of hashes) expect(hash).toMatch(/^U[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{35}$/);
  });
});
