import { ok } from '../../../shared/result';
import type { Catalogue } from '../../services/catalogue/catalogue';
import type { Gallery } from '../../services/catalogue/gallery';
import type { CatalogueNames } from '../../services/catalogue/names';
import { needsLogin } from '../../services/catalogue/needs-login';
import type { SeenAnswers } from '../../services/catalogue/seen-answers';
import type { Area } from './area';

export interface CatalogueRooms {
  readonly catalogue: Catalogue;
  readonly gallery: Gallery;
  readonly names: CatalogueNames;
  readonly answers: Pick<SeenAnswers, 'ask' | 'facts' | 'clear'>;
}

export function catalogueHandlers({ catalogue, gallery, names, answers }: CatalogueRooms): Area<'catalogue'> {
  return {
    'catalogue.search': (query) => catalogue.search(query),
    'catalogue.model': ({ modelId, maturity }) => catalogue.model(modelId, maturity),
    'catalogue.needsLogin': async ({ versionId }) => ok(await needsLogin(answers, versionId)),
    'catalogue.enums': async () => ok(await catalogue.knownValues()),
    'catalogue.images': (query) => gallery.images(query),
    'catalogue.creators': ({ text, cursor }) => names.creators(text, cursor),
    'catalogue.tags': ({ text, cursor }) => names.tags(text, cursor),
    'catalogue.findVersion': async (wanted) => {
      const found = await ('hash' in wanted
        ? catalogue.findByHash(wanted.hash)
        : catalogue.findVersion(wanted.versionId));
      return found.ok ? ok({ modelId: found.value.modelId, versionId: found.value.versionId }) : found;
    },
    'catalogue.cacheFacts': () => ok(answers.facts()),
    'catalogue.clearCache': () => {
      answers.clear();
      catalogue.forget(null);
      return ok(answers.facts());
    },
  };
}
