import { create } from 'zustand';
import { isWithin } from '../../shared/civitai/maturity';
import type { Picture } from '../../shared/civitai/model';
import type { PictureId } from '../../shared/ids';
import { useSettingsStore } from './settings';

interface VeilState {
  /** Pictures that were asked for one by one. */
  readonly lifted: ReadonlySet<PictureId>;
  /** Until Civet closes. */
  readonly isLiftedForAll: boolean;
}

export const useVeilStore = create<VeilState>(() => ({ lifted: new Set(), isLiftedForAll: false }));

/** Whether a picture is to be blurred, because the user wants to be asked first. */
export function useIsVeiled(picture: Pick<Picture, 'id' | 'maturity'> | null): boolean {
  const blurAbove = useSettingsStore((state) => state.settings?.blurAbove ?? null);
  const isLifted = useVeilStore(
    ({ lifted, isLiftedForAll }) => isLiftedForAll || (picture !== null && lifted.has(picture.id)),
  );
  return picture !== null && blurAbove !== null && !isLifted && !isWithin(picture.maturity, blurAbove);
}

export function liftVeil(id: PictureId): void {
  useVeilStore.setState(({ lifted }) => ({ lifted: new Set([...lifted, id]) }));
}

/** For all pictures, until Civet closes. Lowered again, it also covers those that were shown one by one. */
export function setVeilLifted(isLiftedForAll: boolean): void {
  useVeilStore.setState({ isLiftedForAll, lifted: new Set() });
}
