import type { ModelSummary } from '../../../shared/civitai/model';
import { emptySearch } from '../../../shared/civitai/search';
import { formatBytes } from '../../../shared/words/format';
import { CIVITAI_ORIGIN } from '../../core/civitai/origins';
import type { SearchRequest } from '../arguments/command-line';
import { composeServices } from '../compose';
import { EXIT } from '../exit-codes';
import { fail, failMisuse } from '../output/fail';
import type { World } from '../world';
import { knownFilters } from './known-filters';

/** `civet search`. @returns the exit code */
export async function runSearch(request: SearchRequest, world: World): Promise<number> {
  const { terminal } = world;
  const { text, sort, maturity, count, isJson } = request;
  const { catalogue } = composeServices({ ...world, settings: { maturity } });
  const filters = await knownFilters(request, catalogue);
  if (!filters.ok) return failMisuse(terminal, isJson, 'usage', filters.error);
  const { types, baseModels, doubt } = filters.value;
  let cursor: string | null = null;
  let told = 0;
  let hasMore = true;
  while (hasMore && told < count) {
    const page = await catalogue.search({ ...emptySearch, text, types, baseModels, sort, maturity, cursor });
    if (!page.ok && doubt !== null && page.error.code === 'http.rejected')
      return failMisuse(terminal, isJson, 'usage', doubt);
    if (!page.ok) return fail(terminal, isJson, page.error);
    const models = page.value.items.slice(0, count - told);
    for (const model of models) {
      if (isJson) terminal.event(foundEvent(model));
      else tell(model, world);
    }
    told += models.length;
    cursor = page.value.nextCursor;
    hasMore = cursor !== null || models.length < page.value.items.length;
  }
  if (isJson) terminal.event({ status: 'done', count: told, hasMore });
  else if (told === 0) terminal.note('Nothing was found. Fewer words, or another --maturity, find more.');
  else if (hasMore) terminal.note('There is more: --count shows more of it.');
  if (told === 0 && doubt !== null) terminal.note(`${doubt.problem} ${doubt.next}`);
  return told === 0 ? EXIT.notFound : EXIT.done;
}

/** Two lines, so that the second one can be copied. */
function tell(model: ModelSummary, { terminal }: World): void {
  const { bestFile } = model;
  const facts = [
    model.type,
    model.baseModel,
    model.creator === null ? null : `by ${model.creator}`,
    bestFile === null || bestFile.approximateBytes === null ? null : formatBytes(bestFile.approximateBytes),
    model.access.kind === 'open' ? null : ACCESS_WORDS[model.access.kind],
    model.isPickleOnly ? 'pickle only' : null,
    bestFile?.isDangerous === true ? 'called dangerous by a scan' : null,
  ].filter((fact) => fact !== null);
  terminal.answer(`${model.name} (${facts.join(', ')})`);
  terminal.answer(`    ${pageOf(model.id, null)}`);
}

const ACCESS_WORDS = {
  earlyAccess: 'early access',
  paid: 'for buyers',
  downloadsDisabled: 'no downloads',
} as const;

/** For people to open, so always Civitai's own site. */
export function pageOf(modelId: number, versionId: number | null): string {
  const version = versionId === null ? '' : `?modelVersionId=${versionId}`;
  return `${CIVITAI_ORIGIN.origin}/models/${modelId}${version}`;
}

function foundEvent(model: ModelSummary): object {
  const { picture: _picture, ...plain } = model;
  return { status: 'found', url: pageOf(model.id, null), ...plain };
}
