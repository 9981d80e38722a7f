import type { DownloadId } from '../../../shared/ids';
import type { Settings } from '../../../shared/settings/schema';
import type { LimitInForce } from '../../../shared/status';
import { formatSpeed } from '../../../shared/words/format';
import { sayPresence } from '../../../shared/words/say-presence';
import { shortName } from './short-name';
import type { RunningDownload, Work } from './work';

/** What a press on an entry of the tray's menu does. */
export type TrayOrder =
  | { readonly kind: 'pauseAll' | 'resumeAll' | 'open' | 'quit' | 'showQueue' }
  | { readonly kind: 'showDownload'; readonly id: DownloadId }
  /** Null is full speed. */
  | { readonly kind: 'limit'; readonly bytesPerSecond: number | null };

export type TrayEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'note'; readonly label: string }
  | {
      readonly kind: 'order';
      readonly label: string;
      readonly order: TrayOrder;
      readonly isEnabled: boolean;
      /** Whether it is the one of several that holds; null where it is no choice. */
      readonly isChosen: boolean | null;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly TrayEntry[] };

export interface TrayFacts {
  readonly work: Work;
  readonly limit: LimitInForce;
  /** As set by hand. */
  readonly ownLimit: Settings['limit'];
  /** For example "18:00". */
  readonly timeOf: (atMs: number) => string;
}

/** More would make a menu that is longer than a small screen. */
const MOST_RUNNING = 8;
const USUAL_LIMITS = [1_000_000, 2_000_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000] as const;
const SEPARATOR: TrayEntry = { kind: 'separator' };

/** The tray's menu, from the top. */
export function trayMenu(facts: TrayFacts): readonly TrayEntry[] {
  const { running, pendingCount, pausedCount, unseenCount } = facts.work;
  const more = running.length - MOST_RUNNING;
  return [
    ...(running.length === 0 ? [note(sayPresence('nothingRuns'))] : []),
    ...running
      .slice(0, MOST_RUNNING)
      .map((one) => order(runningLabel(one), { kind: 'showDownload', id: one.id })),
    ...(more > 0 ? [order(sayPresence('runningMore', { count: more }), { kind: 'showQueue' })] : []),
    ...(unseenCount > 0
      ? [order(sayPresence('attention', { count: unseenCount }), { kind: 'showQueue' })]
      : []),
    SEPARATOR,
    order(sayPresence('pauseAll'), { kind: 'pauseAll' }, running.length + pendingCount > 0),
    order(sayPresence('resumeAll'), { kind: 'resumeAll' }, pausedCount > 0),
    { kind: 'submenu', label: sayPresence('limit'), entries: limitEntries(facts) },
    SEPARATOR,
    order(sayPresence('open'), { kind: 'open' }),
    order(sayPresence('quit'), { kind: 'quit' }),
  ];
}

function limitEntries({ limit, ownLimit, timeOf }: TrayFacts): readonly TrayEntry[] {
  const isOwn = (bytesPerSecond: number) => !USUAL_LIMITS.some((usual) => usual === bytesPerSecond);
  const values = [...USUAL_LIMITS, ownLimit.bytesPerSecond].filter(
    (value, at, all) => all.indexOf(value) === at,
  );
  const choice = (label: string, bytesPerSecond: number | null, isChosen: boolean): TrayEntry => ({
    kind: 'order',
    label,
    order: { kind: 'limit', bytesPerSecond },
    isEnabled: true,
    isChosen,
  });
  return [
    ...(limit.source === 'schedule' ? [note(scheduleNote(limit, timeOf)), SEPARATOR] : []),
    choice(sayPresence('limitOff'), null, !ownLimit.isOn),
    ...values
      .sort((a, b) => a - b)
      .map((value) => {
        const speed = formatSpeed(value);
        const label = isOwn(value) ? sayPresence('limitOwn', { speed }) : speed;
        return choice(label, value, ownLimit.isOn && ownLimit.bytesPerSecond === value);
      }),
  ];
}

function scheduleNote({ bytesPerSecond, untilMs }: LimitInForce, timeOf: (atMs: number) => string): string {
  const speed =
    bytesPerSecond === null
      ? sayPresence('limitFull')
      : bytesPerSecond === 0
        ? sayPresence('limitNothing')
        : formatSpeed(bytesPerSecond);
  return untilMs === null
    ? sayPresence('limitBySchedule', { speed })
    : sayPresence('limitByScheduleUntil', { speed, time: timeOf(untilMs) });
}

function runningLabel({ untrustedName, isVerifying, share }: RunningDownload): string {
  const name = shortName(untrustedName);
  if (isVerifying) return sayPresence('runningChecked', { name });
  return share === null
    ? sayPresence('runningUnsized', { name })
    : sayPresence('runningSized', { name, percent: Math.floor(share * 100) });
}

function note(label: string): TrayEntry {
  return { kind: 'note', label };
}

function order(label: string, what: TrayOrder, isEnabled = true): TrayEntry {
  return { kind: 'order', label, order: what, isEnabled, isChosen: null };
}
