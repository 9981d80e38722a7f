import i18next from 'i18next';
import type { LibraryChoice, LibraryEntry } from '../../../shared/library/library';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';

export async function scanNow(): Promise<void> {
  const answer = await api.invoke('library.scan');
  if (!answer.ok) showFailure(answer.error);
}

export async function pauseScan(): Promise<void> {
  const answer = await api.invoke('library.pause');
  if (!answer.ok) showFailure(answer.error);
}

export async function showInFolder({ id }: Pick<LibraryEntry, 'id'>): Promise<void> {
  const answer = await api.invoke('library.show', { id });
  if (!answer.ok) showFailure(answer.error);
}

/** What nobody knows has no page to be opened. */
export function openModel({ modelId, versionId }: Pick<LibraryEntry, 'modelId' | 'versionId'>): void {
  if (modelId !== null) navigate({ screen: 'model', modelId, versionId });
}

export async function openOnCivitai({
  modelId,
  versionId,
}: Pick<LibraryEntry, 'modelId' | 'versionId'>): Promise<void> {
  if (modelId === null) return;
  const answer = await api.invoke('app.openModelPage', { modelId, versionId });
  if (!answer.ok) showFailure(answer.error);
}

/** @param kind for example "SHA-256" */
export async function copyHash(kind: string, hash: string): Promise<void> {
  const answer = await api.invoke('app.copyText', { text: hash });
  if (answer.ok) showToast({ text: i18next.t('toasts.copied', { ns: 'library', kind }) });
  else showFailure(answer.error);
}

/** What can be downloaded again, as far as Civitai still has it, and it is known what it was. */
export function canComeAgain({ standing, versionId }: Pick<LibraryEntry, 'standing' | 'versionId'>): boolean {
  // Of what is cut short its own header may tell.
  if (standing === 'missing' || standing === 'damaged' || standing === 'incomplete') return true;
  return (standing === 'changed' || standing === 'noModel') && versionId !== null;
}

export async function checkFiles(choice: LibraryChoice): Promise<void> {
  const answer = await api.invoke('library.check', choice);
  if (!answer.ok) showFailure(answer.error);
}

export async function pauseCheck(isPaused: boolean): Promise<void> {
  const answer = await api.invoke('library.pauseCheck', { isPaused });
  if (!answer.ok) showFailure(answer.error);
}

export async function endCheck(): Promise<void> {
  const answer = await api.invoke('library.endCheck');
  if (!answer.ok) showFailure(answer.error);
}

export async function dismissCheck(): Promise<void> {
  const answer = await api.invoke('library.dismissCheck');
  if (!answer.ok) showFailure(answer.error);
}

/** What Civitai did not know when it was asked last. */
export function isOpen({ standing }: Pick<LibraryEntry, 'standing'>): boolean {
  return standing === 'unknown' || standing === 'changed';
}

export async function lookAgain(entry: Pick<LibraryEntry, 'id'>): Promise<void> {
  const answer = await api.invoke('library.lookAgain', { kind: 'files', ids: [entry.id] });
  if (!answer.ok) showFailure(answer.error);
  else
    showToast({
      text: i18next.t(answer.value > 0 ? 'lookAgain.found' : 'lookAgain.unknown', { ns: 'library' }),
    });
}

/** Those of the chosen files that are missing, damaged or incomplete; of one alone also what it was before it changed. */
export async function downloadAgain(choice: LibraryChoice): Promise<void> {
  const answer = await api.invoke('library.downloadAgain', choice);
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  const t = i18next.getFixedT(null, 'library');
  const { queuedCount, replacingCount, claimedCount, failedCount, failed, promiseTrouble } = answer.value;
  if (promiseTrouble !== null) showFailure(promiseTrouble);
  const [first] = failed;
  if (queuedCount === 0 && failedCount === 1 && first !== undefined) {
    showFailure(first.cause);
    return;
  }
  const said = [
    ...(queuedCount > 0 ? [t('again.queued', { count: queuedCount })] : []),
    ...(replacingCount > 0 ? [t('again.replacing', { count: replacingCount })] : []),
    ...(claimedCount > 0 ? [t('again.claimed', { count: claimedCount })] : []),
    ...(failedCount > 0 ? [t('again.failed', { count: failedCount })] : []),
  ];
  showToast({ text: said.length === 0 ? t('again.none') : said.join(', ') });
}
