import { type KeyboardEvent, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { liftVeil } from '../../stores/veil';
import { navigate, peekAtModel, useViewStore } from '../../stores/view';
import { CardGrid, type CardPlace, type CardPress } from '../grid/card-grid';
import { downloadBestFile, pressDownload } from './actions';
import { GridEnd } from './grid-end';
import { ModelCard } from './model-card';
import type { ModelSearch } from './use-model-search';

/** The models of a search, as cards. */
export function ModelGrid({ search }: { readonly search: ModelSearch }) {
  const { t } = useTranslation('discover');
  const { models, searchKey, isPlaceholderData, isFetching, hasNextPage, isError, isStuck } = search;
  const peekedModelId = useViewStore((state) => state.peekedModelId);
  const mayLoad = hasNextPage && !isFetching && !isError && !isStuck && !isPlaceholderData;

  const renderCard = useCallback(
    (model: ModelSummary, { column, isTabbable }: CardPlace) => (
      <ModelCard
        key={model.id}
        model={model}
        column={column}
        isTabbable={isTabbable}
        isPeeked={model.id === peekedModelId}
      />
    ),
    [peekedModelId],
  );
  const onPress = ({ index, act }: CardPress) => {
    const model = models[index];
    if (!model) return;
    if (act === 'peek') togglePeek(model.id);
    else if (act === 'download') pressDownload(model);
    else if (act === 'creator' && model.creator) navigate({ screen: 'creator', username: model.creator });
    else navigate({ screen: 'model', modelId: model.id, versionId: null });
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const model = models[index];
    return model !== undefined && actByKey(event, model);
  };
  return (
    <CardGrid
      items={models}
      label={t('grid')}
      placeKey={searchKey}
      isStale={isPlaceholderData}
      isBusy={isFetching}
      isComplete={!hasNextPage}
      onNearEnd={mayLoad ? search.loadMore : null}
      isBesideOpen={peekedModelId !== null}
      renderCard={renderCard}
      onPress={onPress}
      onKey={onKey}
      onMove={(index) => {
        const model = models[index];
        if (model && peekedModelId !== null) peekAtModel(model.id);
      }}
    >
      <GridEnd search={search} />
    </CardGrid>
  );
}

function togglePeek(modelId: number): void {
  peekAtModel(useViewStore.getState().peekedModelId === modelId ? null : modelId);
}

/** Answers whether the key means something on a card. */
function actByKey(event: KeyboardEvent, model: ModelSummary): boolean {
  if (event.altKey || event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'enter') navigate({ screen: 'model', modelId: model.id, versionId: null });
  else if (key === ' ') togglePeek(model.id);
  else if (event.ctrlKey) return false;
  else if (key === 'd') {
    if (!event.repeat) void downloadBestFile(model);
  } else if (key === 'v') {
    if (model.picture) liftVeil(model.picture.id);
  } else return false;
  return true;
}
