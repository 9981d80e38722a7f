import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChosenSummary, LibraryChoice } from '../../../shared/library/library';
import { ask } from '../../ipc/api';
import { CHOSEN } from '../operations/actions';
import { useLibraryView } from './library-view';
import { useLibraryRenewal } from './use-library-renewal';

const RENEW_MS = 700;

interface Summed {
  readonly summary: ChosenSummary | null;
  /** Whether it is of another choice, until main has answered for this one. */
  readonly isStale: boolean;
}

/** Asks for it anew as often as for the list; once for all that show it. */
export function useChosenRenewal(): void {
  useLibraryRenewal(CHOSEN, RENEW_MS);
}

/** Main adds up what is chosen; the last answer stands until the next one is there. */
export function useChosenSummary(choice: LibraryChoice | null): Summed {
  const wish = useLibraryView();
  const { data, isPlaceholderData } = useQuery({
    queryKey: [...CHOSEN, choice, wish],
    queryFn: () => (choice === null ? null : ask('library.chosen', { choice, wish })),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return { summary: data ?? null, isStale: isPlaceholderData };
}
