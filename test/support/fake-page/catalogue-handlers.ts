import { MATURITY_LEVELS, type ModelSummary } from '../../../shared/civitai/model';
import type { SearchQuery } from '../../../shared/civitai/search';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { err, ok } from '../../../shared/result';
import { modelDetails } from './fixtures/details';
import { BASE_MODELS, MODEL_COUNT, MODEL_TYPES, modelSummaries } from './fixtures/models';
import { galleryHandlers, seenNow } from './gallery-handlers';
import type { Scenario } from './scenario';

const pageSize = 40;
type CatalogueCall = Extract<keyof Handlers, `catalogue.${string}`>;

function matches(model: ModelSummary, query: SearchQuery): boolean {
  const level = (value: ModelSummary['maturity']) => MATURITY_LEVELS.indexOf(value);
  return (
    model.name.toLowerCase().includes(query.text.toLowerCase()) &&
    (query.types.length === 0 || query.types.includes(model.type)) &&
    (query.baseModels.length === 0 || query.baseModels.includes(model.baseModel ?? '')) &&
    level(model.maturity) <= level(query.maturity)
  );
}

export function catalogueHandlers(scenario: Scenario): Pick<Handlers, CatalogueCall> {
  const isOffline = scenario === 'offline';
  return {
    'catalogue.search': (query) => {
      if (isOffline) return err(failure('network.offline', { host: 'civitai.com' }));
      if (scenario === 'empty')
        return ok({ items: [], nextCursor: null, skippedCount: 0, leftOutCount: 0, seen: seenNow(scenario) });
      const found = modelSummaries.filter((model) => matches(model, query));
      const from = Number(query.cursor ?? 0);
      const next = from + pageSize;
      return ok({
        items: found.slice(from, next),
        nextCursor: next < found.length ? String(next) : null,
        skippedCount: 0,
        leftOutCount: 0,
        seen: seenNow(scenario),
      });
    },
    'catalogue.seenModels': ({ text }) => {
      const seen = modelSummaries.filter(({ name }) => name.toLowerCase().includes(text.split(' ')[0] ?? ''));
      return ok(seen.slice(0, 12).map((model) => ({ ...model, modelId: model.id })));
    },
    'catalogue.model': ({ modelId }) => {
      if (isOffline) return err(failure('network.offline', { host: 'civitai.com' }));
      return modelId <= MODEL_COUNT
        ? ok({ ...modelDetails(modelId), seen: seenNow(scenario) })
        : err(failure('input.unknownModel'));
    },
    ...galleryHandlers(scenario),
    'catalogue.enums': () => ok({ types: MODEL_TYPES, baseModels: BASE_MODELS }),
  };
}
