import { useTranslation } from 'react-i18next';
import type { SearchOption, SearchOptions } from './search-options';
import './search-list.css';

interface SearchListProps extends SearchOptions {
  readonly id: string;
  /** The id of the option that Enter takes. */
  readonly activeId: string | null;
  readonly optionId: (option: SearchOption) => string;
  readonly onChoose: (option: SearchOption) => void;
}

/** What hangs below the search box. The focus stays in the box, which says which option is meant. */
export function SearchList({ id, sections, status, activeId, optionId, onChoose }: SearchListProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press anywhere in the list must leave the focus in the box.
    <div className="search-list" onMouseDown={(event) => event.preventDefault()}>
      <div role="listbox" id={id} aria-label={t('searchList.label')}>
        {sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options.
          <div key={section.id} role="group" aria-labelledby={`${id}-${section.id}`}>
            <div id={`${id}-${section.id}`} className="search-list-heading">
              {section.label}
            </div>
            {section.options.map((option) => (
              <Option
                key={option.id}
                id={optionId(option)}
                option={option}
                isActive={option.id === activeId}
                onChoose={() => onChoose(option)}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={status === null ? 'visually-hidden' : 'search-list-status'}>
        {status}
      </p>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: SearchOption;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

function Option({ id, option: { icon: Icon, label, detail }, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box answers the keys.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      className="search-list-option"
      onClick={onChoose}
    >
      <Icon aria-hidden size={16} className="search-list-icon" />
      <span className="search-list-label ellipsis">{label}</span>
      {detail !== null && <span className="search-list-detail ellipsis">{detail}</span>}
    </div>
  );
}
