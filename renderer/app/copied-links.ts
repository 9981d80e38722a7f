import i18next from 'i18next';
import { type Arrival, arrivalLabel } from '../../shared/civitai/arrival';
import type { Api } from '../../shared/ipc/contract';
import { planDroppedText } from '../features/inspection/actions';
import { showToast } from '../ui/toast';
import { followArrival } from './follow-arrival';

/** Long enough to come back from the browser. */
const OFFER_MS = 20_000;

/** Offers to look at what was copied elsewhere; the answer ends it. */
export function startCopiedLinks(api: Api): () => void {
  return api.on('entry.linkCopied', (arrival) => {
    showToast({
      text: offerWords(arrival),
      timeoutMs: OFFER_MS,
      replaces: 'copied link',
      action: {
        label: i18next.t('copied.look', { ns: 'entry' }),
        onPress: () => followArrival(arrival, planDroppedText),
      },
    });
  });
}

function offerWords(arrival: Arrival): string {
  const t = i18next.getFixedT(null, 'entry');
  if (arrival.kind === 'list') return t('copied.list', { count: arrival.count });
  const label = arrivalLabel(arrival);
  return label === null ? t('copied.search') : t('copied.page', { label });
}
