import type { OfferedVersion } from '../../../shared/app-updates/app-updates';
import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';

export type AppChannel = 'stable' | 'beta';

export interface FetchObserver {
  readonly onReceived: (receivedBytes: number, totalBytes: number | null) => void;
}

/** What looks for, fetches and installs new versions of Civet. */
export interface AppUpdateEngine {
  /** What the feed offers; null when it is no newer version. Never an older one, whatever the feed says. */
  look(channel: AppChannel): Promise<Result<OfferedVersion | null, Failure>>;
  /** Fetches what was found last and proves it. What has come is kept when it fails or is called off. */
  fetch(observer: FetchObserver, signal: AbortSignal): Promise<Result<null, Failure>>;
  /** Whether what is proven is installed when Civet quits. */
  setInstallsOnQuit(isOn: boolean): void;
  /** To be called before Civet quits for it: it starts again afterwards, where the system lets it. */
  startAfterInstall(): void;
  /** Removes what was fetched of versions that are not wanted any more. */
  forget(): Promise<void>;
}

/** What is remembered of looks over restarts. */
export interface AppLookNotes {
  readonly lookedAtMs: number | null;
  /** A newer version was found, and is not installed yet. */
  readonly hasFound: boolean;
}

export interface AppLookBook {
  load(): AppLookNotes;
  /** Best effort: a look too many is no harm. */
  save(notes: AppLookNotes): void;
}
