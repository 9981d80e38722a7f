import { useQuery } from '@tanstack/react-query';
import { ask } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';
import { useViewStore } from '../../stores/view';

/** A model with the pictures of the level that is in force: the filter's, or the one from the settings. */
export function useModel(modelId: number) {
  const ownMaturity = useSettingsStore((state) => state.settings?.maturity ?? 'PG');
  const maturity = useViewStore((state) => state.search.maturity) ?? ownMaturity;
  return useQuery({
    queryKey: ['model', modelId, maturity],
    queryFn: () => ask('catalogue.model', { modelId, maturity }),
  });
}
