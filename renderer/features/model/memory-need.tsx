import { useTranslation } from 'react-i18next';
import { weightBytes } from '../../../shared/civitai/memory-fit';
import type { ModelFile } from '../../../shared/civitai/model';
import { navigate } from '../../stores/view';
import { TextButton } from '../../ui/text-button';
import { formatGib } from './file-facts';
import { FileMemory } from './file-memory';
import { useGpuMemory } from './use-gpu-memory';

/** What a file needs in graphics memory, with the rule that the estimate follows. */
export function MemoryNeed({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { bytes: memory } = useGpuMemory();
  const bytes = weightBytes(file);
  if (bytes === null) return null;
  const needed = formatGib(bytes);
  return (
    <section className="file-details-part">
      <h3 className="file-details-title">{t('memory.title')}</h3>
      {memory !== null && <FileMemory file={file} />}
      <p className="file-details-message selectable">
        {memory === null
          ? t('memory.ruleUnknown', { needed })
          : t('memory.rule', { needed, memory: formatGib(memory) })}
      </p>
      {memory === null && (
        <TextButton onPress={() => navigate({ screen: 'settings' })}>{t('memory.set')}</TextButton>
      )}
    </section>
  );
}
