import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classNames } from './class-names';
import './toggle-group.css';

interface ToggleGroupProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string; readonly name: string }[];
  readonly values: readonly Id[];
  /** Never empty. */
  readonly onChange: (values: readonly Id[]) => void;
  readonly className?: string;
}

/** A few things side by side, of which any but none may hold. */
export function ToggleGroup<Id extends string>({
  label,
  options,
  values,
  onChange,
  className,
}: ToggleGroupProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="multiple"
      disallowEmptySelection
      selectedKeys={values}
      onSelectionChange={(keys) => onChange(options.flatMap(({ id }) => (keys.has(id) ? [id] : [])))}
      className={classNames('ui-toggles', className)}
    >
      {options.map(({ id, label: text, name }) => (
        <ToggleButton key={id} id={id} aria-label={name} className="ui-toggles-button">
          {text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
