import {
  type FileHashes,
  MATURITY_BITS,
  MATURITY_LEVELS,
  type MaturityLevel,
  type ModelFile,
  type ModelMode,
  type ScanResult,
  type VersionAccess,
} from '../../../shared/civitai/model';
import { cleanLine } from './clean-text';
import { realHash } from './hash-of-nothing';
import type { WireFile, WireModel, WirePicture, WireVersion } from './wire';

export { isWithin } from '../../../shared/civitai/maturity';

/** Turns what the service sent into the exact shapes of `shared/civitai/model.ts`. */

const BYTES_PER_KIB = 1024;

const HASH_LENGTH = { sha256: 64, blake3: 64, crc32: 8, autoV1: 8, autoV2: 10, autoV3: 12 } as const;

/** Reads the table of hashes whatever the case of its keys; drops what is no hash of that kind. */
export function readHashes(table: Readonly<Record<string, unknown>> | null | undefined): FileHashes {
  const byLowerName = new Map(
    Object.entries(table ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const read = (kind: keyof FileHashes): string | null => {
    const value = byLowerName.get(kind.toLowerCase());
    if (typeof value !== 'string') return null;
    const hex = value.trim().toUpperCase();
    // Some tools publish AutoV3 in its long form; the service compares the first twelve digits.
    const wanted = HASH_LENGTH[kind];
    const cut = kind === 'autoV3' && hex.length === 64 ? hex.slice(0, wanted) : hex;
    if (kind === 'autoV3' || kind === 'autoV1') return isHash(cut, wanted) ? realHash(cut) : null;
    return isHash(cut, wanted) ? cut : null;
  };
  return {
    sha256: read('sha256'),
    blake3: read('blake3'),
    crc32: read('crc32'),
    autoV1: read('autoV1'),
    autoV2: read('autoV2'),
    autoV3: read('autoV3'),
  };
}

function isHash(hex: string, digits: number): boolean {
  return hex.length === digits && /^[0-9A-F]+$/.test(hex);
}

function readScan(word: string | null | undefined): ScanResult {
  switch (word?.toLowerCase()) {
    case 'success':
      return 'success';
    case 'danger':
      return 'danger';
    case 'pending':
      return 'pending';
    case 'error':
      return 'error';
    default:
      return 'unknown';
  }
}

/** Milliseconds since 1970, or null for what is no date. */
function readDate(value: string | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function readWord(value: string | null | undefined): string | null {
  const word = cleanLine(value ?? '');
  return word === '' ? null : word;
}

/** Several lines, each of them clean. */
function readText(value: string | null | undefined): string | null {
  const text = (value ?? '').split(/\r?\n/).map(cleanLine).join('\n').trim();
  return text === '' ? null : text;
}

/** Null for what no file can measure. */
function toBytes(sizeKib: number | null): number | null {
  const bytes = sizeKib === null ? -1 : Math.round(sizeKib * BYTES_PER_KIB);
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
}

export function readFile(file: WireFile): ModelFile {
  const sizeKib = file.sizeKB ?? file.sizeKb ?? null;
  return {
    id: file.id,
    untrustedName: readWord(file.overrideName) ?? readWord(file.name) ?? '',
    type: readWord(file.type) ?? 'Model',
    approximateBytes: toBytes(sizeKib),
    format: readWord(file.metadata?.format),
    precision: readWord(file.metadata?.fp),
    sizeClass: readWord(file.metadata?.size),
    quantization: readWord(file.metadata?.quantType),
    hashes: readHashes(file.hashes),
    pickleScan: readScan(file.pickleScanResult),
    pickleScanMessage: readText(file.pickleScanMessage),
    virusScan: readScan(file.virusScanResult),
    virusScanMessage: readText(file.virusScanMessage),
    scannedAt: readDate(file.scannedAt),
    isPrimary: file.primary === true,
    isRequired: file.metadata?.isRequired === true,
  };
}

/** The highest level in a set of bits; unknown or no bits count as the given fallback. */
export function maturityOfBits(bits: number, fallback: MaturityLevel): MaturityLevel {
  for (const level of [...MATURITY_LEVELS].reverse()) {
    if ((bits & MATURITY_BITS[level]) !== 0) return level;
  }
  return fallback;
}

// The words of the old dialect (API note 2).
const MATURITY_OF_WORD: Readonly<Record<string, MaturityLevel>> = {
  none: 'PG',
  soft: 'PG13',
  mature: 'R',
  x: 'XXX',
  pg: 'PG',
  pg13: 'PG13',
  r: 'R',
  xxx: 'XXX',
  blocked: 'XXX',
};

/**
 * The level of one picture; what nobody has rated yet counts as XXX. Every picture of an NSFW model
 * counts as R at least, as the document asks.
 */
export function maturityOfPicture(picture: WirePicture, isModelNsfw: boolean): MaturityLevel {
  const own = ownMaturity(picture);
  if (!isModelNsfw) return own ?? 'PG';
  return own === null ? 'XXX' : atLeast(own, 'R');
}

/** Null when the picture says nothing about itself. */
function ownMaturity(picture: WirePicture): MaturityLevel | null {
  const { nsfwLevel, nsfw } = picture;
  if (typeof nsfwLevel === 'number') return maturityOfBits(nsfwLevel, 'XXX');
  const word = typeof nsfwLevel === 'string' ? nsfwLevel : nsfw;
  if (typeof word === 'string') return MATURITY_OF_WORD[word.toLowerCase()] ?? 'XXX';
  // `true` stood for everything from R upwards.
  if (word === true) return 'XXX';
  return word === false ? 'PG' : null;
}

function atLeast(level: MaturityLevel, least: MaturityLevel): MaturityLevel {
  return MATURITY_BITS[level] >= MATURITY_BITS[least] ? level : least;
}

/**
 * The level from which a model is shown: that of the tamest thing in it, as the service itself counts.
 * `nsfw: true` raises it to R at least.
 */
export function maturityOfModel(model: WireModel): MaturityLevel {
  const bits = model.nsfwLevel ?? null;
  const tamest = MATURITY_LEVELS.find((level) => ((bits ?? 0) & MATURITY_BITS[level]) !== 0);
  // The old dialect has no levels; one that is 0 stands for what nobody has rated yet.
  const level = tamest ?? (bits === null ? 'PG' : 'XXX');
  return model.nsfw === true ? atLeast(level, 'R') : level;
}

/** @param nowMs milliseconds since 1970; an early access that has ended is open */
export function readAccess(version: WireVersion, nowMs: number): VersionAccess {
  const control = version.usageControl?.toLowerCase();
  if (control !== undefined && control !== 'download') return { kind: 'downloadsDisabled' };
  if (version.paidAccess?.permanent === true) return { kind: 'paid' };
  const until =
    readDate(version.paidAccess?.endsAt) ??
    readDate(version.earlyAccessDeadline) ??
    readDate(version.earlyAccessEndsAt);
  if (until !== null) return until > nowMs ? { kind: 'earlyAccess', untilMs: until } : { kind: 'open' };
  if (version.availability === 'EarlyAccess') return { kind: 'earlyAccess', untilMs: null };
  return { kind: 'open' };
}

export function readPublishedAt(version: WireVersion): number | null {
  return readDate(version.publishedAt) ?? readDate(version.createdAt);
}

export function readMode(model: WireModel): ModelMode {
  switch (model.mode?.toLowerCase()) {
    case 'archived':
      return 'archived';
    case 'takendown':
      return 'takenDown';
    default:
      return 'available';
  }
}

/** All three forms the service has used; null when nothing is said (API note 3.2). */
export function readCommercialUse(
  value: string | readonly string[] | null | undefined,
): readonly string[] | null {
  if (value === null || value === undefined) return null;
  const words = typeof value === 'string' ? value.replace(/^\{|\}$/g, '').split(',') : value;
  return words
    .map((word) => word.trim().replace(/^"|"$/g, ''))
    .filter((word) => word !== '' && word !== 'None');
}
