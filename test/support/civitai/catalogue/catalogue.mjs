// @ts-check
/** @import { FileHashes } from '../bytes/file-hashes.mjs' */
/** @import { NamedKey } from './named.mjs' */
/** @import { CreatorRecord, FileRecord, ImageRecord, ModelRecord, VersionRecord } from './types.mjs' */

import { createHash } from 'node:crypto';
import { layoutOf } from '../bytes/file-content.mjs';
import { hashLayout } from '../bytes/file-hashes.mjs';
import { present } from '../present.mjs';
import { DOCUMENTED_CREATORS, DOCUMENTED_IMAGES, DOCUMENTED_MODELS } from './documented.mjs';
import { inventCreators, inventModels } from './generate.mjs';
import { createNamedModels, NAMED_CREATOR } from './named.mjs';

/** Everything the service knows, and the hashes of its files. */
export class Catalogue {
  /** @type {readonly ModelRecord[]} */
  models;
  /** @type {readonly CreatorRecord[]} */
  creators;
  /** @type {readonly NamedKey[]} */
  namedKeys;
  /** @type {Map<number, ModelRecord>} */
  modelById = new Map();
  /** @type {Map<number, VersionRecord>} */
  versionById = new Map();
  /** @type {Map<number, FileRecord>} */
  fileById = new Map();
  /** @type {Map<string, ImageRecord>} */
  imageByUuid = new Map();
  /** @type {readonly ImageRecord[]} */
  images;
  /** @type {Map<string, CreatorRecord>} */
  creatorBySlug = new Map();
  #firstNamed;
  /** @type {Map<number, Promise<FileHashes>>} */
  #hashes = new Map();
  /** Published hashes computed so far. @type {Map<string, FileRecord[]>} */
  #byHash = new Map();
  /** @type {Promise<void> | undefined} */
  #indexing;

  /** @param {{ seed: number, now: number, models: number, origin: string, imagesOrigin: string }} plan `now` in epoch milliseconds */
  constructor(plan) {
    const seed = String(plan.seed);
    const invented = inventCreators(seed);
    const named = createNamedModels({ seed, now: plan.now, imagesOrigin: plan.imagesOrigin });
    this.namedKeys = named.keys;
    this.#firstNamed = DOCUMENTED_MODELS.length;
    this.creators = [
      ...DOCUMENTED_CREATORS,
      { username: NAMED_CREATOR, id: 5, avatar: '0f0e0d0c-0b0a-4908-8706-050403020100' },
      ...invented,
    ];
    this.models = [
      ...DOCUMENTED_MODELS,
      ...named.models,
      ...inventModels({ seed, count: plan.models, now: plan.now, origin: plan.origin, creators: invented }),
    ];
    for (const creator of this.creators) this.creatorBySlug.set(slugOf(creator.username), creator);
    /** @type {ImageRecord[]} */
    const images = [...DOCUMENTED_IMAGES];
    for (const model of this.models) {
      this.modelById.set(model.id, model);
      for (const version of model.versions) {
        this.versionById.set(version.id, version);
        for (const file of version.files) this.fileById.set(file.id, file);
        images.push(...version.images);
      }
    }
    this.images = images;
    for (const image of images) this.imageByUuid.set(image.uuid, image);
    this.#linkForeignVae();
  }

  /** `foreignVae` lists the file of somebody's VAE model (or, in a tiny catalogue, that of `checkpoint`) as its own. */
  #linkForeignVae() {
    const lender = this.models.find((model) => model.type === 'VAE') ?? this.named('checkpoint');
    const lent = present(lender.versions[0]?.files.at(-1), 'file to lend');
    present(this.named('foreignVae').versions[0], 'version that borrows').foreignVaeFileId = lent.id;
  }

  /** @param {NamedKey} key @returns {ModelRecord} */
  named(key) {
    return present(this.models[this.#firstNamed + this.namedKeys.indexOf(key)], key);
  }

  /** @param {VersionRecord} version @returns {ModelRecord} */
  modelOf(version) {
    return /** @type {ModelRecord} — every version belongs to a model of this catalogue. */ (
      this.modelById.get(version.modelId)
    );
  }

  /** The hashes of the bytes that are really served. @param {FileRecord} file @returns {Promise<FileHashes>} */
  trueHashes(file) {
    let hashes = this.#hashes.get(file.id);
    if (!hashes) {
      hashes = hashLayout(layoutOf(file));
      this.#hashes.set(file.id, hashes);
    }
    return hashes;
  }

  /** The hashes the service publishes. @param {FileRecord} file @returns {Promise<Partial<Record<string, string>>>} */
  async publishedHashes(file) {
    const published = await this.#choosePublished(file);
    for (const hash of Object.values(published)) {
      const known = this.#byHash.get(
        /** @type {string} — the values are hashes, none is undefined. */ (hash),
      );
      if (known === undefined) this.#byHash.set(/** @type {string} — as above. */ (hash), [file]);
      else if (!known.includes(file)) known.push(file);
    }
    return published;
  }

  /** @param {FileRecord} file @returns {Promise<Partial<Record<string, string>>>} */
  async #choosePublished(file) {
    if (file.publishedHashes) return file.publishedHashes;
    if (file.hashes === 'none') return {};
    const hashes = await this.trueHashes(file);
    if (file.hashes === 'wrong') return falsify(hashes);
    if (file.hashes === 'true') return hashes;
    return Object.fromEntries(Object.entries(hashes).filter(([kind]) => file.hashes.includes(kind)));
  }

  /**
   * Files whose published hash of any kind is exactly this one, whatever its case. The first call for a
   * hash that was not served before hashes the whole catalogue, which takes seconds.
   *
   * @param {string} hash
   * @returns {Promise<readonly FileRecord[]>}
   */
  async filesByHash(hash) {
    const key = hash.toUpperCase();
    if (!this.#byHash.has(key)) {
      this.#indexing ??= this.#hashAll();
      await this.#indexing;
    }
    return this.#byHash.get(key) ?? [];
  }

  async #hashAll() {
    for (const file of this.fileById.values()) await this.publishedHashes(file);
  }
}

/** Hashes of other bytes, as after a silent replacement of the file. @param {FileHashes} hashes @returns {Record<string, string>} */
function falsify(hashes) {
  const SHA256 = createHash('sha256').update(hashes.SHA256).digest('hex').toUpperCase();
  const BLAKE3 = createHash('sha256').update(hashes.BLAKE3).digest('hex').toUpperCase();
  return {
    AutoV2: SHA256.slice(0, 10),
    SHA256,
    CRC32: SHA256.slice(10, 18),
    BLAKE3,
    AutoV3: SHA256.slice(20, 32),
  };
}

/** The form in which usernames are compared. @param {string} username */
export function slugOf(username) {
  return username.replace(/[^A-Za-z0-9_]/g, '').toLowerCase();
}
