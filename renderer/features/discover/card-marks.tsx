import type { TFunction } from 'i18next';
import {
  ArrowDownToLine,
  Ban,
  CircleDashed,
  CircleDollarSign,
  Hourglass,
  type LucideIcon,
  Play,
  ShieldCheck,
  TriangleAlert,
} from 'lucide-react';
import type { ModelSummary } from '../../../shared/civitai/model';
import type { ModelMark } from './use-model-mark';

const markIcon: Readonly<Record<ModelMark, LucideIcon>> = {
  running: ArrowDownToLine,
  waiting: CircleDashed,
  failed: TriangleAlert,
  placed: ShieldCheck,
};
const markTone = { running: 'active', waiting: 'active', failed: 'attention', placed: 'placed' } as const;

const accessIcon = { earlyAccess: Hourglass, paid: CircleDollarSign, downloadsDisabled: Ban } as const;

interface CardMarksProps {
  readonly model: ModelSummary;
  readonly mark: ModelMark | null;
  readonly t: TFunction<'discover'>;
}

/** What one should know before opening the page; words first, icons repeat them. */
export function CardMarks({ model, mark, t }: CardMarksProps) {
  const { access, isPickleOnly, picture } = model;
  return (
    <div className="card-marks">
      {mark && (
        <Mark icon={markIcon[mark]} tone={markTone[mark]}>
          {t(`marks.${mark}`)}
        </Mark>
      )}
      {access.kind !== 'open' && (
        <Mark icon={accessIcon[access.kind]} tone="attention">
          {t(`marks.${access.kind}`)}
        </Mark>
      )}
      {isPickleOnly && (
        <Mark icon={TriangleAlert} tone="attention">
          {t('marks.pickle')}
        </Mark>
      )}
      {picture?.kind === 'video' && (
        <span className="card-mark card-mark-video" role="img" aria-label={t('card.video')}>
          <Play aria-hidden size={12} fill="currentColor" />
        </span>
      )}
    </div>
  );
}

interface MarkProps {
  readonly icon: LucideIcon;
  readonly tone: 'attention' | 'active' | 'placed';
  readonly children: string;
}

function Mark({ icon: Icon, tone, children }: MarkProps) {
  return (
    <span className={`card-mark card-mark-${tone}`}>
      <Icon aria-hidden size={12} />
      {children}
    </span>
  );
}
