import i18next from 'i18next';
import { FolderInput, Route } from 'lucide-react';
import type { DownloadView } from '../../../shared/download/download';
import { kindChoices } from '../../locales/kind-choices';
import { beginRule } from '../../stores/rule-draft';
import type { MenuEntry } from '../../ui/menu-entries';
import { putInto } from './actions';

const AT_REST: ReadonlySet<DownloadView['state']['kind']> = new Set([
  'queued',
  'paused',
  'waiting',
  'failed',
]);

/** Where else a download could go while nothing of it is here, and the way from such a choice to a rule. */
export function placeEntries(download: DownloadView): readonly MenuEntry[] {
  const { id, state, durableBytes, placeReason } = download;
  const isOpen = AT_REST.has(state.kind) && durableBytes === 0;
  const isChosen = placeReason.code === 'chosen';
  const place: MenuEntry = {
    id: 'place',
    label: i18next.t('folders:putInto.label'),
    icon: FolderInput,
    ...kindChoices(isChosen ? placeReason.kind : null, (kind) => void putInto(id, kind)),
  };
  const rule: MenuEntry = {
    id: 'rule',
    label: i18next.t('folders:rules.make'),
    icon: Route,
    onAction: () => beginRule(download, placeReason.kind),
  };
  return [...(isOpen ? [place] : []), ...(isChosen ? [rule] : [])];
}
