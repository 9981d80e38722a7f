import { useSettingsStore } from '../stores/settings';

const systemIsLight = matchMedia('(prefers-color-scheme: light)');

/** Keeps `data-theme` true to the settings and, while they say so, to the system. */
export function startTheme(): () => void {
  const apply = () => {
    const theme = useSettingsStore.getState().settings?.theme ?? 'system';
    const isLight = theme === 'light' || (theme === 'system' && systemIsLight.matches);
    document.documentElement.dataset.theme = isLight ? 'light' : 'dark';
  };
  systemIsLight.addEventListener('change', apply);
  const stop = useSettingsStore.subscribe(apply);
  apply();
  return () => {
    systemIsLight.removeEventListener('change', apply);
    stop();
  };
}
