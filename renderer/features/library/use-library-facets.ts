import { useQuery } from '@tanstack/react-query';
import type { LibraryFacets } from '../../../shared/library/library';
import { ask } from '../../ipc/api';
import { useLibraryRenewal } from './use-library-renewal';

const facetsKey = ['library facets'] as const;
const RENEW_MS = 2_000;

/** What the list can be narrowed and sorted by; undefined until main has answered. */
export function useLibraryFacets(): LibraryFacets | undefined {
  const { data } = useQuery({ queryKey: facetsKey, queryFn: () => ask('library.facets'), staleTime: 0 });
  useLibraryRenewal(facetsKey, RENEW_MS);
  return data;
}
