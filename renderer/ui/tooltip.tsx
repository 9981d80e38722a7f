import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, type Placement, TooltipTrigger } from 'react-aria-components';
import './tooltip.css';

export type TooltipPlacement = Placement;

interface TooltipProps {
  readonly text: ReactNode;
  /** A second, quieter part: a key, for example. */
  readonly hint?: ReactNode;
  readonly placement?: TooltipPlacement;
  readonly delay?: number;
  /** Something that can have focus: a react-aria component, or a `Focusable` around an element. */
  readonly children: ReactElement;
}

export function Tooltip({ text, hint, placement = 'bottom', delay = 600, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={delay} closeDelay={60}>
      {children}
      <AriaTooltip placement={placement} offset={6} className="ui-tooltip">
        {text}
        {hint && <span className="ui-tooltip-hint">{hint}</span>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
