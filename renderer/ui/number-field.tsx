import { Minus, Plus } from 'lucide-react';
import { NumberField as AriaNumberField, Button, Group, Input, Label, Text } from 'react-aria-components';
import { classNames } from './class-names';
import { useWishedValue } from './use-wished-value';
import './button.css';
import './field.css';
import './number-field.css';

interface NumberFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly description?: string;
  readonly value: number;
  /** Ends with the answer of whoever keeps the value. */
  readonly onChange: (value: number) => void | Promise<void>;
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
  const [shown, change] = useWishedValue(value, onChange);
  return (
    <AriaNumberField
      value={shown}
      onChange={(next) => Number.isFinite(next) && change(next)}
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
