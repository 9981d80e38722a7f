import type { ReactionCounts } from '../../../shared/civitai/images';

/** All reactions together; null where the service tells none of them. */
export function reactionCount({ likes, hearts, laughs, cries }: ReactionCounts): number | null {
  const told = [likes, hearts, laughs, cries].filter((count) => count !== null);
  return told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0);
}
