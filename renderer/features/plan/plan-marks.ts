import type { TFunction } from 'i18next';
import {
  Archive,
  ArrowDownToLine,
  Ban,
  CircleDollarSign,
  CircleHelp,
  CircleX,
  CopyPlus,
  EyeOff,
  FileQuestion,
  FileX,
  FolderCheck,
  Hourglass,
  KeyRound,
  LockKeyhole,
  type LucideIcon,
  Replace,
  ShieldAlert,
  TriangleAlert,
} from 'lucide-react';
import type { PlanItem } from '../../../shared/bulk/plan';
import type { Failure } from '../../../shared/failure';
import { describeFailure } from '../../locales/describe-failure';
import { formatBytes, formatDate, formatDay } from '../../ui/format';
import type { StateTone } from '../../ui/state-mark';

export interface PlanMark {
  readonly id: string;
  readonly tone: StateTone;
  readonly icon: LucideIcon;
  readonly text: string;
  readonly title?: string;
}

/** What one should know of an item before it is queued: a word, an icon and a colour each. */
export function planMarks(t: TFunction<'plan'>, item: PlanItem, refusal?: Failure): readonly PlanMark[] {
  return [
    ...refusalMark(t, refusal),
    ...ambiguityMark(t, item),
    ...ownershipMark(t, item),
    ...obstacleMark(t, item),
    ...accessMark(t, item),
    ...oldFilesMark(t, item),
    ...levelMark(t, item),
    ...riskMark(t, item),
    ...conflictMark(t, item),
    ...lockMark(t, item),
  ];
}

function refusalMark(t: TFunction<'plan'>, refusal: Failure | undefined): readonly PlanMark[] {
  if (refusal === undefined) return [];
  const { title, reason, next } = describeFailure(refusal);
  const text = t('marks.refused', { reason: title });
  return [{ id: 'refused', tone: 'failed', icon: CircleX, text, title: [reason, next].join(' ') }];
}

function ambiguityMark(t: TFunction<'plan'>, item: PlanItem): readonly PlanMark[] {
  const { ambiguousId: number, modelId } = item;
  if (number === null) return [];
  const text = t(modelId === number ? 'marks.asModel' : 'marks.asVersion', { number });
  return [{ id: 'ambiguous', tone: 'attention', icon: CircleHelp, text }];
}

function ownershipMark(t: TFunction<'plan'>, { ownership }: PlanItem): readonly PlanMark[] {
  switch (ownership.kind) {
    case 'none': {
      const { probablyAt: title } = ownership;
      if (title === undefined) return [];
      return [{ id: 'probably', tone: 'attention', icon: CircleHelp, text: t('marks.probably'), title }];
    }
    case 'installed':
      return [{ id: 'here', tone: 'verified', icon: FolderCheck, text: t('marks.installed') }];
    case 'inLibrary': {
      const mark = { id: 'here', tone: 'verified', icon: FolderCheck } as const;
      return [{ ...mark, text: t('marks.inLibrary'), title: ownership.path }];
    }
    case 'queued':
      return [{ id: 'here', tone: 'running', icon: ArrowDownToLine, text: t('marks.queued') }];
  }
}

const obstacleIcons = { noFile: FileX, gone: FileX, otherContent: FileQuestion } as const;

function obstacleMark(t: TFunction<'plan'>, { obstacle }: PlanItem): readonly PlanMark[] {
  if (obstacle === null) return [];
  const mark = { id: 'obstacle', tone: 'failed', icon: obstacleIcons[obstacle] } as const;
  return [{ ...mark, text: t(`marks.${obstacle}`), title: t(`hints.${obstacle}`) }];
}

const accessIcons = {
  login: KeyRound,
  earlyAccess: Hourglass,
  paid: CircleDollarSign,
  archived: Archive,
  downloadsDisabled: Ban,
} as const;

function accessMark(t: TFunction<'plan'>, { access }: PlanItem): readonly PlanMark[] {
  if (access.kind === 'free') return [];
  const mark = { id: 'access', tone: 'attention', icon: accessIcons[access.kind] } as const;
  if (access.kind === 'earlyAccess' && access.untilMs !== null) {
    const text = t('marks.earlyAccessUntil', { date: formatDay(access.untilMs) });
    return [{ ...mark, text, title: formatDate(access.untilMs) }];
  }
  return [{ ...mark, text: t(`marks.${access.kind}`) }];
}

function oldFilesMark(t: TFunction<'plan'>, { oldFiles }: PlanItem): readonly PlanMark[] {
  if (oldFiles === null) return [];
  const { fate, names, count, bytes } = oldFiles;
  const [name = ''] = names;
  const text = t(`marks.${fate}`, { name, more: count - 1, count, size: formatBytes(bytes) });
  const title = `${names.join('\n')}\n${t('hints.oldFiles')}`;
  return [{ id: 'oldFiles', tone: 'neutral', icon: Replace, text, title }];
}

function levelMark(t: TFunction<'plan'>, { isAboveLevel }: PlanItem): readonly PlanMark[] {
  if (!isAboveLevel) return [];
  return [
    {
      id: 'level',
      tone: 'attention',
      icon: EyeOff,
      text: t('marks.aboveLevel'),
      title: t('hints.aboveLevel'),
    },
  ];
}

function riskMark(t: TFunction<'plan'>, { isDangerous, isPickle }: PlanItem): readonly PlanMark[] {
  const pickle: PlanMark = {
    id: 'pickle',
    tone: 'neutral',
    icon: TriangleAlert,
    text: t('marks.pickle'),
    title: t('hints.pickle'),
  };
  const danger: PlanMark = {
    id: 'danger',
    tone: 'failed',
    icon: ShieldAlert,
    text: t('marks.dangerous'),
    title: t('hints.dangerous'),
  };
  return [...(isDangerous ? [danger] : []), ...(isPickle ? [pickle] : [])];
}

function conflictMark(t: TFunction<'plan'>, { conflict }: PlanItem): readonly PlanMark[] {
  if (conflict === null) return [];
  const text = t(`marks.${conflict}`);
  return [{ id: 'conflict', tone: 'waiting', icon: CopyPlus, text, title: t(`hints.${conflict}`) }];
}

function lockMark(t: TFunction<'plan'>, { lockedHash: hash }: PlanItem): readonly PlanMark[] {
  if (hash === null) return [];
  const title = t('hints.locked', { hash });
  return [{ id: 'locked', tone: 'neutral', icon: LockKeyhole, text: t('marks.locked'), title }];
}
