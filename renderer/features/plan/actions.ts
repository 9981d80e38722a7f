import i18next from 'i18next';
import { LONGEST_PASTED_LIST, type PlanItem } from '../../../shared/bulk/plan';
import type { PlanChange } from '../../../shared/bulk/plan-schema';
import { emptyWish } from '../../../shared/civitai/search';
import type { Failure } from '../../../shared/failure';
import type { CallInput } from '../../../shared/ipc/contract';
import type { FolderKind } from '../../../shared/placement';
import type { Result } from '../../../shared/result';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { callOffAddition, usePlanStore } from '../../stores/plan';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { askPlanQuestion, clearSelection, showPlanFilter, showWholePlan, usePlanView } from './plan-view';

async function done(answer: Promise<Result<unknown, Failure>>): Promise<boolean> {
  const result = await answer;
  if (!result.ok) showFailure(result.error);
  return result.ok;
}

function collect(source: CallInput<'bulk.collect'>): Promise<boolean> {
  return done(api.invoke('bulk.collect', source));
}

/** @returns whether main took it */
export async function planList(text: string): Promise<boolean> {
  if (text.trim() === '') return false;
  // The window says what is wrong with it, and keeps it.
  if (text.length > LONGEST_PASTED_LIST) {
    askPlanQuestion({ kind: 'list', text, corrects: [] });
    return false;
  }
  showWholePlan();
  return await collect({ kind: 'list', text });
}

/**
 * Puts what was written better in the place of what could not be planned.
 *
 * @param corrects problems that the text stood for; what has come since stays, and all of them when main takes no list
 */
export async function planCorrected(text: string, corrects: readonly string[]): Promise<void> {
  if (await planList(text)) await forget(corrects);
}

async function forget(problemIds: readonly string[]): Promise<void> {
  if (problemIds.length > 0) await change({ kind: 'removeProblems', ids: [...problemIds] });
}

export function planFavorites(): void {
  showWholePlan();
  void collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
}

export function stopCollecting(): void {
  callOffAddition();
  void done(api.invoke('bulk.stop'));
}

function change(wanted: PlanChange): Promise<boolean> {
  return done(api.invoke('bulk.change', wanted));
}

/** What was refused before the change may be accepted after it. */
function forgetRefusals(ids: readonly string[]): void {
  const { refused } = usePlanView.getState();
  if (!ids.some((id) => refused.has(id))) return;
  const changed = new Set(ids);
  usePlanView.setState({ refused: new Map([...refused].filter(([id]) => !changed.has(id))) });
}

/** Ticks them, or takes the tick away. Of dangerous ones the user is asked first, once for all of them. */
export function include(items: readonly PlanItem[], isIncluded: boolean): void {
  const isAsked = (each: PlanItem) => isIncluded && each.isDangerous && !each.isIncluded;
  const dangerous = items.filter(isAsked);
  const others = items.filter((each) => !isAsked(each) && each.isIncluded !== isIncluded);
  const ids = others.map(({ id }) => id);
  forgetRefusals(ids);
  if (ids.length > 0) void change({ kind: 'include', ids, isIncluded, isRiskAccepted: false });
  if (dangerous.length > 0) askPlanQuestion({ kind: 'risk', ids: dangerous.map(({ id }) => id) });
}

export function includeDangerous(ids: readonly string[]): void {
  forgetRefusals(ids);
  void change({ kind: 'include', ids: [...ids], isIncluded: true, isRiskAccepted: true });
}

export function takeFile(id: string, versionId: number, fileId: number): Promise<boolean> {
  forgetRefusals([id]);
  return change({ kind: 'file', id, versionId, fileId });
}

/** @param folderKind null for where Civet would put them */
export function putInto(ids: readonly string[], folderKind: FolderKind | null): void {
  forgetRefusals(ids);
  void change({ kind: 'place', ids: [...ids], folderKind });
}

/** Asks before several go at once: nothing brings them back but adding them anew. */
export function remove(ids: readonly string[]): void {
  if (ids.length > 1) askPlanQuestion({ kind: 'removal', ids });
  else if (ids.length === 1) removeNow(ids);
}

export function removeNow(ids: readonly string[]): void {
  forgetRefusals(ids);
  clearSelection();
  void change({ kind: 'remove', ids: [...ids] });
}

export function forgetProblems(): void {
  showPlanFilter('all');
  void forget(usePlanStore.getState().problems.map(({ id }) => id));
}

export function clearPlan(): void {
  callOffAddition();
  showWholePlan();
  usePlanView.setState({ refused: new Map() });
  void done(api.invoke('bulk.clear'));
}

/** Queues what is included. What was refused stays in the plan, and says why. */
export async function queuePlan(): Promise<void> {
  if (usePlanView.getState().isQueueing) return;
  usePlanView.setState({ isQueueing: true });
  const answer = await api.invoke('bulk.queue');
  usePlanView.setState({ isQueueing: false });
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  const { queuedCount, refused, promiseTrouble } = answer.value;
  if (promiseTrouble !== null) sayOldStay(promiseTrouble);
  usePlanView.setState({ refused: new Map(refused.map(({ id, cause }) => [id, cause])) });
  showWholePlan();
  if (refused.length > 0) showPlanFilter('attention');
  const t = i18next.getFixedT(null, 'plan');
  const isRefused = refused.length > 0;
  const refusal = isRefused ? t('toasts.refused', { count: refused.length }) : null;
  if (queuedCount === 0) {
    if (refusal !== null) showToast({ text: refusal, tone: 'failed', replaces: 'planQueued' });
    return;
  }
  showToast({
    text: t('toasts.queued', { count: queuedCount }),
    replaces: 'planQueued',
    ...(refusal === null ? {} : { detail: refusal }),
    action: { label: t('toasts.showQueue'), onPress: () => navigate({ screen: 'queue' }) },
  });
}

/** A toast of its own: that the downloads are queued is said as well. */
function sayOldStay(cause: Failure): void {
  const text = i18next.t('plan:toasts.oldStay');
  showToast({ text, detail: describeFailure(cause).title, tone: 'failed', replaces: 'oldStay' });
}

export async function importLock(): Promise<void> {
  const answer = await api.invoke('bulk.importLock');
  if (!answer.ok) showFailure(answer.error);
  else if (answer.value !== null) {
    showWholePlan();
    tellOfLock('imported', answer.value.fileCount);
  }
}

export async function exportLock(): Promise<void> {
  const answer = await api.invoke('bulk.exportLock');
  if (!answer.ok) showFailure(answer.error);
  else if (answer.value !== null) tellOfLock('exported', answer.value.fileCount);
}

function tellOfLock(kind: 'imported' | 'exported', count: number): void {
  showToast({ text: i18next.t(`plan:toasts.${kind}`, { count }), replaces: 'lock' });
}

/** Opens the window in which what could not be planned is written better. */
export function correctProblems(): void {
  const { problems } = usePlanStore.getState();
  const text = problems.map(({ untrustedText }) => untrustedText).join('\n');
  askPlanQuestion({ kind: 'list', text, corrects: problems.map(({ id }) => id) });
}

export function askForList(): void {
  askPlanQuestion({ kind: 'list', text: '', corrects: [] });
}

export function openModelOf({ modelId, versionId }: PlanItem): void {
  navigate({ screen: 'model', modelId, versionId });
}
