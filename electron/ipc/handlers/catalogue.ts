import { isWithin } from '../../../shared/civitai/maturity';
import type { MaturityLevel } from '../../../shared/civitai/model';
import type { CacheFacts } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { Catalogue } from '../../services/catalogue/catalogue';
import { findByHashes } from '../../services/catalogue/find-by-hashes';
import type { Gallery } from '../../services/catalogue/gallery';
import { LatestSearch } from '../../services/catalogue/latest-search';
import type { CatalogueNames } from '../../services/catalogue/names';
import type { SeenAnswers } from '../../services/catalogue/seen-answers';
import type { SeenNames } from '../../services/catalogue/seen-names';
import { versionTerms } from '../../services/catalogue/version-terms';
import type { Area } from './area';

export interface CatalogueRooms {
  readonly catalogue: Catalogue;
  readonly gallery: Gallery;
  readonly names: CatalogueNames;
  readonly seenNames: SeenNames;
  readonly civitai: CivitaiPosts;
  readonly answers: Pick<SeenAnswers, 'ask' | 'askAgain'>;
  /** The level that the user has chosen; the page may ask for less, never for more. */
  readonly maturity: () => MaturityLevel;
  readonly cacheFacts: () => Promise<CacheFacts>;
  readonly clearCache: () => Promise<void>;
}

export function catalogueHandlers({
  catalogue,
  gallery,
  names,
  seenNames,
  answers,
  ...rooms
}: CatalogueRooms): Area<'catalogue'> {
  const latest = new LatestSearch();
  const atMost = (wanted: MaturityLevel) => (isWithin(wanted, rooms.maturity()) ? wanted : rooms.maturity());
  return {
    'catalogue.search': (wanted) => {
      const query = { ...wanted, maturity: atMost(wanted.maturity) };
      return seenNames.search(query, latest.begin(query));
    },
    'catalogue.seenModels': ({ text, maturity }) => ok(seenNames.find(text, atMost(maturity))),
    'catalogue.model': ({ modelId, maturity }) => catalogue.model(modelId, atMost(maturity)),
    'catalogue.terms': async ({ versionId }) => ok(await versionTerms(answers, versionId)),
    'catalogue.enums': async () => ok(await catalogue.knownValues()),
    'catalogue.images': (query) => gallery.images({ ...query, maturity: atMost(query.maturity) }),
    'catalogue.creators': ({ text, cursor }) => names.creators(text, cursor),
    'catalogue.tags': ({ text, cursor }) => names.tags(text, cursor),
    'catalogue.findVersion': async (wanted) => {
      const found = await ('hash' in wanted
        ? catalogue.findByHash(wanted.hash)
        : catalogue.findVersion(wanted.versionId));
      return found.ok ? ok({ modelId: found.value.modelId, versionId: found.value.versionId }) : found;
    },
    'catalogue.findByHashes': ({ hashes }) => findByHashes(rooms.civitai, hashes),
    'catalogue.askAgain': () => {
      answers.askAgain();
      return ok(null);
    },
    'catalogue.cacheFacts': async () => ok(await rooms.cacheFacts()),
    'catalogue.clearCache': async () => {
      await rooms.clearCache();
      return ok(await rooms.cacheFacts());
    },
  };
}
