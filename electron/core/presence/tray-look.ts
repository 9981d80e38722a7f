import { sayPresence } from '../../../shared/words/say-presence';
import type { Work } from './work';

/** The quarters that the working icon's ring shows. */
export const RING_STEPS = 4;

export type TrayIcon = 'idle' | 'attention' | `working-${number}`;

export interface TrayLook {
  readonly icon: TrayIcon;
  readonly tooltip: string;
}

/** What needs the user is shown before what works by itself: the one waits, the other does not. */
export function trayLook({ running, share, unseenCount }: Work): TrayLook {
  const count = running.length;
  if (unseenCount > 0)
    return { icon: 'attention', tooltip: sayPresence('tooltipAttention', { count: unseenCount }) };
  if (count === 0) return { icon: 'idle', tooltip: sayPresence('tooltipIdle') };
  const step = Math.min(RING_STEPS - 1, Math.floor((share ?? 0) * RING_STEPS));
  const tooltip =
    share === null
      ? sayPresence('tooltipWorkingUnsized', { count })
      : sayPresence('tooltipWorking', { count, percent: Math.floor(share * 100) });
  return { icon: `working-${step}`, tooltip };
}

export interface TaskbarProgress {
  readonly mode: 'none' | 'normal' | 'indeterminate' | 'paused' | 'error';
  /** From 0 to 1. */
  readonly share: number;
}

/** The bar on the taskbar's button or the dock's icon. */
export function taskbarProgress({ running, pausedCount, unseenCount, share }: Work): TaskbarProgress {
  if (running.length > 0)
    return share === null ? { mode: 'indeterminate', share: 0 } : { mode: 'normal', share };
  if (unseenCount > 0) return { mode: 'error', share: 1 };
  return pausedCount > 0 && share !== null ? { mode: 'paused', share } : { mode: 'none', share: 0 };
}
