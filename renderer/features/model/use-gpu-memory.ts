import { useQuery } from '@tanstack/react-query';
import { ask } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';

export interface GpuMemoryView {
  /** Of the whole card; null where nobody knows. */
  readonly bytes: number | null;
  readonly source: 'settings' | 'machine' | 'unknown';
}

/** The graphics memory that files are compared with: the user's own figure, or else what this machine says. */
export function useGpuMemory(): GpuMemoryView {
  const own = useSettingsStore((state) => state.settings?.gpuMemoryBytes ?? null);
  const machine = useQuery({
    queryKey: ['gpuMemory'],
    queryFn: () => ask('app.gpuMemory'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: own === null,
  });
  if (own !== null) return { bytes: own, source: 'settings' };
  const bytes = machine.data ?? null;
  return { bytes, source: bytes === null ? 'unknown' : 'machine' };
}
