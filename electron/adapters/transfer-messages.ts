import type { Failure } from '../../shared/failure';
import type { DownloadId } from '../../shared/ids';
import type { ProxyServer } from '../../shared/network';
import type { Result } from '../../shared/result';
import type { ApiOrigin } from '../core/civitai/origins';
import type { Route } from '../core/network/routes';
import type { Admission, FileAddress, FileLink, ReceivedFile, Tuning, WantedFile } from '../core/ports';

/** What the thread of the engine is given when it starts. */
export interface EngineSetup {
  readonly api: ApiOrigin;
  readonly userAgent: string;
  readonly databasePath: string;
  /** Certificates that are trusted besides those of Node, as PEM. */
  readonly authorities: readonly string[];
}

/** What is said between the thread that decides and the thread that fetches. Both are ours. */
export type ToEngine =
  | { readonly kind: 'run'; readonly run: number; readonly wanted: WantedFile }
  | { readonly kind: 'abort'; readonly run: number }
  | { readonly kind: 'agreed'; readonly run: number; readonly result: Result<null, Failure> }
  | { readonly kind: 'link'; readonly question: number; readonly result: Result<FileLink, Failure> }
  | { readonly kind: 'tune'; readonly tuning: Tuning }
  | { readonly kind: 'reweigh'; readonly id: DownloadId; readonly weight: number }
  | ({ readonly kind: 'admit'; readonly question: number } & Pick<Admission, 'id' | 'weight' | 'bytes'>)
  | { readonly kind: 'giveUpAdmission'; readonly question: number }
  | { readonly kind: 'dropConnections' }
  | { readonly kind: 'routes'; readonly question: number; readonly routes: readonly Route[] }
  | { readonly kind: 'trust'; readonly authorities: readonly string[] }
  | { readonly kind: 'urge'; readonly host: string | null };

export type FromEngine =
  | { readonly kind: 'admitted'; readonly question: number; readonly bytes: number }
  | { readonly kind: 'accepted'; readonly run: number; readonly totalBytes: number | null }
  | { readonly kind: 'complete'; readonly run: number; readonly totalBytes: number }
  | { readonly kind: 'received'; readonly run: number; readonly bytes: number; readonly connections: number }
  | { readonly kind: 'resumable'; readonly run: number; readonly canResume: boolean }
  | { readonly kind: 'durable'; readonly run: number; readonly bytes: number }
  | { readonly kind: 'ended'; readonly run: number; readonly result: Result<ReceivedFile, Failure> }
  | { readonly kind: 'bug'; readonly run: number; readonly message: string }
  | { readonly kind: 'resolve'; readonly question: number; readonly file: FileAddress }
  | { readonly kind: 'giveUpLink'; readonly question: number }
  | { readonly kind: 'askRoutes'; readonly question: number; readonly origin: string }
  | {
      readonly kind: 'noteProxy';
      readonly proxy: ProxyServer;
      readonly trouble: Failure | null;
      readonly hasLastWord: boolean;
    }
  | { readonly kind: 'forgetLink'; readonly file: FileAddress; readonly url: string };
