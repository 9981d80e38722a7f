import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import failures from '../../shared/words/en/failures.json';
import { formatBytes, formatCount, formatNumber } from '../ui/format';
import account from './en/account.json';
import browse from './en/browse.json';
import common from './en/common.json';
import discover from './en/discover.json';

import folders from './en/folders.json';
import following from './en/following.json';
import gallery from './en/gallery.json';
import library from './en/library.json';
import model from './en/model.json';
import plan from './en/plan.json';
import queue from './en/queue.json';
import settings from './en/settings.json';

export const resources = {
  en: {
    account,
    browse,
    common,
    discover,
    failures,
    folders,
    following,
    gallery,
    library,
    model,
    plan,
    queue,
    settings,
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
