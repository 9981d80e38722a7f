import { Button, Menu, MenuTrigger, Popover } from 'react-aria-components';
import { type MenuEntry, menuItems } from './menu-entries';

interface ContextMenuProps {
  /** Where the pointer is, in the window; null while there is no menu. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/** The same entries as the menu button of a row, at the pointer. */
export function ContextMenu({ at, label, entries, onClose }: ContextMenuProps) {
  return (
    <MenuTrigger isOpen={at !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {/* Nobody sees or reaches it. It is what the menu stands beside, and what makes its submenus close with it. */}
      <Button
        aria-hidden
        excludeFromTabOrder
        className="ui-menu-anchor"
        style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
      />
      <Popover className="ui-popover" placement="bottom start" offset={2}>
        <Menu className="ui-options" aria-label={label} autoFocus="first">
          {menuItems(entries)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
