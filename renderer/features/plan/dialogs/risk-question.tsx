import { useTranslation } from 'react-i18next';
import type { PlanItem } from '../../../../shared/bulk/plan';
import { RiskConfirm } from '../../model/risk-confirm';
import { includeDangerous } from '../actions';

interface RiskQuestionProps {
  /** Those that a scan calls dangerous. */
  readonly items: readonly PlanItem[];
  readonly onClose: () => void;
}

/** More names than this are not read before pressing a button. */
const MOST_NAMES = 6;

/** Dangerous files are included only after being asked for twice, in so many words; several at once ask once. */
export function RiskQuestion({ items, onClose }: RiskQuestionProps) {
  const { t } = useTranslation('plan');
  const count = items.length;
  if (count === 0) return null;
  return (
    <RiskConfirm
      count={count}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      confirmLabel={t('risk.confirm', { count })}
      cancelLabel={t('risk.cancel', { count })}
      onAccept={() => includeDangerous(items.map(({ id }) => id))}
    >
      <p>{t('risk.text', { count })}</p>
      <ul className="plan-risk-names">
        {items.slice(0, MOST_NAMES).map(({ id, fileName, modelName }) => (
          <li key={id}>
            <bdi>{fileName ?? modelName}</bdi>
          </li>
        ))}
        {count > MOST_NAMES && <li className="dim">{t('risk.andMore', { count: count - MOST_NAMES })}</li>}
      </ul>
    </RiskConfirm>
  );
}
