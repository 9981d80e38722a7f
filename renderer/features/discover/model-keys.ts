import type { KeyboardEvent } from 'react';
import type { ModelSummary } from '../../../shared/civitai/model';
import { liftVeil } from '../../stores/veil';
import { navigate, peekAtModel, useViewStore } from '../../stores/view';
import { downloadBestFile } from './actions';

export function togglePeek(modelId: number): void {
  peekAtModel(useViewStore.getState().peekedModelId === modelId ? null : modelId);
}

/** What a key does with the model in focus. Answers whether it means something. */
export function actByKey(event: KeyboardEvent, model: ModelSummary): boolean {
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
