import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names';
import { Tooltip, type TooltipPlacement } from './tooltip';
import './button.css';
import './icon-button.css';

interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** The accessible name, shown as a tooltip as well. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly size?: 'small' | 'normal';
  readonly variant?: 'quiet' | 'secondary';
  readonly tooltipPlacement?: TooltipPlacement;
  /** For example the key that does the same. */
  readonly hint?: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  icon: Icon,
  size = 'normal',
  variant = 'quiet',
  tooltipPlacement,
  hint,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} hint={hint} placement={tooltipPlacement}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames(
          'ui-button ui-icon-button',
          `ui-button-${variant}`,
          size === 'small' && 'ui-icon-button-small',
          className,
        )}
      >
        <Icon aria-hidden size={size === 'small' ? 14 : 16} />
      </AriaButton>
    </Tooltip>
  );
}
