import type { PictureId } from '../ids';

/**
 * Civitai's catalogue as the rest of Civet sees it: exact, whatever dialect the service spoke.
 * Types, base models, formats and precisions stay open strings, because the service adds new ones.
 */

/** Levels of maturity from tame to explicit; bits as Civitai counts them (API note 2). */
export const MATURITY_LEVELS = ['PG', 'PG13', 'R', 'X', 'XXX'] as const;
export type MaturityLevel = (typeof MATURITY_LEVELS)[number];

export const MATURITY_BITS = { PG: 1, PG13: 2, R: 4, X: 8, XXX: 16 } as const satisfies Record<
  MaturityLevel,
  number
>;

export type ScanResult = 'pending' | 'success' | 'danger' | 'error' | 'unknown';

/** Upper-case hex as Civitai publishes it; null where it publishes none. */
export interface FileHashes {
  readonly sha256: string | null;
  readonly blake3: string | null;
  readonly crc32: string | null;
  readonly autoV1: string | null;
  readonly autoV2: string | null;
  readonly autoV3: string | null;
}

export interface ModelFile {
  readonly id: number;
  /** The name on the service: written by a stranger, shown as text, cleaned before it names a file. */
  readonly untrustedName: string;
  readonly type: string;
  /** From a size in KiB with a fraction: exact for most files, off by some bytes for a few. */
  readonly approximateBytes: number | null;
  readonly format: string | null;
  readonly precision: string | null;
  readonly sizeClass: string | null;
  readonly quantization: string | null;
  readonly hashes: FileHashes;
  readonly pickleScan: ScanResult;
  readonly pickleScanMessage: string | null;
  readonly virusScan: ScanResult;
  readonly virusScanMessage: string | null;
  /** Milliseconds since 1970. */
  readonly scannedAt: number | null;
  readonly isPrimary: boolean;
  /** The creator says that the model does not work without it. */
  readonly isRequired: boolean;
}

export interface Picture {
  readonly id: PictureId;
  readonly kind: 'image' | 'video';
  readonly width: number | null;
  readonly height: number | null;
  readonly blurhash: string | null;
  readonly maturity: MaturityLevel;
}

export type VersionAccess =
  | { readonly kind: 'open' }
  | { readonly kind: 'earlyAccess'; readonly untilMs: number | null }
  | { readonly kind: 'paid' }
  | { readonly kind: 'downloadsDisabled' };

export interface ModelVersion {
  readonly id: number;
  readonly name: string;
  readonly baseModel: string | null;
  /** Milliseconds since 1970; of publication where known, else of creation. */
  readonly publishedAt: number | null;
  /** HTML written by the creator. Never shown before it has been sanitised. */
  readonly untrustedDescription: string | null;
  readonly triggerWords: readonly string[];
  readonly downloadCount: number | null;
  readonly access: VersionAccess;
  readonly files: readonly ModelFile[];
  readonly pictures: readonly Picture[];
}

export interface BestFile {
  readonly versionId: number;
  readonly fileId: number;
  /** As Civitai publishes it; upper-case hex. */
  readonly sha256: string | null;
  readonly approximateBytes: number | null;
  /** A scan calls it dangerous; it is not offered without a second question. */
  readonly isDangerous: boolean;
}

export interface ModelSummary {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly maturity: MaturityLevel;
  readonly creator: string | null;
  readonly downloadCount: number | null;
  readonly likeCount: number | null;
  readonly baseModel: string | null;
  readonly picture: Picture | null;
  readonly access: VersionAccess;
  readonly isPickleOnly: boolean;
  /** What the user's preference picks in the first version; null when there is nothing to pick. */
  readonly bestFile: BestFile | null;
  readonly versionCount: number;
}

/** `archived`: the files are gone. `takenDown`: the pictures are gone. */
export type ModelMode = 'available' | 'archived' | 'takenDown';

export interface ModelDetails {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly maturity: MaturityLevel;
  readonly mode: ModelMode;
  readonly creator: string | null;
  readonly tags: readonly string[];
  readonly downloadCount: number | null;
  readonly likeCount: number | null;
  readonly untrustedDescription: string | null;
  readonly licence: Licence;
  /** As the creator ordered them; the first is the one they put in front. */
  readonly versions: readonly ModelVersion[];
}

export interface Licence {
  readonly isCreditRequired: boolean | null;
  readonly allowsDerivatives: boolean | null;
  readonly allowsDifferentLicence: boolean | null;
  /** Any of Image, RentCivit, Rent, Sell; empty means no commercial use, null means not said. */
  readonly commercialUse: readonly string[] | null;
}
