import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { fitOf, type MemoryFit, weightBytes } from '../../../shared/civitai/memory-fit';
import type { ModelFile } from '../../../shared/civitai/model';
import { StateMark, type StateTone } from '../../ui/state-mark';
import { formatGib } from './file-facts';
import { useGpuMemory } from './use-gpu-memory';

const looks: Readonly<Record<MemoryFit, { readonly tone: StateTone; readonly icon: LucideIcon }>> = {
  fits: { tone: 'neutral', icon: CircleCheck },
  tight: { tone: 'attention', icon: TriangleAlert },
  tooLarge: { tone: 'failed', icon: CircleX },
};

/** Whether a file's weights fit this machine's graphics card; just the amount where the card is unknown. */
export function FileMemory({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { bytes: memory } = useGpuMemory();
  const needed = weightBytes(file);
  if (needed === null) return <span aria-hidden>–</span>;
  if (memory === null) {
    return (
      <span title={t('memory.ruleUnknown', { needed: formatGib(needed) })}>
        {t('memory.amount', { amount: formatGib(needed) })}
      </span>
    );
  }
  const fit = fitOf(needed, memory);
  return (
    <StateMark
      isQuiet
      {...looks[fit]}
      title={t('memory.rule', { needed: formatGib(needed), memory: formatGib(memory) })}
      className={`memory-${fit}`}
    >
      {t(`memory.${fit}`)}
    </StateMark>
  );
}
