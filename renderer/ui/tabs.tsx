import { List } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import { IconButton } from './icon-button';
import { MenuButton } from './menu';
import './tabs.css';

export interface TabEntry {
  readonly id: string;
  readonly label: string;
  /** A quieter second part, for example a base model. */
  readonly detail?: string | null;
  readonly mark?: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly selectedId: string;
  readonly onChange: (id: string) => void;
  /** Names the menu that lists every tab when they do not all fit. */
  readonly overflowLabel: string;
  /** Stands at the end of the bar. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Tabs({ label, tabs, selectedId, onChange, overflowLabel, actions, children }: TabsProps) {
  const listRef = useRef<HTMLDivElement>(null);
  const isOverflowing = useIsOverflowing(listRef, tabs.length);

  const reveal = useCallback(() => {
    listRef.current
      ?.querySelector('[role="tab"][aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection is another tab to reveal.
  useEffect(reveal, [reveal, selectedId]);

  return (
    <AriaTabs
      selectedKey={selectedId}
      onSelectionChange={(key) => onChange(String(key))}
      keyboardActivation="manual"
      className="ui-tabs"
    >
      <div className="ui-tabs-bar">
        <TabList ref={listRef} aria-label={label} items={tabs} className="ui-tab-list">
          {(tab) => (
            <Tab id={tab.id} className="ui-tab">
              <span className="ui-tab-label">{tab.label}</span>
              {tab.detail && <span className="ui-tab-detail">{tab.detail}</span>}
              {tab.mark}
            </Tab>
          )}
        </TabList>
        {isOverflowing && (
          <MenuButton
            label={overflowLabel}
            trigger={<IconButton icon={List} label={overflowLabel} size="small" />}
            entries={tabs.map((tab) => ({
              id: tab.id,
              label: tab.label,
              ...(tab.detail ? { detail: tab.detail } : {}),
              onAction: () => onChange(tab.id),
            }))}
          />
        )}
        {actions}
      </div>
      <TabPanel id={selectedId} className="ui-tab-panel">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}

function useIsOverflowing(ref: { readonly current: HTMLElement | null }, count: number): boolean {
  const [isOverflowing, setIsOverflowing] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more tabs may overflow in the same width.
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setIsOverflowing(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [ref, count]);
  return isOverflowing;
}
