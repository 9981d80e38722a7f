import { useTranslation } from 'react-i18next';
import type { GalleryImage } from '../../../shared/civitai/images';
import { liftVeil } from '../../stores/veil';
import { Viewer, ViewerClose } from '../../ui/viewer';
import { ImageDetails } from './image-details';
import { MovingPicture } from './moving-picture';
import './image-viewer.css';

interface ImageViewerProps {
  readonly images: readonly GalleryImage[];
  /** Whether there are no more than these. */
  readonly isComplete: boolean;
  /** Null while it is closed. */
  readonly index: number | null;
  readonly onIndexChange: (index: number | null) => void;
}

/** One picture large, with how it was made beside it. */
export function ImageViewer({ images, isComplete, index, onIndexChange }: ImageViewerProps) {
  const { t } = useTranslation('gallery');
  const image = index === null ? undefined : images[index];
  const place = (index ?? 0) + 1;
  const position = isComplete
    ? t('viewer.position', { index: place, count: images.length })
    : t('viewer.positionOpen', { index: place });
  return (
    <Viewer
      label={t('viewer.label')}
      index={image === undefined ? null : index}
      count={images.length}
      onIndexChange={onIndexChange}
      words={{ previous: t('viewer.previous'), next: t('viewer.next') }}
      onKey={({ key }) => {
        if (image === undefined || key.toLowerCase() !== 'v') return false;
        liftVeil(image.picture.id);
        return true;
      }}
      position={
        <span role="status" className="tabular dim">
          {position}
        </span>
      }
      side={
        image && (
          <aside className="image-viewer-side" aria-label={t('viewer.details')}>
            <div className="image-viewer-close">
              <ViewerClose label={t('viewer.close')} onClose={() => onIndexChange(null)} />
            </div>
            <ImageDetails key={image.id} image={image} />
          </aside>
        )
      }
    >
      {image && (
        <MovingPicture
          key={image.id}
          picture={image.picture}
          width={1200}
          isPlaying
          fit="contain"
          alt={position}
          veilLabel={t('veil.showThis')}
        />
      )}
    </Viewer>
  );
}
