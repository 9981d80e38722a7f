import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Tag, TagGroup, TagList } from 'react-aria-components';
import { classNames } from './class-names';
import './chip.css';

interface ChipProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly icon?: LucideIcon;
  /** The accessible name where the visible words do not say what pressing does. */
  readonly actionLabel?: string;
  readonly className?: string;
}

export function Chip({ children, onPress, icon: Icon, actionLabel, className }: ChipProps) {
  const content = (
    <>
      <span className="ui-chip-text">{children}</span>
      {Icon && <Icon aria-hidden size={12} className="ui-chip-icon" />}
    </>
  );
  if (!onPress) return <span className={classNames('ui-chip', className)}>{content}</span>;
  return (
    <AriaButton
      onPress={onPress}
      {...(actionLabel ? { 'aria-label': actionLabel } : {})}
      className={classNames('ui-chip ui-chip-button', className)}
    >
      {content}
    </AriaButton>
  );
}

interface RemovableChipsProps {
  readonly label: string;
  readonly chips: readonly { readonly id: string; readonly label: string; readonly removeLabel: string }[];
  readonly onRemove: (id: string) => void;
}

export function RemovableChips({ label, chips, onRemove }: RemovableChipsProps) {
  return (
    <TagGroup
      aria-label={label}
      onRemove={(keys) => {
        for (const key of keys) onRemove(String(key));
      }}
    >
      <TagList items={chips} className="ui-chips">
        {(chip) => (
          <Tag id={chip.id} textValue={chip.label} className="ui-chip ui-chip-removable">
            <span className="ui-chip-text">{chip.label}</span>
            <AriaButton slot="remove" aria-label={chip.removeLabel} className="ui-chip-remove">
              <X aria-hidden size={12} />
            </AriaButton>
          </Tag>
        )}
      </TagList>
    </TagGroup>
  );
}
