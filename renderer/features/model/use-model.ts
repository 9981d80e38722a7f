import { useQuery } from '@tanstack/react-query';
import { ask } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';

/** A model with the pictures of the level that the user has chosen. */
export function useModel(modelId: number) {
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? 'PG');
  return useQuery({
    queryKey: ['model', modelId, maturity],
    queryFn: () => ask('catalogue.model', { modelId, maturity }),
  });
}
