import type { Ref } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { classNames } from './class-names';
import './field.css';

interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly description?: string | undefined;
  /** A sentence; the field is invalid while there is one. */
  readonly error?: string | null | undefined;
  readonly placeholder?: string | undefined;
  readonly className?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  isLabelHidden = false,
  description,
  error,
  placeholder,
  className,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={classNames('ui-field', className)}>
      <Label className={isLabelHidden ? 'visually-hidden' : 'ui-field-label'}>{label}</Label>
      <Input ref={inputRef} className="ui-input" placeholder={placeholder} spellCheck={false} />
      {description && (
        <Text slot="description" className="ui-field-description">
          {description}
        </Text>
      )}
      {error && <FieldError className="ui-field-error">{error}</FieldError>}
    </AriaTextField>
  );
}
