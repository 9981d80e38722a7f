import type { DownloadPlan } from '../../../shared/ipc/contract';

export interface PlannedPlace {
  readonly label: string;
  readonly path: string;
  readonly count: number;
  readonly freeBytes: number | null;
  /** Whether what is meant for this folder alone is more than is free there. */
  readonly isTooSmall: boolean;
}

/** The folders that these files go to, each once, in the order in which they come. */
export function placesOf(plans: readonly DownloadPlan[]): readonly PlannedPlace[] {
  const paths = [...new Set(plans.map(({ placePath }) => placePath))];
  return paths.flatMap((path) => {
    const group = plans.filter(({ placePath }) => placePath === path);
    const [first] = group;
    if (!first) return [];
    const bytes = group.reduce((sum, { approximateBytes }) => sum + (approximateBytes ?? 0), 0);
    const { freeBytes } = first;
    const isTooSmall = freeBytes !== null && freeBytes < bytes;
    return [{ label: first.placeLabel, path, count: group.length, freeBytes, isTooSmall }];
  });
}
