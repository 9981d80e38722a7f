import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField, Text } from 'react-aria-components';
import { classNames } from './class-names';
import './toggles.css';

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isIndeterminate?: boolean;
  readonly isDisabled?: boolean;
  readonly children?: ReactNode;
  readonly description?: string;
  readonly 'aria-label'?: string;
  readonly className?: string;
}

export function Checkbox({ children, description, className, isIndeterminate, ...rest }: CheckboxProps) {
  return (
    <CheckboxField
      {...rest}
      isIndeterminate={isIndeterminate ?? false}
      className={classNames('ui-toggle-field', className)}
    >
      <CheckboxButton className="ui-toggle">
        <span className="ui-checkbox-box">
          {isIndeterminate ? (
            <Minus aria-hidden size={12} strokeWidth={3} />
          ) : (
            rest.isSelected && <Check aria-hidden size={12} strokeWidth={3} />
          )}
        </span>
        {children && <span>{children}</span>}
      </CheckboxButton>
      {description && (
        <Text slot="description" className="ui-toggle-description">
          {description}
        </Text>
      )}
    </CheckboxField>
  );
}
