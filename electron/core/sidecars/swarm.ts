import type { SidecarFacts } from './facts';
import type { JsonTable } from './json-table';
import { plainText } from './plain-text';

/** People edit all of it in SwarmUI. */
export const SWARM_THEIRS: ReadonlySet<string> = new Set([
  'modelspec.title',
  'modelspec.author',
  'modelspec.description',
  'modelspec.trigger_phrase',
  'modelspec.tags',
  'modelspec.date',
]);

/** What SwarmUI reads in front of a file's own header: members of the ModelSpec standard, all of them texts. */
export function swarmFacts({ model, version, target }: SidecarFacts): JsonTable {
  return {
    'modelspec.title': `${model.name} - ${version.name}`,
    'modelspec.author': model.creator ?? undefined,
    'modelspec.description': textOf(model.untrustedDescription),
    'modelspec.trigger_phrase': lineOf(version.triggerWords),
    'modelspec.tags': lineOf(model.tags),
    'modelspec.date': dayOf(version.publishedAt ?? target.publishedAtMs ?? null),
  };
}

function textOf(html: string | null): string | undefined {
  const text = plainText(html ?? '');
  return text === '' ? undefined : text;
}

function lineOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(', ');
}

function dayOf(atMs: number | null): string | undefined {
  return atMs === null ? undefined : new Date(atMs).toISOString().slice(0, 10);
}
