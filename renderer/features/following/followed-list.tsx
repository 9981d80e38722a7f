import { BellOff, Box, SearchX, TriangleAlert, UserRound } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FollowView } from '../../../shared/following/following';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { modelTypeWord } from '../../locales/model-type-word';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { formatDate, formatRelative } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { SearchField } from '../../ui/search-field';
import { useLostFocus } from '../../ui/use-lost-focus';
import { openFollowed, unfollow } from './actions';
import { nameOf, noteOf } from './follow-words';
import { useMinute } from './use-minute';
import { useFollows } from './use-news';
import './followed-list.css';

const ROW_HEIGHT = 52;

/** What is followed, with a search; how each thing stands, and how to let go of it. */
export function FollowedList() {
  const { t } = useTranslation(['following', 'common']);
  const { data, isError, error, refetch } = useFollows();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed).toLowerCase().split(/\s+/).filter(Boolean);
  if (isError && data === undefined) {
    return (
      <div className="following-centre">
        <ErrorCard
          {...describeFailure(failureOf(error))}
          action={{ label: t('retry'), onPress: () => void refetch() }}
        />
      </div>
    );
  }
  const found = (data ?? []).filter((view) => {
    const text = `${nameOf(t, view)} ${view.creator ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      <div className="followed-tools">
        <SearchField
          label={t('list.search')}
          placeholder={t('list.search')}
          clearLabel={t('list.clear')}
          value={typed}
          onChange={setTyped}
          className="followed-search"
        />
      </div>
      {data !== undefined && found.length === 0 ? (
        <NoneFound />
      ) : (
        <div className="followed-frame">
          <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: ROW_HEIGHT }}>
            <GridList
              aria-label={t('list.label')}
              className="followed-list"
              items={found.map((view) => ({ ...view, id: view.key }))}
              onAction={(key) => {
                const view = found.find((each) => each.key === key);
                if (view) openFollowed(view.subject);
              }}
            >
              {(view) => <FollowedRow view={view} />}
            </GridList>
          </Virtualizer>
        </div>
      )}
    </>
  );
}

/** Also what is left when the only one that was found is let go of by key. */
function NoneFound() {
  const { t } = useTranslation('following');
  const ref = useLostFocus<HTMLDivElement>('none');
  return (
    <div ref={ref} tabIndex={-1} className="following-centre">
      <EmptyState icon={SearchX} title={t('list.none')}>
        {t('list.noneText')}
      </EmptyState>
    </div>
  );
}

function FollowedRow({ view }: { readonly view: FollowView }) {
  const { t } = useTranslation(['following', 'common']);
  const { subject, modelType, creator, standing } = view;
  const name = nameOf(t, view);
  const note = noteOf(t, view);
  const Icon = subject.kind === 'creator' ? UserRound : Box;
  const facts = [
    subject.kind === 'creator' ? t('list.creator') : modelType && modelTypeWord(modelType),
    creator && t('list.by', { creator }),
  ].filter(Boolean);
  return (
    <GridListItem id={view.key} textValue={name} className="followed-row">
      <Icon aria-hidden size={18} strokeWidth={1.75} className="followed-icon" />
      <span className="followed-words">
        <bdi className="followed-name ellipsis" title={name}>
          {name}
        </bdi>
        {note === null ? (
          <span className="followed-facts ellipsis dim">{facts.join(' · ')}</span>
        ) : (
          <span className="followed-note ellipsis" title={note}>
            <TriangleAlert aria-hidden size={12} />
            <span className="ellipsis">{note}</span>
          </span>
        )}
      </span>
      <span className="followed-looked dim tabular">
        <LookedAt view={view} isGone={standing === 'gone'} />
      </span>
      <IconButton
        icon={BellOff}
        label={t('button.unfollow', { name })}
        tooltipPlacement="start"
        onPress={() => void unfollow(subject, name)}
      />
    </GridListItem>
  );
}

function LookedAt({ view, isGone }: { readonly view: FollowView; readonly isGone: boolean }) {
  const { t } = useTranslation('following');
  const { lookedAtMs, nextLookAtMs, isLooking } = view;
  const nowMs = useMinute();
  if (isLooking) return t('list.looking');
  if (lookedAtMs === null) return t('list.notLooked');
  const title = t('list.times', { looked: formatDate(lookedAtMs), next: formatDate(nextLookAtMs) });
  return (
    <time dateTime={new Date(lookedAtMs).toISOString()} title={title}>
      {t(isGone ? 'list.askedAt' : 'list.lookedAt', { age: formatRelative(lookedAtMs, nowMs) })}
    </time>
  );
}
