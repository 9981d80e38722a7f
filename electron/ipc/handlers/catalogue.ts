import { ok } from '../../../shared/result';
import type { Catalogue } from '../../services/catalogue/catalogue';
import type { Area } from './area';

export function catalogueHandlers(catalogue: Catalogue): Area<'catalogue'> {
  return {
    'catalogue.search': (query) => catalogue.search(query),
    'catalogue.model': ({ modelId, maturity }) => catalogue.model(modelId, maturity),
    'catalogue.enums': async () => ok(await catalogue.knownValues()),
  };
}
