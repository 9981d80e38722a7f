import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, type Placement, Popover } from 'react-aria-components';
import './popover.css';

interface PopoverButtonProps {
  readonly trigger: ReactElement;
  /** The accessible name of what opens. */
  readonly label: string;
  readonly placement?: Placement;
  readonly children: ReactNode;
}

/** A few settings that float beside their button; Escape and a press elsewhere close it. */
export function PopoverButton({ trigger, label, placement = 'bottom end', children }: PopoverButtonProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className="ui-popover ui-popover-panel" placement={placement} offset={6}>
        <Dialog aria-label={label} className="ui-popover-dialog">
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
