import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { classNames } from './class-names';
import './button.css';
import './field.css';
import './popover.css';
import './select.css';

export interface SelectOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly description?: string;
}

interface SelectProps<Id extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly description?: string;
  readonly options: readonly SelectOption<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
  readonly size?: 'small' | 'normal';
  readonly className?: string;
}

export function Select<Id extends string>({
  label,
  isLabelHidden = false,
  description,
  options,
  value,
  onChange,
  isDisabled = false,
  size = 'normal',
  className,
}: SelectProps<Id>) {
  const choose = (key: unknown) => {
    const option = options.find(({ id }) => id === key);
    if (option) onChange(option.id);
  };
  return (
    <AriaSelect
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
      className={classNames('ui-field', className)}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'ui-field-label'}>{label}</Label>
      <Button className={classNames('ui-button ui-button-secondary ui-select-button', `ui-button-${size}`)}>
        <SelectValue className="ui-select-value">
          {({ selectedText, defaultChildren }) => selectedText ?? defaultChildren}
        </SelectValue>
        <ChevronDown aria-hidden size={14} className="ui-select-arrow" />
      </Button>
      {description && (
        <Text slot="description" className="ui-field-description">
          {description}
        </Text>
      )}
      <Popover className="ui-popover" offset={4}>
        <ListBox className="ui-options" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="ui-option">
              {({ isSelected }) => (
                <>
                  <span className="ui-option-check">{isSelected && <Check aria-hidden size={16} />}</span>
                  <span className="ui-option-text">
                    <Text slot="label">{option.label}</Text>
                    {option.description && (
                      <Text slot="description" className="ui-option-detail">
                        {option.description}
                      </Text>
                    )}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
