import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Menu, MenuItem, Popover, Separator, SubmenuTrigger, Text } from 'react-aria-components';
import { classNames } from './class-names';
import { Kbd } from './kbd';
import './menu.css';
import './popover.css';

interface EntryWords {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
}

export type MenuEntry =
  | 'separator'
  | (EntryWords & {
      readonly detail?: string;
      /** A hash or another thing that is compared letter by letter. */
      readonly isDetailCode?: boolean;
      readonly shortcut?: string;
      readonly isDisabled?: boolean;
      readonly isDestructive?: boolean;
      readonly onAction: () => void;
    })
  /** Opens a menu of its own. */
  | (EntryWords & { readonly entries: readonly MenuEntry[] })
  /** Opens a menu of which one entry holds. */
  | (EntryWords & {
      readonly chosenId: string;
      readonly choices: readonly EntryWords[];
      readonly onChoose: (id: string) => void;
    });

/** The entries of a menu, wherever it opens. */
export function menuItems(entries: readonly MenuEntry[]): ReactElement[] {
  return entries.map((entry, index) => {
    if (entry === 'separator') {
      // biome-ignore lint/suspicious/noArrayIndexKey: a separator is nothing but its place.
      return <Separator key={`separator-${index}`} className="ui-menu-separator" />;
    }
    if ('onAction' in entry) return <ActionItem key={entry.id} entry={entry} />;
    return (
      <SubmenuTrigger key={entry.id}>
        <MenuItem id={entry.id} textValue={entry.label} className="ui-option">
          <EntryFace entry={entry} />
          <ChevronRight aria-hidden size={14} className="ui-menu-icon ui-menu-arrow" />
        </MenuItem>
        <Popover className="ui-popover" offset={-2} crossOffset={-4}>
          {'entries' in entry ? (
            <Menu className="ui-options" aria-label={entry.label}>
              {menuItems(entry.entries)}
            </Menu>
          ) : (
            <Choices entry={entry} />
          )}
        </Popover>
      </SubmenuTrigger>
    );
  });
}

function EntryFace({ entry: { icon: Icon, label } }: { readonly entry: EntryWords }) {
  return (
    <>
      {Icon && <Icon aria-hidden size={16} className="ui-menu-icon" />}
      <span className="ui-option-text">
        <Text slot="label">{label}</Text>
      </span>
    </>
  );
}

function ActionItem({ entry }: { readonly entry: Extract<MenuEntry, { onAction: () => void }> }) {
  const Icon = entry.icon;
  return (
    <MenuItem
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
}

function Choices({ entry }: { readonly entry: Extract<MenuEntry, { chosenId: string }> }) {
  return (
    <Menu
      className="ui-options"
      aria-label={entry.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[entry.chosenId]}
      onAction={(key) => entry.onChoose(String(key))}
    >
      {entry.choices.map((choice) => (
        <MenuItem key={choice.id} id={choice.id} textValue={choice.label} className="ui-option">
          {({ isSelected }) => (
            <>
              <EntryFace entry={choice} />
              <span className="ui-option-check">{isSelected && <Check aria-hidden size={14} />}</span>
            </>
          )}
        </MenuItem>
      ))}
    </Menu>
  );
}
