import { useQuery } from '@tanstack/react-query';
import type { Settings, SettingsPatch } from '../../../shared/settings/schema';
import { ask } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';
import { updateSettings } from './actions';

/** What a row has to do with, taken from one state of the settings. */
export type SettingPart = (from: Settings) => SettingsPatch;

/** Sets a part of the settings back; null while it is at its defaults, or nothing is known of them. */
export function useReset(part: SettingPart | undefined): (() => void) | null {
  const settings = useSettingsStore((store) => store.settings);
  const { data: defaults } = useQuery({
    queryKey: ['settings.defaults'],
    queryFn: () => ask('exchange.defaults'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: part !== undefined,
  });
  if (part === undefined || defaults === undefined || settings === null) return null;
  const patch = part(defaults);
  if (JSON.stringify(patch) === JSON.stringify(part(settings))) return null;
  return () => void updateSettings(patch);
}
