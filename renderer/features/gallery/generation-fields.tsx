import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GenerationFacts } from '../../../shared/civitai/images';
import { resources } from '../../locales/words';
import { IconButton } from '../../ui/icon-button';
import { copyAndTell } from '../model/actions';

type KnownField = keyof (typeof resources)['en']['gallery']['fields'];

function isKnownField(name: string): name is KnownField {
  return Object.hasOwn(resources.en.gallery.fields, name);
}

/** What is read and not looked up, which a narrow column would break into single words. */
function isSentence(name: string): boolean {
  return name === 'prompt' || name === 'negativePrompt';
}

/** Everything that was told of how a picture was made; each part can be copied by itself. */
export function GenerationFields({ generation }: { readonly generation: GenerationFacts }) {
  const { t } = useTranslation('gallery');
  return (
    <section className="image-fields" aria-label={t('details.generation')}>
      {generation.fields.map(({ name, value }) => {
        const label = isKnownField(name) ? t(`fields.${name}`) : name;
        const isLong = isSentence(name) || value.length > 40 || value.includes('\n');
        return (
          <div key={name} className="image-field" data-long={isLong || undefined}>
            <h3 className="image-field-name">{label}</h3>
            <p className="image-field-value selectable">{value}</p>
            <IconButton
              size="small"
              icon={Copy}
              label={t('details.copyField', { field: label })}
              onPress={() => void copyAndTell(value)}
            />
          </div>
        );
      })}
    </section>
  );
}
