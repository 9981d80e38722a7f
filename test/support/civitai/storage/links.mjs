// @ts-check
/** @import { Catalogue } from '../catalogue/catalogue.mjs' */
/** @import { FileRecord } from '../catalogue/types.mjs' */
import { createHmac, timingSafeEqual } from 'node:crypto';

const DEFAULT_TTL_MS = 86_400_000;

/**
 * @typedef {{ ok: true, file: FileRecord, bytes: number, fileName: string } | { ok: false, code: 'AccessDenied' | 'SignatureDoesNotMatch' | 'NoSuchKey', message: string }} LinkVerdict
 */

/** Signs links to the storage and judges those that come back. */
export class StorageLinks {
  #catalogue;
  #origin;
  #secret;

  /** @param {{ catalogue: Catalogue, origin: string, secret: string }} parts */
  constructor({ catalogue, origin, secret }) {
    this.#catalogue = catalogue;
    this.#origin = origin;
    this.#secret = secret;
  }

  /**
   * @param {FileRecord} file
   * @param {{ fileName: string, userId: number, bytes?: number, ttlMs?: number }} plan `bytes` replaces the file's size
   * @returns {string} an absolute URL
   */
  sign(file, { fileName, userId, bytes, ttlMs = DEFAULT_TTL_MS }) {
    const dot = file.name.lastIndexOf('.');
    const stem =
      file.name
        .slice(0, dot < 0 ? undefined : dot)
        .replace(/[^A-Za-z0-9_-]+/g, '')
        .slice(0, 40) || 'file';
    const extension = dot < 0 ? 'bin' : file.name.slice(dot + 1).replace(/[^A-Za-z0-9]+/g, '') || 'bin';
    // The four characters the service puts before the extension; here they are the file's id.
    const path = `/civitai-delivery-worker-prod/model/${userId}/${stem}.${file.id.toString(36).padStart(4, '0')}.${extension}`;
    const search = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Expires': String(Math.ceil(ttlMs / 1_000)),
      'X-Civet-Until': String(Date.now() + ttlMs),
      ...(bytes === undefined ? {} : { 'X-Civet-Bytes': String(bytes) }),
      'response-content-disposition': `attachment; filename="${fileName}"`,
      'x-id': 'GetObject',
    });
    search.set('X-Amz-Signature', this.#signature(path, search));
    return `${this.#origin}${path}?${search}`;
  }

  /** @param {URL} url @returns {LinkVerdict} */
  judge(url) {
    const search = new URLSearchParams(url.searchParams);
    const given = search.get('X-Amz-Signature') ?? '';
    search.delete('X-Amz-Signature');
    if (given === '') return { ok: false, code: 'AccessDenied', message: 'Access Denied' };
    const expected = this.#signature(url.pathname, search);
    if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
      return {
        ok: false,
        code: 'SignatureDoesNotMatch',
        message: 'The request signature we calculated does not match the signature you provided.',
      };
    }
    if (Date.now() >= Number(search.get('X-Civet-Until')))
      return { ok: false, code: 'AccessDenied', message: 'Request has expired' };
    const id = Number.parseInt(url.pathname.split('.').at(-2) ?? '', 36);
    const file = this.#catalogue.fileById.get(id);
    if (file === undefined)
      return { ok: false, code: 'NoSuchKey', message: 'The specified key does not exist.' };
    const disposition = search.get('response-content-disposition') ?? '';
    return {
      ok: true,
      file,
      bytes: Number(search.get('X-Civet-Bytes') ?? file.bytes),
      fileName: disposition.slice(disposition.indexOf('"') + 1, -1),
    };
  }

  /** @param {string} path @param {URLSearchParams} search without the signature */
  #signature(path, search) {
    return createHmac('sha256', this.#secret).update(`${path}?${search}`).digest('hex');
  }
}
