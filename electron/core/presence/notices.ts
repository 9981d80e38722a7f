import type { DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { Settings } from '../../../shared/settings/schema';
import type { FailureWords } from '../../../shared/words/describe-failure';
import { sayPresence } from '../../../shared/words/say-presence';
import { shortName } from './short-name';
import type { News } from './work';

/** Where a press on a notification, or an entry of the tray's menu, leads to. */
export type Goal =
  | { readonly kind: 'screen'; readonly screen: 'queue' | 'account' | 'settings' }
  | { readonly kind: 'download'; readonly id: DownloadId };

export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly goal: Goal;
}

const MOST_NAMES = 3;
const NAME_SIGNS = 32;
const LONGEST_PLACE = 80;

/**
 * What has happened within a few seconds, as one notification a kind.
 *
 * @param describe what happened, why, and what to do next
 */
export function notices(
  news: readonly News[],
  wishes: Settings['notifications'],
  describe: (cause: Failure) => FailureWords,
): readonly Notice[] {
  const ofKind = (kind: News['kind']) =>
    wishes[kind] ? news.filter((one) => one.kind === kind).map(({ download }) => download) : [];
  return [
    ...completedNotice(ofKind('completed')),
    ...failedNotice(ofKind('failed'), describe),
    ...loginNotice(ofKind('loginNeeded')),
  ];
}

function completedNotice(downloads: readonly DownloadView[]): readonly Notice[] {
  const [first] = downloads;
  if (first === undefined) return [];
  const count = downloads.length;
  if (count > 1)
    return [
      {
        title: sayPresence('completedMany', { count }),
        text: sayPresence('completedManyText', { names: namesOf(downloads) }),
        goal: { kind: 'screen', screen: 'queue' },
      },
    ];
  const fileName = shortName(first.state.kind === 'completed' ? first.state.finalName : first.fileName);
  return [
    {
      title: sayPresence('completedOne', { name: shortName(first.modelName) }),
      text: sayPresence('completedOneText', { fileName, place: shortName(first.placeLabel, LONGEST_PLACE) }),
      goal: { kind: 'download', id: first.id },
    },
  ];
}

function failedNotice(
  downloads: readonly DownloadView[],
  describe: (cause: Failure) => FailureWords,
): readonly Notice[] {
  const [first] = downloads;
  if (first === undefined) return [];
  const count = downloads.length;
  if (count > 1)
    return [
      {
        title: sayPresence('failedMany', { count }),
        text: sayPresence('failedManyText', { names: namesOf(downloads) }),
        goal: { kind: 'screen', screen: 'queue' },
      },
    ];
  const { state } = first;
  if (state.kind !== 'failed' && state.kind !== 'waiting') return [];
  const { title, next } = describe(state.cause);
  return [
    {
      title: sayPresence('failedOne', { name: shortName(first.modelName), title }),
      // A server's own words may stand in it.
      text: shortName(next, 300),
      goal: { kind: 'download', id: first.id },
    },
  ];
}

function loginNotice(downloads: readonly DownloadView[]): readonly Notice[] {
  const [first] = downloads;
  if (first === undefined) return [];
  const count = downloads.length;
  const goal: Goal = { kind: 'screen', screen: 'account' };
  return count === 1
    ? [
        {
          title: sayPresence('loginOne', { name: shortName(first.modelName) }),
          text: sayPresence('loginText'),
          goal,
        },
      ]
    : [{ title: sayPresence('loginMany', { count }), text: sayPresence('loginManyText'), goal }];
}

function namesOf(downloads: readonly DownloadView[]): string {
  const names = downloads.slice(0, MOST_NAMES).map(({ modelName }) => shortName(modelName, NAME_SIGNS));
  const more = downloads.length - names.length;
  const listed = new Intl.ListFormat('en', { type: 'unit', style: 'short' }).format(names);
  return more === 0 ? listed : sayPresence('andMore', { names: listed, count: more });
}
