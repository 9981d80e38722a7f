import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuTrigger, type Placement, Popover } from 'react-aria-components';
import { type MenuEntry, menuItems } from './menu-entries';

interface MenuButtonProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly placement?: Placement;
}

export function MenuButton({ trigger, label, entries, placement = 'bottom end' }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="ui-popover" placement={placement} offset={4}>
        <AriaMenu className="ui-options ui-menu" aria-label={label}>
          {menuItems(entries)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
