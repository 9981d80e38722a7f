// @ts-check
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What goes wrong, for one file or for everything. Absent and null both mean "nothing".
 *
 * @typedef {object} Fault
 * @property {number | null} [bytesPerSecond] storage: pace of every body
 * @property {number | null} [cutAfterBytes] storage: the socket is destroyed after this many body bytes
 * @property {number | null} [cutTimes] storage: how many responses are cut; null cuts every one
 * @property {boolean} [ignoreRange] storage: answers 200 with everything
 * @property {boolean} [changeEtag] storage: the ETag is another one, the bytes stay
 * @property {number | null} [linkTtlMs] api: lifetime of links signed from now on
 * @property {number | null} [stallAfterBytes] storage: stops sending after this many body bytes, with the socket open
 * @property {boolean} [wrongBytes] storage: one bit of every 64 KiB is flipped
 * @property {boolean} [html] storage: an HTML page with status 200 instead of the file
 * @property {number | null} [storageStatus] storage: this status with an XML body
 * @property {number | null} [storageTimes] how many responses get `storageStatus`; null all
 * @property {number | null} [apiDelayMs] api: waits before it answers
 * @property {number | null} [apiStatus] api: this status with the body the service uses for it
 * @property {number | null} [apiTimes] how many responses get `apiStatus` or `apiHtml`; null all
 * @property {number | null} [retryAfter] seconds, sent with `apiStatus` and `storageStatus`
 * @property {boolean} [apiHtml] api: an HTML page, status 200 unless `apiStatus` says otherwise
 * @property {number | null} [imageDelayMs] pictures: waits before it answers
 * @property {string | null} [apiPath] limits the api faults to paths that start with this
 */

/** So often it is looked whether somebody is still to wait. */
const LOOK_MS = 20;

const FIELDS = Object.freeze({
  bytesPerSecond: 'number',
  cutAfterBytes: 'number',
  cutTimes: 'number',
  ignoreRange: 'boolean',
  changeEtag: 'boolean',
  linkTtlMs: 'number',
  stallAfterBytes: 'number',
  wrongBytes: 'boolean',
  html: 'boolean',
  storageStatus: 'number',
  storageTimes: 'number',
  apiDelayMs: 'number',
  apiStatus: 'number',
  apiTimes: 'number',
  retryAfter: 'number',
  apiHtml: 'boolean',
  apiPath: 'string',
  imageDelayMs: 'number',
});

/** The faults in force. Those of a file win over those for all, field by field. */
export class Faults {
  /** @type {Map<number | 'all', Fault>} */
  #table = new Map();

  /**
   * Adds to what is set for the target.
   *
   * @param {number | 'all'} target a file id
   * @param {Fault} fault
   * @throws {TypeError} for an unknown field or a value of another type
   */
  set(target, fault) {
    for (const [field, value] of Object.entries(fault)) {
      const expected = Object.entries(FIELDS).find(([known]) => known === field)?.[1];
      if (expected === undefined)
        throw new TypeError(`unknown fault ${field}; known are ${Object.keys(FIELDS).join(', ')}`);
      if (value !== null && value !== undefined && typeof value !== expected)
        throw new TypeError(`fault ${field} takes a ${expected}`);
    }
    this.#table.set(target, { ...this.#table.get(target), ...fault });
  }

  /** Forgets the faults of the target, or all of them. @param {number | 'all'} [target] */
  clear(target) {
    if (target === undefined) this.#table.clear();
    else this.#table.delete(target);
  }

  /** @param {number | null} fileId null for requests that are about no file @returns {Fault} */
  of(fileId) {
    return { ...this.#table.get('all'), ...(fileId === null ? {} : this.#table.get(fileId)) };
  }

  /**
   * Waits as long as is asked for. Who waits is let go when the fault is forgotten, or says less.
   *
   * @param {() => number | null | undefined} delayMs
   */
  async delay(delayMs) {
    const beganMs = performance.now();
    for (;;) {
      const leftMs = (delayMs() ?? 0) - (performance.now() - beganMs);
      if (leftMs <= 0) return;
      await pause(Math.min(leftMs, LOOK_MS));
    }
  }

  /**
   * Uses up one of a limited number of occurrences.
   *
   * @param {number | null} fileId
   * @param {'cutTimes' | 'storageTimes' | 'apiTimes'} counter
   * @returns {boolean} whether one was left
   */
  spend(fileId, counter) {
    const owner = fileId !== null && this.#table.get(fileId)?.[counter] != null ? fileId : 'all';
    const fault = this.#table.get(owner);
    const left = fault?.[counter];
    if (fault === undefined || left == null) return true;
    if (left <= 0) return false;
    fault[counter] = left - 1;
    return true;
  }
}
