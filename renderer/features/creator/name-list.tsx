import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ageOf } from '../../app/answer-age';
import { SeenNote } from '../../app/seen-note';
import { useSettled } from '../../app/use-settled';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { SearchField } from '../../ui/search-field';
import { useNames } from './use-names';
import './browse-page.css';
import './name-list.css';

/** Long enough that not every letter is a question to Civitai, short enough to feel immediate. */
const SETTLED_MS = 250;

interface NameListProps {
  readonly list: 'creators' | 'tags';
  /** What stands before each name, as in "#landscape". */
  readonly sign: string;
  readonly onOpen: (name: string) => void;
}

/** Creators or tags with a search, the busiest first. */
export function NameList({ list, sign, onOpen }: NameListProps) {
  const { t } = useTranslation('browse');
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim(), SETTLED_MS);
  const query = useNames(list, text);
  const { names, isError, isPending, hasNextPage, isFetchingNextPage } = query;
  return (
    <div className="browse-page">
      <header className="browse-head">
        <h1 className="browse-title">{t(`${list}.title`)}</h1>
        <SearchField
          label={t(`${list}.search`)}
          placeholder={t(`${list}.search`)}
          clearLabel={t('clear')}
          value={typed}
          onChange={setTyped}
          className="name-search"
        />
      </header>
      <SeenNote seen={ageOf(query.data)} />
      <div className="name-scroll">
        {isError && names.length === 0 && (
          <div className="browse-centre">
            <ErrorCard
              {...describeFailure(failureOf(query.error))}
              action={{ label: t('retry'), onPress: () => void query.refetch() }}
            />
          </div>
        )}
        {names.length > 0 && (
          <GridList
            aria-label={t(`${list}.title`)}
            layout="grid"
            className="name-grid"
            items={names.map((entry) => ({ ...entry, id: entry.name }))}
            onAction={(name) => onOpen(String(name))}
          >
            {({ name, modelCount }) => (
              <GridListItem id={name} textValue={`${sign}${name}`} className="name-entry">
                <span className="ellipsis">
                  {sign}
                  {name}
                </span>
                {modelCount !== null && (
                  <span className="dim tabular">{t('models', { count: modelCount })}</span>
                )}
              </GridListItem>
            )}
          </GridList>
        )}
        {!isError && !isPending && names.length === 0 && (
          <div className="browse-centre">
            <EmptyState icon={SearchX} title={t(`${list}.none`)}>
              {t('noneText')}
            </EmptyState>
          </div>
        )}
        {hasNextPage && (
          <div className="name-end">
            <Button isPending={isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
