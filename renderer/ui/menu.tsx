import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  type Placement,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import { classNames } from './class-names';
import { Kbd } from './kbd';
import './menu.css';
import './popover.css';

export type MenuEntry =
  | 'separator'
  | {
      readonly id: string;
      readonly label: string;
      readonly detail?: string;
      /** A hash or another thing that is compared letter by letter. */
      readonly isDetailCode?: boolean;
      readonly icon?: LucideIcon;
      readonly shortcut?: string;
      readonly isDisabled?: boolean;
      readonly isDestructive?: boolean;
      readonly onAction: () => void;
    };

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
                isDisabled={entry.isDisabled ?? false}
                onAction={entry.onAction}
                className={entry.isDestructive ? 'ui-option ui-menu-destructive' : 'ui-option'}
              >
                {Icon && <Icon aria-hidden size={16} className="ui-menu-icon" />}
                <span className="ui-option-text">
                  <Text slot="label">{entry.label}</Text>
                  {entry.detail && (
                    <Text
                      slot="description"
                      className={classNames('ui-option-detail', entry.isDetailCode && 'mono ui-menu-code')}
                    >
                      {entry.detail}
                    </Text>
                  )}
                </span>
                {entry.shortcut && <Kbd>{entry.shortcut}</Kbd>}
              </MenuItem>
            );
          })}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
