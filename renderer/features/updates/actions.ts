import i18next from 'i18next';
import type { DownloadId } from '../../../shared/ids';
import type { CallInput } from '../../../shared/ipc/contract';
import type { IgnoredUpdate, UpdateRow } from '../../../shared/updates/updates';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { askAboutStaying } from './updates-view';

export async function checkNow(): Promise<void> {
  const answer = await api.invoke('updates.check');
  if (!answer.ok) showFailure(answer.error);
}

/** Puts updates into the plan, and leads there: it is seen before anything is downloaded. */
export async function planUpdates(wish: CallInput<'updates.plan'>): Promise<void> {
  const answer = await api.invoke('updates.plan', wish);
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  navigate({ screen: 'plan' });
}

/** The same, but where old files would stay against the wish the user is asked first. @param count of updates */
export async function offerUpdates(wish: CallInput<'updates.plan'>, count: number): Promise<void> {
  const answer = await api.invoke('updates.staying', wish);
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  const staying = answer.value;
  if (staying.counts.notProven + staying.counts.severalNames === 0) await planUpdates(wish);
  else askAboutStaying({ wish, count, staying });
}

/** One update, with what usually becomes of the old file. */
export async function planOne(id: string): Promise<void> {
  const fate = useSettingsStore.getState().settings?.oldVersions ?? 'keep';
  await planUpdates({ which: { kind: 'some', ids: [id] }, fate, ownFates: [] });
}

type Ignorable = Pick<UpdateRow, 'modelId' | 'modelName' | 'newFile'>;

export function ignoreVersion({ modelId, modelName, newFile }: Ignorable): Promise<void> {
  if (newFile === null) return Promise.resolve();
  const { versionId: id, versionName: version } = newFile;
  const text = i18next.t('updates:toasts.ignoredVersion', { version, model: modelName });
  return ignore({ kind: 'version', id, modelId }, text);
}

export function ignoreModel({ modelId, modelName }: Ignorable): Promise<void> {
  const text = i18next.t('updates:toasts.ignoredModel', { model: modelName });
  return ignore({ kind: 'model', id: modelId, modelId }, text);
}

/** The old files of a download stay after all. */
export async function takeBackPromise(id: DownloadId): Promise<void> {
  const answer = await api.invoke('updates.takeBackPromise', { id });
  if (!answer.ok) showFailure(answer.error);
}

type What = Pick<IgnoredUpdate, 'kind' | 'id' | 'modelId'>;

async function ignore(what: What, text: string): Promise<void> {
  const answer = await api.invoke('updates.ignore', { ...what, isIgnored: true });
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  const action = { label: i18next.t('updates:toasts.undo'), onPress: () => void takeBack(what) };
  showToast({ text, replaces: 'ignored update', action });
}

export async function takeBack({ kind, id, modelId }: What): Promise<void> {
  const answer = await api.invoke('updates.ignore', { kind, id, modelId, isIgnored: false });
  if (!answer.ok) showFailure(answer.error);
}
