/** Widths the service's picture host keeps ready (API note 6). */
export const PICTURE_WIDTHS = [96, 320, 450, 800, 1200] as const;
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];

/**
 * The address of a picture in a certain width, as a still image.
 *
 * The picture host takes its parameters as one part of the path, such as
 * `/width=450,optimized=true/`; an address without that part is used as it is.
 */
export function sizedPictureUrl(url: string, width: PictureWidth): string {
  const parsed = new URL(url);
  const parts = parsed.pathname.split('/');
  const index = parts.findIndex((part) => /^[a-z]+=[^/]*$/i.test(part));
  if (index === -1) return url;
  const isVideo = /\.(mp4|webm)$/i.test(parsed.pathname);
  parts[index] = isVideo ? `transcode=true,anim=false,width=${width}` : `width=${width},optimized=true`;
  const path = parts.join('/');
  parsed.pathname = isVideo ? path.replace(/\.(mp4|webm)$/i, '.jpeg') : path;
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
