import i18next from 'i18next';
import { LONGEST_PASTED_LIST } from '../../../shared/bulk/plan';
import type { Failure } from '../../../shared/failure';
import type { DropOutcome, InspectedFile, MisplacedWay } from '../../../shared/inspection/inspection';
import type { Api } from '../../../shared/ipc/contract';
import type { Result } from '../../../shared/result';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { leftWords, tallyWords } from '../sidecars/words';

/** Leads to what came of dropped or chosen files. */
function follow(outcome: Result<DropOutcome | null, Failure>): void {
  if (!outcome.ok) {
    showFailure(outcome.error);
    return;
  }
  if (outcome.value === null) return;
  const { addedCount, listCount } = outcome.value;
  navigate({ screen: addedCount === 0 && listCount > 0 ? 'plan' : 'inspection' });
  tellLeft(outcome.value);
}

/** What of it is nothing to look at, and why. */
function tellLeft({ besideNames, unread }: DropOutcome): void {
  const t = i18next.getFixedT(null, 'inspection');
  const [name] = besideNames;
  const [first] = unread;
  const said = [
    ...(name === undefined
      ? []
      : [t('dropped.beside', { name, count: besideNames.length, more: besideNames.length - 1 })]),
    ...(first === undefined
      ? []
      : [
          t('dropped.unread', {
            ...{ name: first.fileName, count: unread.length, more: unread.length - 1 },
            why: describeFailure(first.cause).title,
          }),
        ]),
  ];
  if (said.length > 0) showToast({ text: said.join(' '), replaces: 'dropped beside' });
}

/** The answer ends it. */
export function startDrops(bridge: Api): () => void {
  return bridge.on('inspection.dropped', follow);
}

export async function pickToInspect(what: 'files' | 'folder'): Promise<void> {
  follow(await api.invoke('inspection.pick', { what }));
}

/** Text that was dragged from elsewhere: links most likely, so it is for the plan. */
export async function planDroppedText(text: string): Promise<void> {
  const answer = await api.invoke('bulk.collect', { kind: 'list', text: text.slice(0, LONGEST_PASTED_LIST) });
  if (answer.ok) navigate({ screen: 'plan' });
  else showFailure(answer.error);
}

export async function clearInspection(): Promise<void> {
  const answer = await api.invoke('inspection.clear');
  if (!answer.ok) showFailure(answer.error);
}

export async function showInspected(id: number): Promise<void> {
  const answer = await api.invoke('inspection.show', { id });
  if (!answer.ok) showFailure(answer.error);
}

/** What nobody knows has no page to be opened. */
export function openInspected({ identity }: InspectedFile): void {
  if (identity.kind === 'unknown') return;
  const { modelId, versionId } = identity.version;
  navigate({ screen: 'model', modelId, versionId });
}

/** What was done is told by whoever did it, with the way back. */
export async function placeInspected(id: number, way: MisplacedWay): Promise<void> {
  const answer = await api.invoke('inspection.place', { id, way });
  if (!answer.ok) showFailure(answer.error);
}

export async function writeBeside(id: number): Promise<void> {
  const answer = await api.invoke('inspection.writeSidecars', { id });
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  const t = i18next.getFixedT(null, 'inspection');
  const { isWanted, problems, ...tally } = answer.value;
  const detail = problems.map(leftWords).join('. ');
  if (!isWanted)
    showToast({
      text: t('beside.notWanted'),
      action: { label: t('beside.settings'), onPress: () => navigate({ screen: 'settings' }) },
    });
  else
    showToast({
      text: t('beside.outcome', { tally: tallyWords(tally) }),
      ...(detail === '' ? {} : { detail: t('beside.left', { detail }), tone: 'failed' }),
    });
}

/** What a broken file is a part of. */
export async function downloadWhole(id: number): Promise<void> {
  const answer = await api.invoke('inspection.downloadWhole', { id });
  if (!answer.ok) showFailure(answer.error);
  else
    showToast({
      text: i18next.t(answer.value.isReplaced ? 'whole.replaces' : 'whole.queued', { ns: 'inspection' }),
      action: {
        label: i18next.t('whole.toQueue', { ns: 'inspection' }),
        onPress: () => navigate({ screen: 'queue' }),
      },
    });
}

export async function planNewer(id: number): Promise<void> {
  const answer = await api.invoke('inspection.planNewer', { id });
  if (answer.ok) navigate({ screen: 'plan' });
  else showFailure(answer.error);
}

export async function copyWords(text: string): Promise<void> {
  const answer = await api.invoke('app.copyText', { text });
  if (answer.ok) showToast({ text: i18next.t('hashes.copied', { ns: 'inspection' }) });
  else showFailure(answer.error);
}
