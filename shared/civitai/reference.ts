/** What somebody pasted, typed or passed on to say which file they mean. */
export type CivitaiReference =
  | {
      readonly kind: 'model';
      readonly modelId: number;
      readonly versionId: number | null;
      readonly fileId: number | null;
    }
  | {
      readonly kind: 'version';
      readonly versionId: number;
      readonly fileId: number | null;
      /** What a download link asks for besides, such as "SafeTensor" and "fp16"; as it was written. */
      readonly untrustedWishes: readonly string[];
      /** The type of file that it asks for, such as "VAE"; as it was written. */
      readonly untrustedType: string | null;
    }
  /** Upper-case hex in one of the lengths that Civitai stores. */
  | { readonly kind: 'hash'; readonly hash: string };

/** Civitai's ids are positive 32-bit integers. */
const LARGEST_ID = 2_147_483_647;
/** The sites, and the names that lead to them (API note 6). Only ids are read from their links. */
const SITE = /^(?:www\.)?(?:civitai\.(?:com|red|green)|civitaired\.com|civitaic\.com)$/;
const AIR = /^(?:urn:)?air:[^:]*:[^:]*:civitai:(\d+)(?:@(\d+))?(?:\+(\d+))?(?:[:.][\w.-]*)?$/i;
const SHORT_AIR = /^civitai:(\d+)(?:@(\d+))?$/i;
/** AutoV1 and CRC-32, AutoV2, AutoV3, SHA-256 and BLAKE3. */
const HASH_LENGTHS = [8, 10, 12, 64];

/**
 * Reads a link of Civitai's sites (a model's page, a version, a download link), an AIR, the id of a
 * version, or a hash; null for everything else. Digits alone are the id of a version where they can be
 * one, and a hash otherwise; `hash:` in front says that a hash is meant.
 *
 * @param ownHost a further host whose links are read, as `URL.host` writes it
 */
export function parseReference(text: string, ownHost: string | null = null): CivitaiReference | null {
  const trimmed = text.trim();
  const air = AIR.exec(trimmed) ?? SHORT_AIR.exec(trimmed);
  if (air !== null) return modelReference(air[1], air[2], air[3]);
  if (/^\d{1,10}$/.test(trimmed)) {
    const versionId = toId(trimmed);
    if (versionId !== null)
      return { kind: 'version', versionId, fileId: null, untrustedWishes: [], untrustedType: null };
  }
  return parseHash(trimmed) ?? parseLink(trimmed, ownHost);
}

/** @param hostname as `URL.hostname` writes it */
export function isCivitaiHost(hostname: string): boolean {
  return SITE.test(hostname);
}

function parseHash(text: string): CivitaiReference | null {
  const hex = /^(?:(?:hash|sha256|autov[123]|crc32|blake3):)?([0-9a-f]+)$/i.exec(text)?.[1];
  if (hex === undefined || !HASH_LENGTHS.includes(hex.length)) return null;
  return { kind: 'hash', hash: hex.toUpperCase() };
}

function parseLink(text: string, ownHost: string | null): CivitaiReference | null {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!isCivitaiHost(url.hostname) && url.host !== ownHost) return null;
  const query = (name: string) => url.searchParams.get(name) ?? undefined;
  const page = /^\/(?:api\/v1\/)?models\/(\d+)(?:\/|$)/.exec(url.pathname);
  if (page !== null) return modelReference(page[1], query('modelVersionId'), undefined);
  const hash = /^\/api\/v1\/model-versions\/by-hash\/([0-9a-f]+)\/?$/i.exec(url.pathname);
  if (hash !== null) return parseHash(hash[1] ?? '');
  const version = /^\/(?:api\/download\/models|api\/v1\/model-versions|model-versions)\/(\d+)\/?$/.exec(
    url.pathname,
  );
  const versionId = toId(version?.[1]);
  if (versionId === null) return null;
  const wishes = [query('format'), query('fp'), query('size')];
  return {
    kind: 'version',
    versionId,
    fileId: toId(query('fileId')),
    untrustedWishes: wishes.filter((wish) => wish !== undefined),
    untrustedType: query('type') ?? null,
  };
}

function modelReference(
  model: string | undefined,
  version: string | undefined,
  file: string | undefined,
): CivitaiReference | null {
  const modelId = toId(model);
  if (modelId === null) return null;
  return { kind: 'model', modelId, versionId: toId(version), fileId: toId(file) };
}

/** Null for what is no id of Civitai's. */
export function toId(digits: string | undefined): number | null {
  if (digits === undefined || !/^\d{1,10}$/.test(digits)) return null;
  const id = Number(digits);
  return id >= 1 && id <= LARGEST_ID ? id : null;
}
