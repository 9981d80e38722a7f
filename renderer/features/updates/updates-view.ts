import { create } from 'zustand';
import type { CallInput } from '../../../shared/ipc/contract';
import type {
  OfferedUpdate,
  OldFate,
  StayingFiles,
  UpdatePart,
  UpdateRow,
  UpdatesStatus,
  WhyItStays,
} from '../../../shared/updates/updates';

export type UpdatesPart = UpdatePart | 'promised' | 'ignored';

/** Rows that the user wants now, also of those that are not loaded. */
export interface ChosenRows {
  /** Everything but the exceptions, or nothing but them. */
  readonly isAll: boolean;
  /** By their ids, with the sizes of their new files in bytes. */
  readonly except: ReadonlyMap<string, number>;
}

/** What the user has said of the old files of a row. */
export interface OwnFate {
  readonly fate: OldFate;
  /** Those that the row had then: what is said holds for no others. */
  readonly fileIds: readonly number[];
}

interface UpdatesView {
  readonly part: UpdatesPart;
  readonly chosen: ChosenRows;
  /** Rows for which the user has said something else than what usually becomes of old files. */
  readonly fates: ReadonlyMap<string, OwnFate>;
  readonly openRows: ReadonlySet<string>;
  /** What the user is asked before updates go into the plan. */
  readonly question: StayingQuestion | null;
}

export interface StayingQuestion {
  readonly wish: CallInput<'updates.plan'>;
  readonly count: number;
  readonly staying: StayingFiles;
}

const everything: ChosenRows = { isAll: true, except: new Map() };

/** Coming back from the plan or a model finds the list as it was. */
export const useUpdatesView = create<UpdatesView>(() => ({
  part: 'updates',
  chosen: everything,
  fates: new Map(),
  openRows: new Set(),
  question: null,
}));

type Counts = Pick<UpdatesStatus, 'isWanted' | 'ignoredCount' | 'waitingCount' | 'modelCount'>;

/** Whether the user has done anything with updates yet. */
export function isUpdatesUsed({ isWanted, ignoredCount, waitingCount }: Omit<Counts, 'modelCount'>): boolean {
  return isWanted || ignoredCount > 0 || waitingCount > 0;
}

/**
 * The part whose rows are shown; null when there is nothing to show any of. What waits is shown also where no model is
 * known, since it happens all the same: the index may have been put aside, or the drive of all files be away.
 */
export function shownPart(status: Counts, part: UpdatesPart): UpdatesPart | null {
  if (part === 'promised' && status.waitingCount > 0) return part;
  return isUpdatesUsed(status) && status.modelCount > 0 ? part : null;
}

export function showPart(part: UpdatesPart): void {
  useUpdatesView.setState({ part });
}

export function chooseAll(isAll: boolean): void {
  useUpdatesView.setState({ chosen: { isAll, except: new Map() } });
}

export function isChosen({ isAll, except }: ChosenRows, id: string): boolean {
  return isAll !== except.has(id);
}

export function toggleChosen({ id, newFile }: Pick<UpdateRow, 'id' | 'newFile'>): void {
  useUpdatesView.setState(({ chosen: { isAll, except } }) => {
    const next = new Map(except);
    if (!next.delete(id)) next.set(id, newFile?.approximateBytes ?? 0);
    return { chosen: { isAll, except: next } };
  });
}

/** How many are chosen, and what they would fetch in bytes. */
export function sumChosen(
  { isAll, except }: ChosenRows,
  total: { readonly count: number; readonly bytes: number },
): { readonly count: number; readonly bytes: number } {
  const bytes = [...except.values()].reduce((sum, each) => sum + each, 0);
  if (!isAll) return { count: except.size, bytes };
  return { count: Math.max(0, total.count - except.size), bytes: Math.max(0, total.bytes - bytes) };
}

export function setFate({ id, oldFiles }: Pick<UpdateRow, 'id' | 'oldFiles'>, fate: OldFate): void {
  const own = { fate, fileIds: oldFiles.map((file) => file.id) };
  useUpdatesView.setState(({ fates }) => ({ fates: new Map(fates).set(id, own) }));
}

/** The rows that the user has said anything about. */
export function saidRows(): readonly string[] {
  const { chosen, fates } = useUpdatesView.getState();
  return [...new Set([...chosen.except.keys(), ...fates.keys()])];
}

/**
 * Forgets what was said of rows that are not offered any more, or for other files than then.
 *
 * @param asked the rows that were asked about; what was said of others meanwhile stays
 */
export function keepWhatHolds(asked: readonly string[], offered: readonly OfferedUpdate[]): void {
  const byId = new Map(offered.map((each) => [each.id, each]));
  const isAsked = new Set(asked);
  useUpdatesView.setState(({ chosen, fates }) => {
    const holds = ([id, { fileIds }]: readonly [string, OwnFate]) =>
      !isAsked.has(id) || (byId.get(id)?.oldFileIds.every((fileId) => fileIds.includes(fileId)) ?? false);
    const except = [...chosen.except].flatMap(([id, bytes]): readonly [string, number][] => {
      if (!isAsked.has(id)) return [[id, bytes]];
      const now = byId.get(id);
      return now === undefined ? [] : [[id, now.approximateBytes ?? 0]];
    });
    return {
      chosen: { ...chosen, except: new Map(except) },
      fates: new Map([...fates].filter(holds)),
    };
  });
}

/** The user has said what becomes of all of them. */
export function forgetFates(): void {
  useUpdatesView.setState({ fates: new Map() });
}

export function toggleRow(id: string): void {
  useUpdatesView.setState(({ openRows }) => {
    const next = new Set(openRows);
    if (!next.delete(id)) next.add(id);
    return { openRows: next };
  });
}

/** Why an old file of a row is kept, whatever becomes of others; null when none has to be. */
export function whyOldStays({ oldFiles }: Pick<UpdateRow, 'oldFiles'>): WhyItStays | null {
  return oldFiles.find(({ whyItStays }) => whyItStays !== null)?.whyItStays ?? null;
}

/** Whether there is nothing that the user could choose for old files. */
export function allOldStay({ oldFiles }: Pick<UpdateRow, 'oldFiles'>): boolean {
  return oldFiles.every(({ whyItStays }) => whyItStays !== null);
}

/** Asks the user about old files that stay; null once it is answered. */
export function askAboutStaying(question: StayingQuestion | null): void {
  useUpdatesView.setState({ question });
}
