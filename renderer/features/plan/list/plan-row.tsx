// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import type { TFunction } from 'i18next';
import { Check, Ellipsis } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { canBeIncluded, type PlanItem } from '../../../../shared/bulk/plan';
import type { Failure } from '../../../../shared/failure';
import { modelTypeWord } from '../../../locales/model-type-word';
import { placeTitle } from '../../../locales/place-words';
import { formatBytes, formatExactBytes } from '../../../ui/format';
import { keyed } from '../../../ui/keyed';
import { MiddleEllipsis } from '../../../ui/middle-ellipsis';
import { StateMark } from '../../../ui/state-mark';
import { type PlanMark, planMarks } from '../plan-marks';
import './plan-row.css';

interface PlanRowProps {
  readonly item: PlanItem;
  readonly refusal: Failure | undefined;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onActivate: (id: string) => void;
  readonly measure: (element: HTMLElement | null) => void;
}

/** Presses are the list's: a row of thousands brings no listeners of its own. */
export const PlanRow = memo(function PlanRow(props: PlanRowProps) {
  const { item, refusal, index, top, isActive, isSelected, onActivate, measure } = props;
  const { t } = useTranslation('plan');
  const { id, modelName: model, versionName: version, isIncluded, approximateBytes } = item;
  const marks = planMarks(t, item, refusal);
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      ref={measure}
      role="row"
      aria-label={t('row.label', { model, version })}
      aria-description={t('row.description', { facts: spokenFacts(t, item, marks) })}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      tabIndex={tabIndex}
      data-index={index}
      data-row-id={id}
      data-left-out={!isIncluded || undefined}
      data-candidate={item.ambiguousId !== null || undefined}
      className="plan-row"
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onActivate(id)}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus. */}
      <div role="gridcell" className="plan-row-tick">
        <button
          type="button"
          role="checkbox"
          aria-checked={isIncluded}
          aria-label={t('row.include', { model, version })}
          disabled={!canBeIncluded(item)}
          tabIndex={tabIndex}
          data-press="tick"
          className="plan-tick"
        >
          <span className="ui-checkbox-box">
            {isIncluded && <Check aria-hidden size={12} strokeWidth={3} />}
          </span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="plan-row-names">
        <span className="ellipsis">
          <bdi className="plan-model" title={model}>
            {model}
          </bdi>
          <bdi className="plan-version dim">{version}</bdi>
        </span>
        <MiddleEllipsis className="plan-file dim">{item.fileName ?? t('row.noFile')}</MiddleEllipsis>
      </div>
      <PlaceCell item={item} />
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="plan-row-size tabular">
        {approximateBytes === null ? (
          <span className="dim">{item.fileId !== null && t('row.unknownSize')}</span>
        ) : (
          <span title={formatExactBytes(approximateBytes)}>{formatBytes(approximateBytes)}</span>
        )}
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus. */}
      <div role="gridcell" className="plan-row-menu">
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={t('row.more', { model, version })}
          tabIndex={tabIndex}
          data-press="menu"
          className="plan-menu-button"
        >
          <Ellipsis aria-hidden size={16} />
        </button>
      </div>
      {marks.length > 0 && (
        // biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read.
        <div role="gridcell" className="plan-row-marks">
          {marks.map(({ id: key, tone, icon, text, title }) => (
            <StateMark key={key} tone={tone} icon={icon} isQuiet {...(title === undefined ? {} : { title })}>
              {text}
            </StateMark>
          ))}
        </div>
      )}
    </div>
  );
});

/** What the eye takes in at one glance. */
function spokenFacts(t: TFunction<'plan'>, item: PlanItem, marks: readonly PlanMark[]): readonly string[] {
  const { isIncluded, approximateBytes, place } = item;
  return [
    t(isIncluded ? 'row.included' : 'row.leftOut'),
    ...(approximateBytes === null ? [] : [formatBytes(approximateBytes)]),
    ...(place === null ? [] : [t('row.to', { place: place.label })]),
    ...marks.map(({ text }) => text),
  ];
}

function PlaceCell({ item }: { readonly item: PlanItem }) {
  const { t } = useTranslation('plan');
  const { place, modelType, baseModel, format, precision, sizeClass } = item;
  const facts = [modelTypeWord(modelType), baseModel, format];
  const deciding = [precision, sizeClass];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read.
    <div role="gridcell" className="plan-row-place">
      {place === null ? (
        <span className="dim">{item.fileId !== null && t('row.noPlace')}</span>
      ) : (
        <span className="plan-place" title={placeTitle(place.path, place.reason)}>
          <span className="ellipsis">{t('row.to', { place: place.label })}</span>
          {place.isOwnChoice && <span className="plan-own dim">{t('row.ownPlace')}</span>}
        </span>
      )}
      <span className="plan-facts dim" title={[...facts, ...deciding].filter(Boolean).join(' · ')}>
        <Facts words={facts} className="ellipsis" />
        <Facts words={deciding} className="plan-facts-deciding" />
      </span>
    </div>
  );
}

interface FactsProps {
  readonly words: readonly (string | null)[];
  readonly className: string;
}

function Facts({ words, className }: FactsProps) {
  const known = words.filter((word) => word !== null);
  if (known.length === 0) return null;
  return (
    <span className={className}>
      {keyed(known).map(({ key, word }) => (
        <span key={key} className="plan-fact">
          {word}
        </span>
      ))}
    </span>
  );
}
