import { Check, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SavedSearch } from '../../../shared/civitai/search';
import { SEARCH_LIMITS } from '../../../shared/civitai/search-limits';
import { changeSearch } from '../../stores/view';
import { IconButton } from '../../ui/icon-button';
import { TextField } from '../../ui/text-field';
import { useFilterWords } from './filter-words';
import { deleteSearch, renameSearch } from './saved-actions';

interface SavedSearchRowProps {
  readonly saved: SavedSearch;
  readonly takenNames: readonly string[];
}

export function SavedSearchRow({ saved, takenNames }: SavedSearchRowProps) {
  const { t } = useTranslation('discover');
  const filterWords = useFilterWords();
  const [isRenaming, setRenaming] = useState(false);
  const { name, wish } = saved;
  if (isRenaming) {
    return (
      <li className="saved-search">
        <RenameForm name={name} takenNames={takenNames} onDone={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li className="saved-search">
      <AriaButton slot="close" className="saved-search-apply" onPress={() => changeSearch(wish)}>
        <span className="ellipsis">{name}</span>
        <span className="dim ellipsis saved-search-words">
          {filterWords(wish).join(' · ') || t('saved.everything')}
        </span>
      </AriaButton>
      <IconButton
        size="small"
        icon={Pencil}
        label={t('saved.rename', { name })}
        onPress={() => setRenaming(true)}
      />
      <IconButton
        size="small"
        icon={Trash2}
        label={t('saved.delete', { name })}
        onPress={() => void deleteSearch(name)}
      />
    </li>
  );
}

interface RenameFormProps {
  readonly name: string;
  readonly takenNames: readonly string[];
  readonly onDone: () => void;
}

function RenameForm({ name, takenNames, onDone }: RenameFormProps) {
  const { t } = useTranslation('discover');
  const [text, setText] = useState(name);
  const trimmed = text.trim();
  const isTaken = takenNames.includes(trimmed);
  const rename = () => {
    if (trimmed === '' || isTaken) return;
    if (trimmed !== name) void renameSearch(name, trimmed);
    onDone();
  };
  return (
    <Form
      className="saved-searches-form"
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
    >
      <TextField
        autoFocus
        // Escape leaves the name as it was, and the panel open.
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          else event.continuePropagation();
        }}
        isLabelHidden
        label={t('saved.newName')}
        value={text}
        maxLength={SEARCH_LIMITS.savedNameLength}
        onChange={setText}
        error={isTaken ? t('saved.taken') : null}
      />
      <IconButton icon={Check} type="submit" label={t('saved.keepName')} isDisabled={trimmed === ''} />
    </Form>
  );
}
