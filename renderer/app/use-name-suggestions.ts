import { useQuery } from '@tanstack/react-query';
import type { NameBeingTyped } from '../../shared/civitai/search-line';
import { ask } from '../ipc/api';
import { OneAtATime } from './one-at-a-time';
import { useSettled } from './use-settled';

/** Long enough that a name is not looked for letter by letter. */
const PAUSE_MS = 250;

/** As many as can be read at a glance. */
const MOST_SHOWN = 8;

const turns = new OneAtATime();

export interface SuggestedName {
  readonly name: string;
  readonly modelCount: number | null;
}

async function namesLike(kind: NameBeingTyped['kind'], text: string): Promise<readonly SuggestedName[]> {
  if (kind === 'tag') {
    const { items } = await ask('catalogue.tags', { text, cursor: null });
    return items.slice(0, MOST_SHOWN);
  }
  const { items } = await ask('catalogue.creators', { text, cursor: null });
  return items.slice(0, MOST_SHOWN).map(({ username, modelCount }) => ({ name: username, modelCount }));
}

/** Creators or tags like the one that is being typed, as Civitai knows them; null while there is nothing to tell. */
export function useNameSuggestions(typed: NameBeingTyped | null): readonly SuggestedName[] | null {
  const wanted = typed === null || typed.text === '' ? '' : `${typed.kind}:${typed.text.toLowerCase()}`;
  const settled = useSettled(wanted, PAUSE_MS);
  const isSettled = wanted !== '' && settled === wanted;
  const { data } = useQuery({
    queryKey: ['names', wanted],
    queryFn: ({ signal }) =>
      turns.run(signal, () => namesLike(typed?.kind ?? 'creator', typed?.text.toLowerCase() ?? '')),
    enabled: isSettled,
  });
  return wanted === '' ? null : (data ?? null);
}
