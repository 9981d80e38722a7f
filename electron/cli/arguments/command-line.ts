import type { MaturityLevel } from '../../../shared/civitai/model';
import type { CivitaiReference } from '../../../shared/civitai/reference';
import type { Sort } from '../../../shared/civitai/search';
import type { Layout } from '../../../shared/placement';
import type { FilePreference } from '../../../shared/settings/schema';
import type { CommandName } from './commands';

/** What somebody asked for, read and checked. Paths are as they were given. */

interface Asked {
  readonly isJson: boolean;
  readonly isTokenOnStdin: boolean;
}

export interface TransferWishes {
  readonly connections: number;
  /** Null for full speed. */
  readonly bytesPerSecond: number | null;
}

export type Destination =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'profile'; readonly layout: Layout; readonly root: string };

export interface GetRequest extends Asked, TransferWishes {
  readonly kind: 'get';
  readonly reference: CivitaiReference;
  readonly fileId: number | null;
  readonly preference: FilePreference;
  readonly destination: Destination;
  readonly isDryRun: boolean;
  readonly isRiskAccepted: boolean;
}

export interface SearchRequest extends Asked {
  readonly kind: 'search';
  readonly text: string;
  readonly types: readonly string[];
  readonly baseModels: readonly string[];
  readonly sort: Sort;
  readonly maturity: MaturityLevel;
  readonly count: number;
}

export interface IdentifyRequest extends Asked {
  readonly kind: 'identify';
  readonly files: readonly string[];
}

export interface QueueRequest extends Asked, TransferWishes {
  readonly kind: 'queue';
  readonly action: 'list' | 'resume' | 'remove' | 'clear';
  /** Beginnings of ids, in lower case. */
  readonly ids: readonly string[];
}

export type Request = GetRequest | SearchRequest | IdentifyRequest | QueueRequest;

export type CommandLine =
  | { readonly kind: 'help'; readonly topic: CommandName | null }
  | { readonly kind: 'version' }
  | Request;

/** Why a command line is refused, and what to write instead. */
export interface Misuse {
  readonly problem: string;
  readonly next: string;
}
