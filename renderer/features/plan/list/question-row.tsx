// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface QuestionRowProps {
  readonly ambiguousId: number;
  readonly index: number;
  readonly top: number;
}

/** Stands above everything that one number may mean. */
export function QuestionRow({ ambiguousId: number, index, top }: QuestionRowProps) {
  const { t } = useTranslation('plan');
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: a heading is read, arrows step over it.
    <div
      role="row"
      aria-rowindex={index + 1}
      className="plan-question"
      style={{ transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: a heading is read, arrows step over it. */}
      <span role="rowheader" className="plan-question-words">
        <CircleHelp aria-hidden size={14} className="plan-note-icon" />
        {t('row.question', { number })}
      </span>
    </div>
  );
}
