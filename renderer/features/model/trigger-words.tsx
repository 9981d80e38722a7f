import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { keyed } from '../../ui/keyed';
import { Section } from '../../ui/section';
import { copyAndTell } from './actions';

export function TriggerWords({ words }: { readonly words: readonly string[] }) {
  const { t } = useTranslation('model');
  if (words.length === 0) return null;
  return (
    <Section
      title={t('words.title')}
      actions={
        words.length > 1 && (
          <Button size="small" variant="quiet" icon={Copy} onPress={() => void copyAndTell(words.join(', '))}>
            {t('words.copyAll')}
          </Button>
        )
      }
    >
      <ul className="ui-chips" aria-label={t('words.title')}>
        {keyed(words).map(({ key, word }) => (
          <li key={key}>
            <Chip
              icon={Copy}
              actionLabel={t('words.copyOne', { word })}
              onPress={() => void copyAndTell(word)}
            >
              {word}
            </Chip>
          </li>
        ))}
      </ul>
    </Section>
  );
}
