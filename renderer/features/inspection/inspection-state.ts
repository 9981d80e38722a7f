import type { TFunction } from 'i18next';
import {
  FileDiff,
  FilePen,
  FileText,
  FileWarning,
  FileX,
  type LucideIcon,
  MessageSquareQuote,
  ShieldX,
} from 'lucide-react';
import type { InspectedFile } from '../../../shared/inspection/inspection';
import { flawWords } from '../../locales/flaw-words';
import { formatRelative } from '../../ui/format';
import type { StateTone } from '../../ui/state-mark';

export interface InspectionWords {
  readonly tone: StateTone;
  readonly icon?: LucideIcon;
  readonly text: string;
  readonly explanation: string | null;
}

/** What is known of a file, in a word and a sentence. */
export function inspectionState(file: InspectedFile, t: TFunction<'inspection'>): InspectionWords {
  const { stage, identity, bytes, damage, flaw } = file;
  // Known before anything is read, and true whatever else comes of it.
  if (flaw?.kind === 'cutShort' || flaw?.kind === 'noModel')
    return { tone: 'attention', icon: flaw.kind === 'noModel' ? FileText : FileX, ...flawWords(flaw, bytes) };
  const hasEnded = stage.kind === 'done' || stage.kind === 'failed';
  // Also where Civitai could not be asked: what it was is known without it.
  if (hasEnded && damage?.isConfirmed === true && identity.kind !== 'sameBytes')
    return { tone: 'failed', icon: FileWarning, text: t('state.damaged'), explanation: t('explain.damaged') };
  switch (stage.kind) {
    case 'waiting':
      return {
        tone: 'waiting',
        text: t(identity.kind === 'likely' ? 'state.likelyWaiting' : 'state.waiting'),
        explanation: null,
      };
    case 'reading': {
      const share = bytes === 0 ? 1 : Math.min(1, stage.readBytes / bytes);
      const percent = `${Math.floor(share * 100)} %`;
      const text = t(identity.kind === 'unknown' ? 'state.reading' : 'state.likely', { percent });
      return { tone: 'running', text, explanation: null };
    }
    case 'asking':
      return { tone: 'running', text: t('state.asking'), explanation: null };
    case 'failed':
      return { tone: 'failed', text: t('state.failed'), explanation: null };
    case 'done':
  }
  switch (identity.kind) {
    case 'sameBytes':
      return {
        tone: 'verified',
        text: t('state.exact'),
        explanation:
          damage === null ? null : t('explain.readsWell', { when: formatRelative(damage.sinceMs) }),
      };
    case 'sameWeights':
      return { tone: 'attention', icon: FilePen, text: t('state.edited'), explanation: t('explain.edited') };
    case 'cut': {
      const published = identity.version.publishedBytes ?? bytes;
      const text = t('state.cut', { bytes, published });
      return { tone: 'attention', icon: FileX, text, explanation: t('explain.cut') };
    }
    case 'uncompared':
      return {
        tone: 'neutral',
        icon: MessageSquareQuote,
        text: t('state.uncompared'),
        explanation: t('explain.uncompared'),
      };
    case 'differs':
      return {
        tone: 'attention',
        icon: ShieldX,
        text: t('state.differs'),
        explanation: t('explain.differs'),
      };
    case 'shortHash':
      return {
        tone: 'neutral',
        icon: MessageSquareQuote,
        text: t('state.shortHash'),
        explanation: t('explain.shortHash'),
      };
    case 'replaced':
      return {
        tone: 'attention',
        icon: FileDiff,
        text: t('state.replaced'),
        explanation: t('explain.replaced'),
      };
    case 'damaged':
    case 'likely':
    case 'unknown':
      return { tone: 'neutral', text: t('state.unknown'), explanation: t('explain.unknown') };
  }
}
