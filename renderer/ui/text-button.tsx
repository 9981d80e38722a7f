import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names';
import './text-button.css';

interface TextButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly className?: string;
}

/** Looks like a link because it leads somewhere; is a button because the page never navigates. */
export function TextButton({ className, children, ...rest }: TextButtonProps) {
  return (
    <AriaButton {...rest} className={classNames('ui-text-button', className)}>
      {children}
    </AriaButton>
  );
}
