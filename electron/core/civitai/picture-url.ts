/** Widths the service's picture host keeps ready (API note 6). */
export const PICTURE_WIDTHS = [96, 320, 450, 800, 1200] as const;
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];

const VIDEO_NAME = /\.(mp4|webm)$/i;

/**
 * The addresses of a picture in a certain width, as a still image; the second one is for when the first
 * gives something else.
 *
 * The picture host takes its parameters as one part of the path, such as
 * `/width=450,optimized=true/`; an address without that part is used as it is. Asked for a still of a video
 * it sometimes sends the video; from a later frame it then mostly sends a picture (API note 6).
 */
export function stillPictureUrls(url: string, width: PictureWidth): readonly string[] {
  if (!VIDEO_NAME.test(new URL(url).pathname)) return [withParameters(url, `width=${width},optimized=true`)];
  const urls = ['transcode=true,anim=false', 'transcode=true,anim=false,skip=4'].map((still) =>
    withParameters(url, `${still},width=${width}`, '.jpeg'),
  );
  return [...new Set(urls)];
}

/** The address of a video in a size that plays at once; null for what is no video. */
export function playableVideoUrl(url: string): string | null {
  if (!VIDEO_NAME.test(new URL(url).pathname)) return null;
  return withParameters(url, 'transcode=true,width=450,optimized=true', '.mp4');
}

/** @param extension takes the place of the one that a video has */
function withParameters(url: string, parameters: string, extension?: string): string {
  const parsed = new URL(url);
  const parts = parsed.pathname.split('/');
  const index = parts.findIndex((part) => /^[a-z]+=[^/]*$/i.test(part));
  if (index === -1) return url;
  parts[index] = parameters;
  const path = parts.join('/');
  parsed.pathname = extension === undefined ? path : path.replace(VIDEO_NAME, extension);
  return parsed.href;
}

/** What an image really is, told by its first bytes; names and headers are often wrong (API note 6). */
export function sniffImageType(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  if (text.startsWith('\u0089PNG\r\n')) return 'image/png';
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (text.startsWith('GIF8')) return 'image/gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.slice(4, 12) === 'ftypavif') return 'image/avif';
  return null;
}

/** What a video really is; null for anything that Civet does not play. */
export function sniffVideoType(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  if (text.slice(4, 8) === 'ftyp' && !text.startsWith('avi', 8)) return 'video/mp4';
  return text.startsWith('\u001aE\u00df\u00a3') ? 'video/webm' : null;
}
