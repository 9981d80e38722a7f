import type { DownloadView } from '../../../shared/download/download';
import type { Priority } from '../../../shared/download/priority';
import type { DownloadId } from '../../../shared/ids';
import type { MoveTarget } from '../../../shared/ipc/contract';
import { byTurn, groupOf } from '../../stores/queue-order';

export const MOVES = ['top', 'up', 'down', 'bottom'] as const;
export type Move = (typeof MOVES)[number];

/** Order decides who starts next, so only what has yet to start can be moved. */
export function canMove(download: DownloadView): boolean {
  return groupOf(download) === 'upNext';
}

const keys: Readonly<Record<string, Move>> = { Home: 'top', ArrowUp: 'up', ArrowDown: 'down', End: 'bottom' };

interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Alt with an arrow, Home or End; null for every other key. */
export function moveForKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress): Move | null {
  return altKey && !ctrlKey && !metaKey && !shiftKey ? (keys[key] ?? null) : null;
}

export type DropSide = 'before' | 'after';

/**
 * On which side of a row something is dropped: by the half the pointer is in. Without a pointer it takes
 * the row's place: the row gives way to where the dragged one came from.
 *
 * @param y of the pointer within the row, in pixels; null by keyboard
 */
export function dropSide(
  y: number | null,
  height: number,
  dragged: DownloadView,
  target: DownloadView,
): DropSide {
  if (y !== null) return y < height / 2 ? 'before' : 'after';
  return byTurn(dragged, target) > 0 ? 'before' : 'after';
}

export interface Drop {
  readonly to: MoveTarget;
  /** Among rows of another priority it takes theirs, or it would not stay where it was dropped; else null. */
  readonly priority: Priority | null;
}

/** What is asked of main for a drop beside `target`; null when nothing would change. */
export function planDrop(
  dragged: DownloadView,
  target: DownloadView,
  side: DropSide,
  order: readonly DownloadId[],
): Drop | null {
  if (dragged.id === target.id) return null;
  const from = order.indexOf(dragged.id);
  const beside = order.indexOf(target.id) + (side === 'before' ? -1 : 1);
  const isSamePriority = dragged.priority === target.priority;
  if (from === beside && from >= 0 && isSamePriority) return null;
  return { to: { kind: side, id: target.id }, priority: isSamePriority ? null : target.priority };
}
