import { useRef } from 'react';
import { Menu, MenuItem, Popover, Separator, Text } from 'react-aria-components';
import { Kbd } from '../../../ui/kbd';
import type { MenuEntry } from '../../../ui/menu';

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
          {entries.map((entry, index) => {
            if (entry === 'separator') {
              // biome-ignore lint/suspicious/noArrayIndexKey: a separator is nothing but its place.
              return <Separator key={`separator-${index}`} className="ui-menu-separator" />;
            }
            const Icon = entry.icon;
            return (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                onAction={entry.onAction}
                className={entry.isDestructive ? 'ui-option ui-menu-destructive' : 'ui-option'}
              >
                {Icon && <Icon aria-hidden size={16} className="ui-menu-icon" />}
                <span className="ui-option-text">
                  <Text slot="label">{entry.label}</Text>
                </span>
                {entry.shortcut && <Kbd>{entry.shortcut}</Kbd>}
              </MenuItem>
            );
          })}
        </Menu>
      </Popover>
    </>
  );
}
