import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names';
import './button.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'secondary',
  size = 'normal',
  icon,
  isPending = false,
  children,
  className,
  ...rest
}: ButtonProps) {
  const Icon = isPending ? LoaderCircle : icon;
  return (
    <AriaButton
      {...rest}
      isPending={isPending}
      className={classNames('ui-button', `ui-button-${variant}`, `ui-button-${size}`, className)}
    >
      {Icon && (
        <Icon
          aria-hidden
          size={size === 'small' ? 14 : 16}
          className={isPending ? 'ui-button-turning' : ''}
        />
      )}
      {children !== undefined && <span className="ui-button-label">{children}</span>}
    </AriaButton>
  );
}
