import { decodeBlurHash } from 'fast-blurhash';
import { ImageOff, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { blurhashColour } from './blurhash-colour';
import { classNames } from './class-names';
import { useIsHeldBack } from './picture-pause';
import './picture.css';

interface PictureProps {
  /** Null when there is no picture. */
  readonly src: string | null;
  readonly blurhash: string | null;
  readonly alt: string;
  readonly kind?: 'image' | 'video';
  /** Says that a still stands for a video. */
  readonly videoLabel?: string;
  readonly fit?: 'cover' | 'contain';
  readonly className?: string;
}

/** Fills its parent. Shows the blurhash until the picture is there, so that nothing jumps. */
export function Picture({
  src,
  blurhash,
  alt,
  kind = 'image',
  videoLabel,
  fit = 'cover',
  className,
}: PictureProps) {
  const [loadedSrc, setLoadedSrc] = useState<string | null>(null);
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  const isHeldBack = useIsHeldBack();
  const isMissing = src === null || failedSrc === src;
  const isWaited = loadedSrc !== src;
  return (
    <span
      className={classNames('ui-picture', fit === 'contain' && 'ui-picture-contain', className)}
      style={{ backgroundColor: (isWaited && blurhash && blurhashColour(blurhash)) || undefined }}
    >
      {blurhash && isWaited && !isHeldBack && <Blurhash hash={blurhash} />}
      {isMissing ? (
        <ImageOff aria-hidden size={20} strokeWidth={1.5} className="ui-picture-missing" />
      ) : isHeldBack ? null : (
        <img
          ref={giveUpWhenGone}
          src={src}
          alt={alt}
          decoding="async"
          loading="lazy"
          draggable={false}
          data-loaded={loadedSrc === src || undefined}
          onLoad={() => setLoadedSrc(src)}
          onError={() => setFailedSrc(src)}
          className="ui-picture-image"
        />
      )}
      {kind === 'video' && (
        <span className="ui-picture-video" role="img" aria-label={videoLabel} title={videoLabel}>
          <Play aria-hidden size={12} fill="currentColor" />
        </span>
      )}
    </span>
  );
}

/** An image that is taken out of the document goes on loading; one without an address does not. */
function giveUpWhenGone(image: HTMLImageElement) {
  const address = image.getAttribute('src');
  return () => {
    if (image.complete) return;
    image.removeAttribute('src');
    // In development React takes everything out once, to see whether it can be put back.
    queueMicrotask(() => {
      if (image.isConnected && address !== null) image.setAttribute('src', address);
    });
  };
}

/** A blurhash has no more detail than this. */
const EDGE = 32;

function Blurhash({ hash }: { readonly hash: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // When there is time for it: decoding costs as much as the rest of a card, and the picture may come first.
    const idle = requestIdleCallback(() => ref.current && paint(ref.current, hash), { timeout: 300 });
    return () => cancelIdleCallback(idle);
  }, [hash]);
  return <canvas ref={ref} width={EDGE} height={EDGE} aria-hidden className="ui-picture-blurhash" />;
}

function paint(canvas: HTMLCanvasElement, hash: string): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  try {
    const pixels = context.createImageData(EDGE, EDGE);
    pixels.data.set(decodeBlurHash(hash, EDGE, EDGE));
    context.putImageData(pixels, 0, 0);
  } catch {
    // A hash that is none leaves the plain surface.
  }
}
