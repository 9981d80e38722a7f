import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask } from '../../ipc/api';
import { modelTypeWord } from '../../locales/model-type-word';
import { useSettingsStore } from '../../stores/settings';
import { navigate, useViewStore } from '../../stores/view';
import { TextButton } from '../../ui/text-button';
import './seen-before.css';

/** As many as can be read at a glance. */
const MOST_SHOWN = 8;

interface SeenBeforeProps {
  /** The results; what is among them is not told again. */
  readonly shown: readonly { readonly id: number }[];
}

/** Models of earlier lists that the words name, and that Civitai did not find for them now. */
export function SeenBefore({ shown }: SeenBeforeProps) {
  const { t } = useTranslation('discover');
  const text = useViewStore((state) => state.search.text);
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? 'PG');
  const { data } = useQuery({
    queryKey: ['seen-models', text, maturity],
    queryFn: () => ask('catalogue.seenModels', { text, maturity }),
    enabled: text !== '',
    // What has been seen grows with every search.
    staleTime: 0,
  });
  const ids = new Set(shown.map(({ id }) => id));
  const others = (text === '' ? [] : (data ?? [])).filter(({ modelId }) => !ids.has(modelId));
  if (others.length === 0) return null;
  return (
    <section className="seen-before" aria-label={t('seenBefore')}>
      <h3>{t('seenBefore')}</h3>
      <ul>
        {others.slice(0, MOST_SHOWN).map(({ modelId, name, type, baseModel, creator }) => (
          <li key={modelId}>
            <TextButton onPress={() => navigate({ screen: 'model', modelId, versionId: null })}>
              {name}
            </TextButton>
            <span className="dim">
              {[modelTypeWord(type), baseModel, creator].filter((fact) => fact !== null).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
