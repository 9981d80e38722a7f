import { ArrowDown, ArrowUp, Pencil, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RootView } from '../../../../shared/placement';
import type { PlacementRule } from '../../../../shared/placement-rules';
import { openRule } from '../../../stores/rule-draft';
import { Checkbox } from '../../../ui/checkbox';
import { IconButton } from '../../../ui/icon-button';
import { currentRules, removeRule, saveRules } from './actions';
import { conditionWords, targetWords } from './rule-words';

interface RuleRowProps {
  readonly rule: PlacementRule;
  readonly at: number;
  readonly count: number;
  readonly roots: readonly RootView[];
  readonly onMove: (by: -1 | 1) => void;
}

export function RuleRow({ rule, at, count, roots, onMove }: RuleRowProps) {
  const { t } = useTranslation('folders');
  const { name, isOn, conditions } = rule;
  const setOn = (next: boolean) => void saveRules(currentRules().with(at, { ...rule, isOn: next }));
  return (
    <li className="rules-row" data-rule={at} data-is-on={isOn}>
      <Checkbox isSelected={isOn} onChange={setOn} aria-label={t('rules.isOn', { name })} />
      <div className="rules-words">
        <p className="rules-name">
          <bdi>{name}</bdi>
        </p>
        <p className="rules-says dim">
          {t('rules.when')} {conditions.map((condition) => conditionWords(t, condition)).join(t('rules.and'))}
          {' → '}
          {targetWords(t, rule, roots)}
        </p>
      </div>
      <span className="rules-buttons">
        <IconButton
          size="small"
          icon={ArrowUp}
          label={t('rules.up', { name })}
          isDisabled={at === 0}
          data-move={-1}
          onPress={() => onMove(-1)}
        />
        <IconButton
          size="small"
          icon={ArrowDown}
          label={t('rules.down', { name })}
          isDisabled={at === count - 1}
          data-move={1}
          onPress={() => onMove(1)}
        />
        <IconButton
          size="small"
          icon={Pencil}
          label={t('rules.edit', { name })}
          onPress={() => openRule({ original: { at, rule }, rule })}
        />
        <IconButton
          size="small"
          icon={X}
          label={t('rules.remove', { name })}
          onPress={() => void removeRule(at)}
        />
      </span>
    </li>
  );
}
