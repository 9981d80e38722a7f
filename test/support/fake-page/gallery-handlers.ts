import type { Seen } from '../../../shared/civitai/seen';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { err, ok } from '../../../shared/result';
import { CREATOR_NAMES, galleryImages, TAG_NAMES } from './fixtures/gallery';
import { MODEL_COUNT } from './fixtures/models';
import type { Scenario } from './scenario';

const pageSize = 40;
type GalleryCall =
  | 'catalogue.images'
  | 'catalogue.creators'
  | 'catalogue.tags'
  | 'catalogue.findVersion'
  | 'catalogue.findByHashes'
  | 'catalogue.terms'
  | 'catalogue.askAgain'
  | 'catalogue.cacheFacts'
  | 'catalogue.clearCache';

/** Where everything has gone wrong, Civitai could not be asked for hours. */
export function seenNow(scenario: Scenario): Seen {
  if (scenario === 'errors')
    return { atMs: Date.now() - 5 * 3_600_000, state: 'notRenewed', cause: 'network.offline' };
  return { atMs: Date.now(), state: 'current', cause: null };
}

function pageOf<Item>(scenario: Scenario, found: readonly Item[], cursor: string | null) {
  const from = Number(cursor ?? 0);
  const next = from + pageSize;
  return ok({
    items: found.slice(from, next),
    nextCursor: next < found.length ? String(next) : null,
    skippedCount: 0,
    seen: seenNow(scenario),
  });
}

export function galleryHandlers(scenario: Scenario): Pick<Handlers, GalleryCall> {
  const offline = err(failure('network.offline', { host: 'civitai.com' }));
  const isOffline = scenario === 'offline';
  const isEmpty = scenario === 'empty';
  const named = (names: readonly string[], text: string) =>
    names.filter((name) => !isEmpty && name.toLowerCase().includes(text.trim().toLowerCase()));
  return {
    'catalogue.images': ({ cursor, maturity }) =>
      isOffline ? offline : pageOf(scenario, isEmpty ? [] : galleryImages(maturity), cursor),
    'catalogue.creators': ({ text, cursor }) =>
      isOffline
        ? offline
        : pageOf(
            scenario,
            named(CREATOR_NAMES, text).map((username, at) => ({
              username,
              modelCount: at % 7 === 3 ? null : Math.round(900 / (at + 1)),
            })),
            cursor,
          ),
    'catalogue.tags': ({ text, cursor }) =>
      isOffline
        ? offline
        : pageOf(
            scenario,
            named(TAG_NAMES, text).map((name, at) => ({
              name,
              modelCount: at % 2 === 0 ? null : 4_200 - at * 31,
            })),
            cursor,
          ),
    'catalogue.findVersion': (wanted) => {
      if (isOffline) return offline;
      if ('hash' in wanted) return err(failure('input.unknownHash'));
      const modelId = Math.floor(wanted.versionId / 10);
      if (modelId < 1 || modelId > MODEL_COUNT) return err(failure('input.unknownVersion'));
      return ok({ modelId, versionId: wanted.versionId });
    },
    'catalogue.findByHashes': () => (isOffline ? offline : ok([])),
    'catalogue.terms': ({ versionId }) =>
      ok({ needsLogin: versionId % 10 === 1, isDownloadable: versionId % 10 !== 2 }),
    'catalogue.askAgain': () => ok(null),
    'catalogue.cacheFacts': () =>
      ok({
        entries: 412,
        bytes: 38_700_000,
        limitBytes: 268_435_456,
        answers: 1_204,
        hits: 911,
        pictures: { entries: 3_120, bytes: 121_000_000, limitBytes: 536_870_912 },
      }),
    'catalogue.clearCache': () =>
      ok({
        entries: 0,
        bytes: 0,
        limitBytes: 268_435_456,
        answers: 0,
        hits: 0,
        pictures: { entries: 0, bytes: 0, limitBytes: 536_870_912 },
      }),
  };
}
