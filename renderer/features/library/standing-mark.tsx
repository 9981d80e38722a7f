import {
  CircleDashed,
  CircleHelp,
  FileCheck,
  FileDiff,
  FileLock2,
  FilePen,
  FileQuestion,
  FileText,
  FileWarning,
  FileX,
  FileX2,
  type LucideIcon,
  MessageSquareQuote,
  ShieldCheck,
  ShieldX,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../../shared/library/library';
import { StateMark, type StateTone } from '../../ui/state-mark';

const marks: Readonly<Record<Standing, { readonly tone: StateTone; readonly icon: LucideIcon }>> = {
  known: { tone: 'verified', icon: ShieldCheck },
  shortHash: { tone: 'neutral', icon: FileCheck },
  claimed: { tone: 'neutral', icon: MessageSquareQuote },
  refuted: { tone: 'attention', icon: ShieldX },
  edited: { tone: 'neutral', icon: FilePen },
  changed: { tone: 'attention', icon: FileQuestion },
  damaged: { tone: 'failed', icon: FileWarning },
  incomplete: { tone: 'failed', icon: FileX2 },
  noModel: { tone: 'failed', icon: FileText },
  replaced: { tone: 'attention', icon: FileDiff },
  unknown: { tone: 'neutral', icon: CircleHelp },
  unread: { tone: 'neutral', icon: CircleDashed },
  unreadable: { tone: 'attention', icon: FileLock2 },
  missing: { tone: 'attention', icon: FileX },
  trashed: { tone: 'neutral', icon: Trash2 },
};

export function StandingMark({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation('library');
  return (
    <StateMark {...marks[standing]} isQuiet title={t(`standings.${standing}.long`)}>
      {t(`standings.${standing}.short`)}
    </StateMark>
  );
}
