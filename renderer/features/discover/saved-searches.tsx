import { Bookmark, Link2 } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SEARCH_LIMITS } from '../../../shared/civitai/search-limits';
import { useSettingsStore } from '../../stores/settings';
import { useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { PopoverButton } from '../../ui/popover-button';
import { TextField } from '../../ui/text-field';
import { useFilterWords } from './filter-words';
import { copySearchLink, saveSearch } from './saved-actions';
import { SavedSearchRow } from './saved-search-row';
import './saved-searches.css';

const NONE: readonly never[] = [];

/** Searches under a name, and the way to pass one on. */
export function SavedSearches() {
  const { t } = useTranslation('discover');
  return (
    <PopoverButton
      label={t('saved.label')}
      placement="bottom start"
      trigger={
        <Button size="small" icon={Bookmark}>
          {t('saved.button')}
        </Button>
      }
    >
      <SavedPanel />
    </PopoverButton>
  );
}

function SavedPanel() {
  const { t } = useTranslation('discover');
  const searches = useSettingsStore((state) => state.settings?.savedSearches ?? NONE);
  const search = useViewStore((state) => state.search);
  const filterWords = useFilterWords();
  const words = filterWords(search);
  return (
    <div className="saved-searches">
      <SaveForm names={searches.map(({ name }) => name)} />
      <p className="dim saved-searches-now">
        {words.length === 0 ? t('saved.everything') : words.join(' · ')}
      </p>
      <Button size="small" variant="quiet" icon={Link2} onPress={() => void copySearchLink(search)}>
        {t('saved.copyLink')}
      </Button>
      <ul className="saved-searches-list" aria-label={t('saved.label')}>
        {searches.map((saved) => (
          <SavedSearchRow
            key={saved.name}
            saved={saved}
            takenNames={searches.map(({ name }) => name).filter((name) => name !== saved.name)}
          />
        ))}
      </ul>
      {searches.length === 0 && <p className="dim">{t('saved.none')}</p>}
    </div>
  );
}

function SaveForm({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('discover');
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const save = () => {
    if (trimmed === '') return;
    void saveSearch(trimmed, useViewStore.getState().search);
    setName('');
  };
  return (
    <Form
      className="saved-searches-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        autoFocus
        label={t('saved.name')}
        placeholder={t('saved.placeholder')}
        value={name}
        maxLength={SEARCH_LIMITS.savedNameLength}
        onChange={setName}
      />
      <Button type="submit" isDisabled={trimmed === ''}>
        {t(names.includes(trimmed) ? 'saved.replace' : 'saved.save')}
      </Button>
    </Form>
  );
}
