import { RadioGroup as AriaRadioGroup, Label, RadioButton, RadioField, Text } from 'react-aria-components';
import { classNames } from './class-names';
import './field.css';
import './toggles.css';

interface RadioGroupProps<Id extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly description?: string;
  readonly options: readonly { readonly id: Id; readonly label: string; readonly description?: string }[];
  /** Null while nothing is chosen yet. */
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

export function RadioGroup<Id extends string>({
  label,
  isLabelHidden = false,
  description,
  options,
  value,
  onChange,
  isDisabled = false,
  className,
}: RadioGroupProps<Id>) {
  const choose = (key: string) => {
    const option = options.find(({ id }) => id === key);
    if (option) onChange(option.id);
  };
  return (
    <AriaRadioGroup
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
      className={classNames('ui-field', className)}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'ui-field-label'}>{label}</Label>
      {description && (
        <Text slot="description" className="ui-field-description">
          {description}
        </Text>
      )}
      {options.map((option) => (
        <RadioField key={option.id} value={option.id} className="ui-toggle-field">
          <RadioButton className="ui-toggle">
            <span className="ui-radio-dot" />
            <span>{option.label}</span>
          </RadioButton>
          {option.description && (
            <Text slot="description" className="ui-toggle-description">
              {option.description}
            </Text>
          )}
        </RadioField>
      ))}
    </AriaRadioGroup>
  );
}
