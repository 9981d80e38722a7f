import type { CreatorSummary } from '../../../shared/civitai/creators';
import type { TagSummary } from '../../../shared/civitai/tags';
import { cleanLine } from './clean-text';
import { wireCreator, wireTag } from './wire-names';

/** Null without a name that can be read: deleted accounts and emptied tags are still on the lists. */
export function readCreator(entry: unknown): { readonly key: string; readonly item: CreatorSummary } | null {
  const wire = wireCreator.safeParse(entry);
  const username = cleanLine(wire.data?.username ?? '');
  if (username === '') return null;
  return { key: username.toLowerCase(), item: { username, modelCount: countOf(wire.data?.modelCount) } };
}

/** Null without a name that can be read. */
export function readTag(entry: unknown): { readonly key: string; readonly item: TagSummary } | null {
  const wire = wireTag.safeParse(entry);
  const name = cleanLine(wire.data?.name ?? '');
  if (name === '') return null;
  return { key: name, item: { name, modelCount: countOf(wire.data?.modelCount) } };
}

function countOf(value: number | null | undefined): number | null {
  return value === null || value === undefined || value < 0 ? null : Math.round(value);
}
