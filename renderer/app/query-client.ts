import { QueryClient } from '@tanstack/react-query';

/** Main keeps the catalogue's answers and tries again by itself, so the page does neither. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 5 * 60_000,
      gcTime: 30 * 60_000,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
