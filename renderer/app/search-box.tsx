import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameBeingTyped, readSearchLine } from '../../shared/civitai/search-line';
import { useSettingsStore } from '../stores/settings';
import { changeSearch, useViewStore, writeSearchText } from '../stores/view';
import { Kbd, shortcutText } from '../ui/kbd';
import { SearchField } from '../ui/search-field';
import { openModel, openPictures, rememberSearch, searchForWords, takeWish } from './search-actions';
import { registerSearchBox } from './search-focus';
import { SearchList } from './search-list';
import { type SearchOption, useSearchOptions } from './search-options';
import { useListKeys } from './use-list-keys';
import { useLiveSearch } from './use-live-search';
import { useLookUps } from './use-look-ups';
import { useNameSuggestions } from './use-name-suggestions';

/** Enough for the longest link that carries a search. */
const LONGEST_LINE = 8_000;

const NONE: readonly never[] = [];

/** One box for words, names, links, ids and hashes, and below it what they were understood as. */
export function SearchBox() {
  const { t } = useTranslation();
  const listId = useId();
  const ref = useRef<HTMLInputElement>(null);
  const text = useViewStore((state) => state.searchText);
  const recent = useSettingsStore((state) => state.settings?.recentSearches ?? NONE);
  const [isOpen, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  useEffect(() => registerSearchBox(ref), []);

  const line = useMemo(() => readSearchLine(text), [text]);
  const typed = useMemo(
    () => (isOpen && line.kind === 'words' ? nameBeingTyped(text, caret) : null),
    [isOpen, line, text, caret],
  );
  const answers = useLookUps(isOpen && line.kind === 'lookUps' ? line.lookUps : NONE);
  const names = useNameSuggestions(typed);
  useLiveSearch(text, line);

  const submit = (typedLine: string) => {
    const meant = readSearchLine(typedLine);
    switch (meant.kind) {
      case 'strangeLink':
        setOpen(true);
        return;
      case 'lookUps':
        setOpen(true);
        keys.takeOnlyOne();
        return;
      case 'model':
        openModel(meant.modelId, meant.versionId);
        break;
      case 'pictures':
        openPictures(meant.subject);
        break;
      case 'wish':
        takeWish(meant.wish);
        break;
      case 'words':
        searchForWords(meant);
    }
    rememberSearch(typedLine);
    setOpen(false);
  };
  const choose = (option: SearchOption) => {
    if (line.kind !== 'strangeLink') rememberSearch(text);
    option.run();
    setOpen(false);
  };

  const offered = useSearchOptions({ text, line, typed, answers, names, recent, submit });
  const options = offered.sections.flatMap((section) => section.options);
  const isShown = isOpen && (options.length > 0 || offered.status !== null);
  const optionId = ({ id }: SearchOption) => `${listId}-option-${options.findIndex((one) => one.id === id)}`;
  const keys = useListKeys({
    options,
    isShown,
    isComplete: !answers.isPending && answers.failure === null,
    open: () => setOpen(true),
    close: () => setOpen(false),
    choose,
  });

  const write = (next: string) => {
    writeSearchText(next);
    setCaret(ref.current?.selectionStart ?? next.length);
    setOpen(next !== '');
    keys.forget();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the box inside.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys open the list as well.
    <div
      className="top-bar-search"
      onKeyDownCapture={keys.onKeyDown}
      onClick={() => text === '' && setOpen(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <SearchField
        label={t('top.search')}
        placeholder={t('top.searchPlaceholder')}
        clearLabel={t('top.clearSearch')}
        shortcut={<Kbd>{shortcutText(['Mod', 'K'])}</Kbd>}
        inputRef={ref}
        value={text}
        maxLength={LONGEST_LINE}
        aria-autocomplete="list"
        {...(isShown ? { 'aria-controls': listId } : {})}
        {...(isShown && keys.active ? { 'aria-activedescendant': optionId(keys.active) } : {})}
        onChange={write}
        onSelect={() => setCaret(ref.current?.selectionStart ?? 0)}
        onSubmit={submit}
        onClear={() => changeSearch({ text: '' })}
      />
      {isShown && (
        <SearchList
          {...offered}
          id={listId}
          activeId={keys.active?.id ?? null}
          optionId={optionId}
          onChoose={choose}
        />
      )}
    </div>
  );
}
