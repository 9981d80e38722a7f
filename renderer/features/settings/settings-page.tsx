import { SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isBehindDialog } from '../../app/is-behind-dialog';
import { useSettingsStore } from '../../stores/settings';
import { classNames } from '../../ui/class-names';
import { EmptyState } from '../../ui/empty-state';
import { isMac, Kbd, shortcutText } from '../../ui/kbd';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { SettingsJump, useShownSections } from './settings-jump';
import { SettingsSearch, searchWords } from './settings-search';
import { SettingsSections } from './settings-sections';
import './settings.css';

export function SettingsPage() {
  const { t } = useTranslation(['settings', 'entry']);
  const settings = useSettingsStore((store) => store.settings);
  const [text, setText] = useState('');
  const page = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  const words = searchWords(text);
  const isSearching = words.length > 0;
  const { sections, settingCount } = useShownSections(page);
  return (
    <div className="screen">
      <div ref={page} className={classNames('settings-page', isSearching && 'is-searching')}>
        <header className="screen-header settings-header">
          <h1 className="screen-title">{t('title')}</h1>
          <SearchField
            label={t('entry:search.label')}
            placeholder={t('entry:search.placeholder')}
            clearLabel={t('entry:search.clear')}
            shortcut={<Kbd>{shortcutText(['Mod', 'F'])}</Kbd>}
            inputRef={field}
            value={text}
            onChange={setText}
            className="settings-search"
          />
        </header>
        <p role="status" className="visually-hidden">
          {isSearching && settingCount >= 0 && t('entry:search.found', { count: settingCount })}
        </p>
        <div className="settings-columns">
          <div className="settings-list">
            {settings === null ? (
              <Skeleton height={240} radius={8} />
            ) : (
              <SettingsSearch.Provider value={words}>
                <SettingsSections settings={settings} />
              </SettingsSearch.Provider>
            )}
            {isSearching && settingCount === 0 && (
              <EmptyState
                icon={SearchX}
                title={t('entry:search.nothing')}
                isPrimaryAction={false}
                action={{ label: t('entry:search.clearAction'), onPress: () => setText('') }}
              >
                {t('entry:search.nothingText', { words: text.trim() })}
              </EmptyState>
            )}
          </div>
          <SettingsJump sections={sections} />
        </div>
      </div>
    </div>
  );
}

/** The key that finds something on a page in every browser. */
function useFindKey(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isMod = isMac ? event.metaKey : event.ctrlKey;
      if (!isMod || event.shiftKey || event.altKey || event.code !== 'KeyF' || isBehindDialog()) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [field]);
}
