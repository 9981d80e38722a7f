import { Minus, Plus } from 'lucide-react';
import { NumberField as AriaNumberField, Button, Group, Input, Label, Text } from 'react-aria-components';
import { classNames } from './class-names';
import './button.css';
import './field.css';
import './number-field.css';

interface NumberFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly description?: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minValue: number;
  readonly maxValue: number;
  readonly decrementLabel: string;
  readonly incrementLabel: string;
  readonly className?: string;
}

export function NumberField({
  label,
  isLabelHidden = false,
  description,
  value,
  onChange,
  minValue,
  maxValue,
  decrementLabel,
  incrementLabel,
  className,
}: NumberFieldProps) {
  return (
    <AriaNumberField
      value={value}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
      minValue={minValue}
      maxValue={maxValue}
      decrementAriaLabel={decrementLabel}
      incrementAriaLabel={incrementLabel}
      className={classNames('ui-field', className)}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'ui-field-label'}>{label}</Label>
      <Group className="ui-number">
        <Button slot="decrement" className="ui-button ui-button-quiet ui-number-step">
          <Minus aria-hidden size={14} />
        </Button>
        <Input className="ui-number-input tabular" />
        <Button slot="increment" className="ui-button ui-button-quiet ui-number-step">
          <Plus aria-hidden size={14} />
        </Button>
      </Group>
      {description && (
        <Text slot="description" className="ui-field-description">
          {description}
        </Text>
      )}
    </AriaNumberField>
  );
}
