/** What can be heard of a plan. */
export interface PlanHeard {
  /** How much has been looked up; null while nothing is. */
  readonly tenths: number | null;
  readonly includedCount: number;
  readonly itemCount: number;
  readonly problemCount: number;
}

export type PlanAnnouncement =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'progress'; readonly tenths: number }
  /** All has been looked up, but what it asks of who downloads it may still change what is included. */
  | { readonly kind: 'settling'; readonly heard: PlanHeard }
  | { readonly kind: 'settled'; readonly heard: PlanHeard };

export const NOTHING_SAID: PlanAnnouncement = { kind: 'nothing' };

/** What is to be said once the plan is like this: what came of an addition, for as long as that is true. */
export function announcementAfter(before: PlanAnnouncement, heard: PlanHeard): PlanAnnouncement {
  if (heard.tenths !== null) {
    const isSame = before.kind === 'progress' && before.tenths === heard.tenths;
    return isSame ? before : { kind: 'progress', tenths: heard.tenths };
  }
  if (before.kind === 'nothing' || heard.itemCount + heard.problemCount === 0) return NOTHING_SAID;
  if (before.kind === 'progress') return { kind: 'settling', heard };
  const { includedCount, itemCount, problemCount } = before.heard;
  // Queued, removed or forgotten: the plan is no longer what the addition made of it.
  if (heard.itemCount < itemCount || heard.problemCount < problemCount) return NOTHING_SAID;
  const isSame =
    heard.includedCount === includedCount &&
    heard.itemCount === itemCount &&
    heard.problemCount === problemCount;
  return isSame ? before : { kind: 'settling', heard };
}
