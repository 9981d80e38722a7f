import { useRef } from 'react';
import { Menu, Popover } from 'react-aria-components';
import { type MenuEntry, menuItems } from '../../../ui/menu-entries';

interface ContextMenuProps {
  /** Where the pointer is, in the window; null while there is no menu. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}

/** The same entries as the menu button of a row, at the pointer. */
export function ContextMenu({ at, label, entries, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} aria-hidden style={{ position: 'fixed', left: at?.x ?? 0, top: at?.y ?? 0 }} />
      <Popover
        className="ui-popover"
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen={at !== null}
        onOpenChange={(isOpen) => !isOpen && onClose()}
      >
        <Menu className="ui-options" aria-label={label} onClose={onClose} autoFocus="first">
          {menuItems(entries)}
        </Menu>
      </Popover>
    </>
  );
}
