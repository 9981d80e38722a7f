import os from 'node:os';
import { join } from 'node:path';
import type { VersionPlace } from '../shared/ipc/contract';
import type { LibraryStatus } from '../shared/library/library';
import type { Settings } from '../shared/settings/schema';
import { WorkerFolderWatch } from './adapters/folder-watch';
import { openLibrary } from './adapters/library-store';
import { WorkerLibrary } from './adapters/library-threads';
import type { CivitaiApi, CivitaiPosts } from './core/civitai/ports';
import type { DuplicateStore } from './core/library/duplicates';
import type { LibraryStore, LibraryTwins } from './core/library/ports';
import type { Clock, DownloadRecord, PictureBook, Places, Volumes } from './core/ports';
import { ManyModels } from './services/bulk/many-models';
import type { Catalogue } from './services/catalogue/catalogue';
import { Identification } from './services/library/identification';
import { Library, type LibraryNeeds } from './services/library/library';
import { LookAgain } from './services/library/look-again';
import { SpaceReports } from './services/library/space-reports';
import { toNamedModel, VersionNames } from './services/library/version-names';
import type { TrashedFile } from './services/operations/operation-view';
import type { Placement } from './services/placement';

export interface LibraryParts {
  readonly civitai: Pick<CivitaiApi, 'getJson'> & CivitaiPosts;
  readonly catalogue: Pick<Catalogue, 'whole' | 'findVersion' | 'findByHash'>;
  readonly pictures: PictureBook;
  readonly clock: Clock;
  readonly places: Places;
  readonly placement: Pick<Placement, 'view' | 'roots'>;
  readonly volumes: Volumes;
  readonly profile: string;
  /** The built `library-worker.js`, and `library-watch-worker.js`. */
  readonly script: URL | string;
  readonly watchScript: URL | string;
  readonly settings: () => Settings;
  readonly downloads: () => readonly DownloadRecord[];
  readonly newerOf: LibraryNeeds['newerOf'];
  /** What lies in Civet's own trash. */
  readonly trashed: () => readonly TrashedFile[];
  readonly publish: (status: LibraryStatus) => void;
  readonly report: (what: string) => void;
  readonly onBug: (error: unknown) => void;
}

export interface LibraryRooms {
  readonly library: Library;
  /** Which files are the same, for other rooms. */
  readonly twins: LibraryTwins;
  /** Files by their ids and versions; nothing of the index can be changed with it. */
  readonly files: Pick<LibraryStore, 'owned' | 'find'>;
  readonly duplicates: DuplicateStore;
  readonly reports: SpaceReports;
  readonly lookAgain: LookAgain;
  /** Somebody has found what a file is without reading it. */
  readonly noteRecognised: (fileId: number, place: VersionPlace) => Promise<void>;
}

/** Wires the library, and keeps its index in the profile. */
export function createLibrary(parts: LibraryParts): LibraryRooms {
  const { civitai, catalogue, clock, places, placement, profile, script, settings } = parts;
  const opened = openLibrary(join(profile, 'library.db'), clock.nowMs(), parts.report);
  const { store, twins, choices, duplicates, space, keeping } = opened;
  const identification = new Identification({ api: civitai, catalogue, store, clock });
  const names = new VersionNames({
    models: new ManyModels({ api: civitai, catalogue, clock, keep: toNamedModel }),
    store,
    clock,
  });
  const library = new Library({
    store,
    choices,
    keeping,
    clock,
    places,
    // Two files at a time keep a fast disk busy; a small machine has other things to do besides.
    threads: new WorkerLibrary(script, os.availableParallelism() >= 4 ? 2 : 1),
    checkThreads: new WorkerLibrary(script, 1),
    volumes: parts.volumes,
    watch: new WorkerFolderWatch(parts.watchScript),
    identification,
    names,
    roots: () => rootsOf(placement, places),
    pictures: parts.pictures,
    maturity: () => settings().maturity,
    downloads: parts.downloads,
    newerOf: parts.newerOf,
    publish: parts.publish,
    onBug: parts.onBug,
  });
  const reports = new SpaceReports({
    space,
    duplicates,
    volumes: parts.volumes,
    clock,
    folders: () => library.folders(),
    places,
    trashed: parts.trashed,
  });
  const lookAgain = new LookAgain({ store, identification, names, onKept: () => library.republish() });
  const noteRecognised = async (fileId: number, place: VersionPlace): Promise<void> => {
    const [asked, match] = [
      { fileId, hash: '' },
      { fileId, match: 'claim' as const, ...place },
    ];
    await store.keepAnswers('claim', [asked], [match], clock.nowMs());
    library.republish();
  };
  return { library, twins, files: store, duplicates, reports, lookAgain, noteRecognised };
}

/** The user's folders, and further ones of their programs; one that lies in another is looked through with it. */
async function rootsOf(placement: LibraryParts['placement'], places: Places): Promise<readonly string[]> {
  // Reads anew what programs say of further folders.
  await placement.view();
  const paths = placement.roots().flatMap(({ path, further }) => [path, ...further.map((each) => each.path)]);
  const chosen = [...new Set(paths)];
  return chosen.filter((path) => !chosen.some((other) => other !== path && places.isInside(other, path)));
}
