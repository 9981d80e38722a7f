import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { changeSearch, navigate, useViewStore, writeSearchText } from '../stores/view';
import { Kbd, shortcutText } from '../ui/kbd';
import { SearchField } from '../ui/search-field';
import { parseModelLink } from './parse-model-link';
import { registerSearchBox } from './search-focus';

/** Long enough that a word is not searched for letter by letter, short enough to feel immediate. */
const PAUSE_MS = 350;

/** Civitai's own limit, which main enforces. */
const LONGEST_TEXT = 200;

export function SearchBox() {
  const { t } = useTranslation();
  const text = useViewStore((state) => state.searchText);
  const searchedFor = useViewStore((state) => state.search.text);
  const isOnDiscover = useViewStore((state) => state.route.screen === 'discover');
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => registerSearchBox(ref), []);

  useEffect(() => {
    if (!isOnDiscover || text.trim() === searchedFor || parseModelLink(text)) return;
    const timer = setTimeout(() => changeSearch({ text: text.trim() }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, searchedFor, isOnDiscover]);

  const submit = (typed: string) => {
    const link = parseModelLink(typed);
    if (link) {
      writeSearchText(searchedFor);
      navigate({ screen: 'model', ...link });
      return;
    }
    if (typed.trim() !== searchedFor) changeSearch({ text: typed.trim() });
    navigate({ screen: 'discover' });
  };

  return (
    <SearchField
      className="top-bar-search"
      label={t('top.search')}
      placeholder={t('top.searchPlaceholder')}
      clearLabel={t('top.clearSearch')}
      shortcut={<Kbd>{shortcutText(['Mod', 'K'])}</Kbd>}
      inputRef={ref}
      value={text}
      maxLength={LONGEST_TEXT}
      onChange={writeSearchText}
      onSubmit={submit}
      onClear={() => changeSearch({ text: '' })}
    />
  );
}
