// @ts-check
/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Catalogue } from '../catalogue/catalogue.mjs' */
/** @import { ImageRecord } from '../catalogue/types.mjs' */
/** @import { Scene } from './scenes.mjs' */
import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRandom } from '../random.mjs';
import { encodeBlurHash, sceneOfBlurHash } from './blurhash.mjs';
import { ILLUSTRATION_UUID } from './illustration.mjs';
import { encodeJpeg } from './jpeg.mjs';
import { encodePng } from './png.mjs';
import { inventScene, paint } from './scenes.mjs';
import { encodeWebp } from './webp.mjs';

/** Widths the CDN snaps up to. */
const WIDTHS = [96, 320, 450, 512, 800, 1_200, 1_600, 2_200];
const CACHE_BYTES = 67_108_864;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Two seconds of drifting light, 240 × 320. */
const CLIP = readFileSync(new URL('clip.mp4', import.meta.url));

/** @type {Map<string, string>} */
const blurHashes = new Map();

/** @param {{ uuid: string, blurHash?: string }} image @returns {Scene} */
function sceneOf(image) {
  return image.blurHash === undefined
    ? inventScene(createRandom('picture', image.uuid))
    : sceneOfBlurHash(image.blurHash);
}

/** The BlurHash of the picture that is served. @param {ImageRecord} image @returns {string} */
export function blurHashOf(image) {
  if (image.blurHash !== undefined) return image.blurHash;
  let hash = blurHashes.get(image.uuid);
  if (hash === undefined) {
    const [width, height] = image.width < image.height ? [12, 16] : [16, 12];
    hash = encodeBlurHash(paint(sceneOf(image), width, height), width, height);
    blurHashes.set(image.uuid, hash);
  }
  return hash;
}

/**
 * The picture CDN: `/<account>/<uuid>/<parameters>/<name>.<extension>`, with or without the account.
 *
 * @param {{ catalogue: Catalogue }} parts
 * @returns {(request: IncomingMessage, response: ServerResponse) => Promise<void>}
 */
export function createImageServer({ catalogue }) {
  const avatars = new Set(catalogue.creators.map(({ avatar }) => avatar));
  const cache = new PictureCache();
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://images').pathname.split('/').map(decodeURIComponent);
    const place = path.findIndex((segment) => UUID.test(segment));
    const uuid = path[place]?.toLowerCase() ?? '';
    /** @type {Pick<ImageRecord, 'uuid' | 'width' | 'height' | 'type' | 'bytesAre' | 'blurHash'> | undefined} */
    const image =
      catalogue.imageByUuid.get(uuid) ??
      (avatars.has(uuid) || uuid === ILLUSTRATION_UUID
        ? { uuid, width: 512, height: 512, type: 'image', bytesAre: 'jpeg' }
        : undefined);
    if (image === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('Not found');
      return;
    }
    const wanted = readParameters(path.slice(place + 1, -1).join(','), image);
    const kind =
      image.type === 'video'
        ? wanted.isPoster || /\.jpe?g$/i.test(path.at(-1) ?? '')
          ? 'jpeg'
          : 'mp4'
        : image.bytesAre;
    const body =
      kind === 'mp4'
        ? CLIP
        : await cache.get(`${uuid} ${wanted.width} ${kind}`, () => draw(image, wanted.width, kind));
    sendPicture(request, response, kind, body);
  };
}

/** @param {string} text comma-separated @param {{ width: number }} image */
function readParameters(text, image) {
  const parameters = new Map(
    text
      .split(',')
      .map((parameter) => /** @type {const} */ ([parameter.split('=')[0], parameter.split('=')[1] ?? ''])),
  );
  const asked = Number(parameters.get('width')) || image.width;
  const width =
    parameters.get('original') === 'true'
      ? image.width
      : Math.min(image.width, WIDTHS.find((step) => step >= asked) ?? 2_200);
  return { width, isPoster: parameters.get('anim') === 'false' };
}

/** @param {Pick<ImageRecord, 'uuid' | 'width' | 'height' | 'blurHash'>} image @param {number} width @param {'jpeg' | 'png' | 'webp'} kind */
function draw(image, width, kind) {
  const height = Math.max(1, Math.round((width * image.height) / image.width));
  const rgb = paint(sceneOf(image), width, height);
  return { jpeg: encodeJpeg, png: encodePng, webp: encodeWebp }[kind](rgb, width, height);
}

/** Videos are asked for in ranges by browsers. @param {IncomingMessage} request @param {ServerResponse} response @param {string} kind @param {Buffer} body */
function sendPicture(request, response, kind, body) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = from === undefined ? 0 : Number(from);
  const end = to === undefined || to === '' ? body.length : Math.min(body.length, Number(to) + 1);
  const isPart = from !== undefined && start < end;
  const part = isPart ? body.subarray(start, end) : body;
  response.writeHead(isPart ? 206 : 200, {
    'content-type': kind === 'mp4' ? 'video/mp4' : `image/${kind}`,
    'content-length': part.length,
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=31536000, immutable',
    ...(isPart ? { 'content-range': `bytes ${start}-${end - 1}/${body.length}` } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : part);
}

/** Drawn pictures, the least recently used dropped first. */
class PictureCache {
  /** @type {Map<string, Buffer>} */
  #pictures = new Map();
  #bytes = 0;

  /** @param {string} key @param {() => Buffer} draw @returns {Promise<Buffer>} */
  async get(key, draw) {
    const known = this.#pictures.get(key);
    if (known !== undefined) {
      this.#pictures.delete(key);
      this.#pictures.set(key, known);
      return known;
    }
    // Drawing takes tens of milliseconds; requests that came meanwhile go first.
    await nextTurn();
    const picture = this.#pictures.get(key) ?? draw();
    if (!this.#pictures.has(key)) this.#bytes += picture.length;
    this.#pictures.set(key, picture);
    for (const [oldest, { length }] of this.#pictures) {
      if (this.#bytes <= CACHE_BYTES) break;
      this.#pictures.delete(oldest);
      this.#bytes -= length;
    }
    return picture;
  }
}
