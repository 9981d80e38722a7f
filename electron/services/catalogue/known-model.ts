import type { ModelDetails, ModelVersion, Picture } from '../../../shared/civitai/model';
import { cleanLine } from '../../core/civitai/clean-text';
import {
  isWithin,
  maturityOfModel,
  maturityOfPicture,
  readAccess,
  readCommercialUse,
  readFile,
  readMode,
  readPublishedAt,
} from '../../core/civitai/read-model';
import type { WireModel, WirePicture, WireVersion } from '../../core/civitai/wire';
import type { PictureBook } from '../../core/ports';

type KnownPicture = Omit<Picture, 'id'> & { readonly url: string };
type KnownVersion = Omit<ModelVersion, 'pictures'> & { readonly pictures: readonly KnownPicture[] };

/** A model with everything main knows of it; pictures of every level, with their addresses. */
export type KnownModel = Omit<ModelDetails, 'versions'> & { readonly versions: readonly KnownVersion[] };

/** @param nowMs milliseconds since 1970, to tell whether an early access has ended */
export function toKnownModel(wire: WireModel, nowMs: number): KnownModel {
  return {
    id: wire.id,
    name: cleanLine(wire.name ?? '') || `Model ${wire.id}`,
    type: cleanLine(wire.type ?? '') || 'Other',
    maturity: maturityOfModel(wire),
    mode: readMode(wire),
    creator: cleanLine(wire.creator?.username ?? '') || null,
    tags: cleanLines(wire.tags),
    downloadCount: wire.stats?.downloadCount ?? null,
    likeCount: wire.stats?.thumbsUpCount ?? wire.stats?.favoriteCount ?? null,
    untrustedDescription: wire.description ?? null,
    licence: {
      isCreditRequired: typeof wire.allowNoCredit === 'boolean' ? !wire.allowNoCredit : null,
      allowsDerivatives: wire.allowDerivatives ?? null,
      allowsDifferentLicence: wire.allowDifferentLicense ?? null,
      commercialUse: readCommercialUse(wire.allowCommercialUse),
    },
    versions: wire.modelVersions.map((version) =>
      toKnownVersion(version, !isWithin(maturityOfModel(wire), 'PG13'), nowMs),
    ),
  };
}

function toKnownVersion(wire: WireVersion, isModelNsfw: boolean, nowMs: number): KnownVersion {
  return {
    id: wire.id,
    name: cleanLine(wire.name ?? '') || `Version ${wire.id}`,
    baseModel: cleanLine(wire.baseModel ?? '') || null,
    publishedAt: readPublishedAt(wire),
    untrustedDescription: wire.description ?? null,
    triggerWords: cleanLines(wire.trainedWords),
    downloadCount: wire.stats?.downloadCount ?? null,
    access: readAccess(wire, nowMs),
    files: wire.files.map(readFile),
    pictures: wire.images.flatMap((picture) => toKnownPicture(picture, isModelNsfw)),
  };
}

/** Without repetitions, and without what is empty once cleaned. */
function cleanLines(untrusted: readonly string[]): readonly string[] {
  return [...new Set(untrusted.map(cleanLine))].filter((line) => line !== '');
}

function toKnownPicture(wire: WirePicture, isModelNsfw: boolean): readonly KnownPicture[] {
  if (wire.type === 'audio' || !URL.canParse(wire.url)) return [];
  return [
    {
      url: wire.url,
      kind: wire.type === 'video' || /\.(mp4|webm)$/i.test(wire.url) ? 'video' : 'image',
      width: wire.width ?? null,
      height: wire.height ?? null,
      blurhash: wire.hash ?? null,
      maturity: maturityOfPicture(wire, isModelNsfw),
    },
  ];
}

/** What the page may see of a picture: an id that main can lead back to the address. */
export function namePicture(book: PictureBook, { url, ...picture }: KnownPicture): Picture {
  return { ...picture, id: book.idOf(url) };
}
