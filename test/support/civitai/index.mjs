// @ts-check
/** @import { Account } from './api/session.mjs' */
/** @import { NamedKey } from './catalogue/named.mjs' */
/** @import { NamedModel } from './named-files.mjs' */
/** @import { RecordedRequest } from './request-log.mjs' */
import { createApi } from './api/server.mjs';
import { Catalogue } from './catalogue/catalogue.mjs';
import { Faults } from './faults.mjs';
import { listen } from './listen.mjs';
import { describeNamedModels } from './named-files.mjs';
import { blurHashOf, createImageServer } from './pictures/server.mjs';
import { createRandom } from './random.mjs';
import { recordRequest } from './request-log.mjs';
import { StorageLinks } from './storage/links.mjs';
import { createStorage } from './storage/server.mjs';

/** The day the catalogue was "taken", so that dates do not depend on when a test runs. */
const CATALOGUE_DAY = Date.UTC(2026, 7, 1);

/**
 * @typedef {object} CivitaiOptions
 * @property {number} [port] of the API; 0, the default, picks a free one
 * @property {number} [seed] the catalogue follows from it; 7 unless given
 * @property {number} [now] epoch milliseconds that dates are counted back from; 2026-08-01 unless given
 * @property {number} [models] how many invented models; 2,000 unless given
 * @property {Record<string, Account>} [tokens] further valid API tokens
 * @property {{ api: string, storage: string, images: string }} [knownAs] origins that its answers name instead of its own
 * @property {'cursor' | 'page'} [paging] `page` gives `/models` the page paging of the 2023 documents, with totals
 *
 * @typedef {object} Civitai
 * @property {string} origin of the API and of the login page
 * @property {string} storageOrigin
 * @property {string} imagesOrigin
 * @property {RecordedRequest[]} requests every request to any of the three, in order of arrival
 * @property {Record<NamedKey, NamedModel>} named
 * @property {string} token of the account `civet_tester`
 * @property {Faults} faults
 * @property {Catalogue} catalogue
 * @property {() => void} reset forgets requests, faults and counters
 * @property {() => Promise<void>} close
 */

/**
 * Starts a Civitai on three loopback ports: API, model storage, and picture CDN.
 *
 * @param {CivitaiOptions} [options]
 * @returns {Promise<Civitai>}
 * @throws {Error} when the port is taken
 */
export async function startCivitai({
  port = 0,
  seed = 7,
  now = CATALOGUE_DAY,
  models = 2_000,
  tokens = {},
  paging = 'cursor',
  knownAs = undefined,
} = {}) {
  const token = createRandom('token', seed).hex(32);
  /** @type {RecordedRequest[]} */
  const requests = [];
  const faults = new Faults();
  const failedResolves = new Map();
  const reset = () => {
    requests.length = 0;
    failedResolves.clear();
    faults.clear();
  };
  // The catalogue carries absolute URLs, so handlers are made once the ports are known.
  /** @type {{ api?: ReturnType<typeof createApi>, storage?: ReturnType<typeof createStorage>, images?: ReturnType<typeof createImageServer> }} */
  const handlers = {};
  const api = await listen(async (request, response) => {
    if (!request.url?.startsWith('/__civet/')) recordRequest(requests, 'api', request, response);
    await handlers.api?.(request, response);
  }, port);
  const storage = await listen(
    async (request, response) =>
      handlers.storage?.(request, response, recordRequest(requests, 'storage', request, response)),
    0,
  );
  const images = await listen(async (request, response) => {
    recordRequest(requests, 'images', request, response);
    await faults.delay(() => faults.of(null).imageDelayMs);
    await handlers.images?.(request, response);
  }, 0);

  const told = knownAs ?? { api: api.origin, storage: storage.origin, images: images.origin };
  const catalogue = new Catalogue({ seed, now, models, origin: told.api, imagesOrigin: told.images });
  const links = new StorageLinks({ catalogue, origin: told.storage, secret: `storage secret ${seed}` });
  const render = { catalogue, origin: told.api, imagesOrigin: told.images, blurHashOf };
  const named = describeNamedModels(catalogue);
  handlers.images = createImageServer({ catalogue });
  handlers.storage = createStorage({ links, faults });
  handlers.api = createApi({
    download: { api: { render, now, paging }, links, faults, failedResolves },
    faults,
    tokens: {
      ...tokens,
      [token]: { username: 'civet_tester', id: 7_007, tier: 'free', email: 'civet_tester@example.org' },
    },
    requests,
    reset,
    named,
  });
  return {
    origin: api.origin,
    storageOrigin: storage.origin,
    imagesOrigin: images.origin,
    requests,
    named,
    token,
    faults,
    catalogue,
    reset,
    close: async () => {
      await Promise.all([api.close(), storage.close(), images.close()]);
    },
  };
}
