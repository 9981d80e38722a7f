import { create } from 'zustand';
import type { GallerySort } from '../../../shared/civitai/images';
import type { Period } from '../../../shared/civitai/search';

interface GalleryOrder {
  readonly sort: GallerySort;
  readonly period: Period;
}

/** How all galleries are ordered, until Civet closes; so that coming back from a model finds the same one. */
export const useGalleryOrder = create<GalleryOrder>(() => ({ sort: 'Most Reactions', period: 'AllTime' }));

export function orderGalleries(change: Partial<GalleryOrder>): void {
  useGalleryOrder.setState(change);
}
