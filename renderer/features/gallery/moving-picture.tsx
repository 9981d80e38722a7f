import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture as PictureFacts } from '../../../shared/civitai/model';
import { type PictureWidth, pictureUrl } from '../../ipc/picture-url';
import { liftVeil, useIsVeiled } from '../../stores/veil';
import { Picture } from '../../ui/picture';
import { Veil } from '../../ui/veil';
import './moving-picture.css';

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

function subscribe(listener: () => void): () => void {
  reducedMotion.addEventListener('change', listener);
  return () => reducedMotion.removeEventListener('change', listener);
}

interface MovingPictureProps {
  readonly picture: PictureFacts;
  readonly width: PictureWidth;
  /** Whether somebody looks at it closely. Nothing plays for those who asked for less motion. */
  readonly isPlaying: boolean;
  readonly fit?: 'cover' | 'contain';
  readonly alt?: string;
  /** Names the picture to whoever has to ask for it first. */
  readonly veilLabel: string;
  /** Where the picture is a cell, which has a key of its own for it. */
  readonly isVeilOutOfTabOrder?: boolean;
}

/** A picture, or the poster frame of a video that plays without sound while it is looked at. */
export function MovingPicture({
  picture,
  width,
  isPlaying,
  fit = 'cover',
  alt = '',
  veilLabel,
  isVeilOutOfTabOrder = false,
}: MovingPictureProps) {
  const { t } = useTranslation('gallery');
  const wantsLess = useSyncExternalStore(subscribe, () => reducedMotion.matches);
  const isVeiled = useIsVeiled(picture);
  const plays = picture.kind === 'video' && isPlaying && !wantsLess && !isVeiled;
  return (
    <span className={isVeiled ? 'moving-picture ui-veiled' : 'moving-picture'}>
      <Picture
        src={pictureUrl(picture.id, width)}
        blurhash={picture.blurhash}
        alt={alt}
        fit={fit}
        kind={plays ? 'image' : picture.kind}
        videoLabel={t('video')}
      />
      {isVeiled && (
        <Veil
          text={t('veil.show')}
          label={veilLabel}
          hint={isVeilOutOfTabOrder ? 'V' : null}
          onLift={() => liftVeil(picture.id)}
          excludeFromTabOrder={isVeilOutOfTabOrder}
        />
      )}
      {plays && <Playing src={pictureUrl(picture.id, width, { isStill: false })} fit={fit} />}
    </span>
  );
}

interface PlayingProps {
  readonly src: string;
  readonly fit: 'cover' | 'contain';
}

/** Transparent until it has a frame, so that the poster below stays in view. */
function Playing({ src, fit }: PlayingProps) {
  const [hasFrame, setHasFrame] = useState(false);
  return (
    <video
      src={src}
      className="moving-picture-video"
      style={{ objectFit: fit }}
      data-ready={hasFrame || undefined}
      autoPlay
      loop
      muted
      playsInline
      disablePictureInPicture
      onPlaying={() => setHasFrame(true)}
      tabIndex={-1}
      aria-hidden
    />
  );
}
