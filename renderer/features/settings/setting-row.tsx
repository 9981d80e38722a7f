import { Undo2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button';
import { useIsFound } from './settings-search';
import { type SettingPart, useReset } from './use-reset';

interface SettingRowProps {
  readonly title: string;
  /** What it changes, in a sentence. */
  readonly effect: string;
  /** Further words by which somebody may look for it. */
  readonly keywords?: string;
  /** What of the settings it is about, for the way back to the default. */
  readonly part?: SettingPart;
  readonly children: ReactNode;
}

/** One setting: its name and effect at the start, its control at the end. The search of the page finds it by all its words. */
export function SettingRow({ title, effect, keywords = '', part, children }: SettingRowProps) {
  const { t } = useTranslation('entry');
  const row = useRef<HTMLDivElement>(null);
  const isShown = useIsFound(title, effect, keywords);
  const reset = useReset(part);
  const setBack = () => {
    reset?.();
    // The button goes; whoever pressed it stays at this setting.
    row.current?.querySelector<HTMLElement>('.setting-control :is(button, input, [tabindex="0"])')?.focus();
  };
  if (!isShown) return null;
  return (
    <div ref={row} data-setting className="setting-row">
      <div className="setting-words">
        <div className="setting-heading">
          {/* The control carries the same words as its accessible name. */}
          <p aria-hidden className="setting-title">
            {title}
          </p>
          {reset !== null && (
            <IconButton
              icon={Undo2}
              size="small"
              label={t('search.reset', { title })}
              onPress={setBack}
              className="setting-reset"
            />
          )}
        </div>
        <p className="setting-effect dim">{effect}</p>
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}

interface SettingBlockProps {
  /** By which the search of the page finds it. */
  readonly words: readonly string[];
  readonly children: ReactNode;
}

/** Settings that are no row, found together. */
export function SettingBlock({ words, children }: SettingBlockProps) {
  const isShown = useIsFound(...words);
  return isShown ? (
    <div data-setting className="setting-block">
      {children}
    </div>
  ) : null;
}
