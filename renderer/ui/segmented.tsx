import type { LucideIcon } from 'lucide-react';
import { RadioGroup as AriaRadioGroup, RadioButton, RadioField } from 'react-aria-components';
import { classNames } from './class-names';
import './segmented.css';

interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string; readonly icon?: LucideIcon }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** A few choices side by side, of which one holds. */
export function Segmented<Id extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled = false,
  className,
}: SegmentedProps<Id>) {
  const choose = (key: string) => {
    const option = options.find(({ id }) => id === key);
    if (option) onChange(option.id);
  };
  return (
    <AriaRadioGroup
      aria-label={label}
      orientation="horizontal"
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
      className={classNames('ui-segmented', className)}
    >
      {options.map(({ id, label: text, icon: Icon }) => (
        <RadioField key={id} value={id} className="ui-segment-field">
          <RadioButton className="ui-segment">
            {Icon && <Icon aria-hidden size={14} />}
            {text}
          </RadioButton>
        </RadioField>
      ))}
    </AriaRadioGroup>
  );
}
