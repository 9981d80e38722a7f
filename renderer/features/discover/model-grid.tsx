import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { navigate, peekAtModel, placeOf, useViewStore } from '../../stores/view';
import { CardGrid, type CardGridHandle, type CardPlace, type CardPress } from '../grid/card-grid';
import { pressDownload } from './actions';
import { GridEnd } from './grid-end';
import { ModelCard } from './model-card';
import { actByKey, togglePeek } from './model-keys';
import { SelectionBar } from './selection-bar';
import type { ModelSearch } from './use-model-search';
import { useSelecting } from './use-selecting';
import './model-grid.css';

/** The models of a search, as cards of which several can be selected. */
export function ModelGrid({ search }: { readonly search: ModelSearch }) {
  const { t } = useTranslation('discover');
  const { models, searchKey, isPlaceholderData, isFetching, hasNextPage, isError, isStuck } = search;
  const peekedModelId = useViewStore((state) => state.peekedModelId);
  const [place] = useState(() => placeOf(useViewStore.getState().route));
  const { list, selectedIds, selectByPress, selectByKey, selectByMove } = useSelecting({
    place,
    searchKey,
    models,
    isStale: isPlaceholderData,
  });
  const grid = useRef<CardGridHandle>(null);
  const mayLoad = hasNextPage && !isFetching && !isError && !isStuck && !isPlaceholderData;

  const renderCard = useCallback(
    (model: ModelSummary, { column, isTabbable }: CardPlace) => (
      <ModelCard
        key={model.id}
        model={model}
        column={column}
        isTabbable={isTabbable}
        isPeeked={model.id === peekedModelId}
        isSelected={selectedIds.has(model.id)}
      />
    ),
    [peekedModelId, selectedIds],
  );
  const onPress = ({ index, act, event }: CardPress) => {
    const model = models[index];
    if (!model || selectByPress(event, act, model)) return;
    if (act === 'peek') togglePeek(model.id);
    else if (act === 'download') pressDownload(model);
    else if (act === 'creator' && model.creator) navigate({ screen: 'creator', username: model.creator });
    else navigate({ screen: 'model', modelId: model.id, versionId: null });
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const model = models[index];
    return model !== undefined && (selectByKey(event, model) || actByKey(event, model));
  };
  const onMove = (index: number, from: number, event: KeyboardEvent) => {
    selectByMove(event, from, index);
    const model = models[index];
    if (model && peekedModelId !== null) peekAtModel(model.id);
  };
  return (
    <div className="model-grid" data-selecting={selectedIds.size > 0 || undefined}>
      <CardGrid
        ref={grid}
        items={models}
        label={t('grid')}
        placeKey={searchKey}
        isStale={isPlaceholderData}
        isBusy={isFetching}
        isComplete={!hasNextPage}
        onNearEnd={mayLoad ? search.loadMore : null}
        isMultiSelectable
        isBesideOpen={peekedModelId !== null}
        renderCard={renderCard}
        onPress={onPress}
        onKey={onKey}
        onMove={onMove}
      >
        <GridEnd search={search} />
      </CardGrid>
      <SelectionBar list={list} shown={models} onCleared={() => grid.current?.focus()} />
    </div>
  );
}
