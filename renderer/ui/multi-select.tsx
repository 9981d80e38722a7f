import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { classNames } from './class-names';
import { NarrowedList } from './narrowed-list';
import { SearchField } from './search-field';
import './button.css';
import './popover.css';
import './select.css';

interface MultiSelectProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly searchLabel: string;
  readonly clearLabel: string;
  readonly emptyText: string;
  readonly size?: 'small' | 'normal';
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** A button that opens a list of many things to tick, with a field that narrows the list. */
export function MultiSelect({
  label,
  options,
  values,
  onChange,
  searchLabel,
  clearLabel,
  emptyText,
  size = 'normal',
  isDisabled = false,
  className,
}: MultiSelectProps) {
  return (
    <AriaSelect
      selectionMode="multiple"
      value={[...values]}
      onChange={(keys) => onChange(keys.map(String))}
      isDisabled={isDisabled}
      className={className ?? ''}
    >
      <Label className="visually-hidden">{label}</Label>
      <Button className={classNames('ui-button ui-button-secondary ui-select-button', `ui-button-${size}`)}>
        <SelectValue className="ui-select-value">{() => label}</SelectValue>
        {values.length > 0 && <span className="ui-multi-count tabular">{values.length}</span>}
        <ChevronDown aria-hidden size={14} className="ui-select-arrow" />
      </Button>
      <Popover className="ui-popover ui-multi-popover" offset={4}>
        <NarrowedList>
          <div className="ui-multi-search">
            <SearchField label={searchLabel} clearLabel={clearLabel} placeholder={searchLabel} autoFocus />
          </div>
          <ListBox
            className="ui-options ui-multi-options"
            items={options}
            renderEmptyState={() => <div className="ui-multi-empty">{emptyText}</div>}
          >
            {(option) => (
              <ListBoxItem id={option.id} textValue={option.label} className="ui-option">
                {({ isSelected }) => (
                  <>
                    <span className="ui-multi-box" data-on={isSelected || undefined}>
                      {isSelected && <Check aria-hidden size={12} strokeWidth={3} />}
                    </span>
                    <span className="ui-option-text ellipsis">{option.label}</span>
                  </>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </NarrowedList>
      </Popover>
    </AriaSelect>
  );
}
