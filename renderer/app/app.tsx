import { QueryClientProvider } from '@tanstack/react-query';
import { ErrorBoundary } from './error-boundary';
import { Frame } from './frame';
import { queryClient } from './query-client';

export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <Frame />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
