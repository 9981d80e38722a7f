import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import failures from '../../shared/words/en/failures.json';
import { formatBytes, formatCount, formatNumber } from '../ui/format';
import account from './en/account.json';
import browse from './en/browse.json';
import common from './en/common.json';
import desktop from './en/desktop.json';
import diagnostics from './en/diagnostics.json';
import discover from './en/discover.json';

import duplicates from './en/duplicates.json';
import entry from './en/entry.json';
import folders from './en/folders.json';
import following from './en/following.json';
import gallery from './en/gallery.json';
import inspection from './en/inspection.json';
import library from './en/library.json';
import model from './en/model.json';
import network from './en/network.json';
import newVersions from './en/new-versions.json';
import operations from './en/operations.json';
import plan from './en/plan.json';
import queue from './en/queue.json';
import settings from './en/settings.json';
import tidy from './en/tidy.json';
import updates from './en/updates.json';

export const resources = {
  en: {
    account,
    browse,
    common,
    diagnostics,
    desktop,
    discover,
    duplicates,
    entry,
    failures,
    folders,
    following,
    gallery,
    inspection,
    library,
    model,
    network,
    newVersions,
    operations,
    plan,
    queue,
    settings,
    tidy,
    updates,
  },
} as const;

/** Loads the words. Everything is in the bundle, so this only fails for a bug. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    resources,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  i18next.services.formatter?.add('bytes', (value: unknown) => formatBytes(Number(value)));
  i18next.services.formatter?.add('count', (value: unknown) => formatCount(Number(value)));
  i18next.services.formatter?.add('whole', (value: unknown) => formatNumber(Number(value)));
}
