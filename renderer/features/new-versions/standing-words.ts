import { useTranslation } from 'react-i18next';
import type { AppUpdatesStatus } from '../../../shared/app-updates/app-updates';
import { assertNever } from '../../../shared/assert-never';
import { describeFailure } from '../../locales/describe-failure';
import { formatBytes, formatRelative } from '../../ui/format';

/** How Civet stands with its own versions, in a sentence. */
export function useStandingWords({ version, way, state, lookedAtMs }: AppUpdatesStatus): string {
  const { t } = useTranslation('newVersions');
  if (way === 'never') return t('never', { version });
  switch (state.kind) {
    case 'none':
      return lookedAtMs === null
        ? t('notLooked', { version })
        : t('current', { version, when: formatRelative(lookedAtMs) });
    case 'looking':
      return t('looking', { version });
    case 'offered':
      return t('offered', { version, next: state.offer.version });
    case 'fetching': {
      const { receivedBytes, totalBytes, offer } = state;
      const facts = { next: offer.version, received: formatBytes(receivedBytes) };
      return totalBytes === null
        ? t('fetching', facts)
        : t('fetchingOf', { ...facts, total: formatBytes(totalBytes) });
    }
    case 'held':
      return t('held', { next: state.offer.version });
    case 'ready':
      return t('ready', { next: state.offer.version });
    case 'failed': {
      const { title, reason, next } = describeFailure(state.cause);
      return t('failed', { title, reason, next });
    }
    default:
      return assertNever(state);
  }
}
