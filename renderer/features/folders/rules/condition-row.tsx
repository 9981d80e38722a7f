import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RULE_FIELDS, type RuleCondition, type RuleField } from '../../../../shared/placement-rules';
import { modelTypeWord } from '../../../locales/model-type-word';
import { resources } from '../../../locales/words';
import { IconButton } from '../../../ui/icon-button';
import { Select } from '../../../ui/select';
import { TextField } from '../../../ui/text-field';

/** Of the fields that only ever have a few values. */
const VALUES: Readonly<Partial<Record<RuleField, readonly string[]>>> = {
  modelType: Object.keys(resources.en.common.modelTypes),
  fileType: ['Model', 'VAE', 'Text Encoder', 'Vision Encoder', 'ControlNet', 'Upscaler', 'UNet', 'Config'],
};

interface ConditionRowProps {
  readonly condition: RuleCondition;
  /** Counted from 1, as it is named. */
  readonly number: number;
  readonly isOnly: boolean;
  readonly onChange: (condition: RuleCondition) => void;
  readonly onRemove: () => void;
}

export function ConditionRow({ condition, number, isOnly, onChange, onRemove }: ConditionRowProps) {
  const { t } = useTranslation('folders');
  const { field, text } = condition;
  const values = VALUES[field];
  return (
    <li className="rules-condition">
      <span className="rules-join dim">{number === 1 ? t('rules.when') : t('rules.andWhen')}</span>
      <Select
        label={t('rules.field', { number })}
        isLabelHidden
        value={field}
        options={RULE_FIELDS.map((id) => ({ id, label: t(`rules.fields.${id}`) }))}
        onChange={(next) => onChange({ field: next, text: VALUES[next]?.[0] ?? (values ? '' : text) })}
        className="rules-field"
      />
      {values === undefined ? (
        <TextField
          label={t('rules.value', { number })}
          isLabelHidden
          value={text}
          onChange={(next) => onChange({ field, text: next })}
          placeholder={t(`rules.examples.${field}`)}
          className="rules-value"
        />
      ) : (
        <Select
          label={t('rules.value', { number })}
          isLabelHidden
          value={text}
          options={[...new Set([...values, ...(text === '' ? [] : [text])])].map((id) => ({
            id,
            label: field === 'modelType' ? modelTypeWord(id) : id,
          }))}
          onChange={(next) => onChange({ field, text: next })}
          className="rules-value"
        />
      )}
      <IconButton
        size="small"
        icon={X}
        label={t('rules.removeCondition', { number })}
        isDisabled={isOnly}
        onPress={onRemove}
      />
    </li>
  );
}
