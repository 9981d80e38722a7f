import { Search, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Button,
  Input,
} from 'react-aria-components';
import { classNames } from './class-names';
import './field.css';
import './search-field.css';

interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'children' | 'className' | 'style'> {
  /** The accessible name; the magnifying glass says the rest. */
  readonly label: string;
  readonly clearLabel: string;
  readonly placeholder?: string;
  readonly shortcut?: ReactNode;
  readonly className?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function SearchField({
  label,
  clearLabel,
  placeholder,
  shortcut,
  className,
  inputRef,
  ...rest
}: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={classNames('ui-search', className)}>
      <Search aria-hidden size={16} className="ui-search-icon" />
      <Input
        ref={inputRef}
        className="ui-input ui-search-input"
        placeholder={placeholder}
        spellCheck={false}
      />
      {shortcut && <span className="ui-search-shortcut">{shortcut}</span>}
      <Button className="ui-search-clear" aria-label={clearLabel}>
        <X aria-hidden size={14} />
      </Button>
    </AriaSearchField>
  );
}
