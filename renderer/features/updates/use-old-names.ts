import { useTranslation } from 'react-i18next';

/** Old files in a few words: the first one, and how many more. */
export function useOldNames([first = '', ...others]: readonly string[]): string {
  const { t } = useTranslation('updates');
  return others.length === 0 ? first : t('outcomes.several', { name: first, more: others.length });
}
