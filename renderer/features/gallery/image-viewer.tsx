import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { GalleryImage } from '../../../shared/civitai/images';
import { isTyping } from '../../app/is-typing';
import { liftVeil } from '../../stores/veil';
import { IconButton } from '../../ui/icon-button';
import { ImageDetails } from './image-details';
import { MovingPicture } from './moving-picture';
import '../../ui/dialog.css';
import '../model/lightbox.css';
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
  return (
    <ModalOverlay
      isOpen={image !== undefined}
      onOpenChange={(isOpen) => !isOpen && onIndexChange(null)}
      isDismissable
      className="ui-veil lightbox-veil"
    >
      <Modal className="lightbox-modal">
        <Dialog aria-label={t('viewer.label')} className="lightbox">
          {image && index !== null && (
            <Content
              image={image}
              index={index}
              count={images.length}
              isComplete={isComplete}
              onIndexChange={onIndexChange}
            />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ContentProps {
  readonly image: GalleryImage;
  readonly index: number;
  readonly count: number;
  readonly isComplete: boolean;
  readonly onIndexChange: (index: number | null) => void;
}

function Content({ image, index, count, isComplete, onIndexChange }: ContentProps) {
  const { t } = useTranslation('gallery');
  const step = (by: number) => {
    const next = index + by;
    if (next >= 0 && next < count) onIndexChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key.toLowerCase() === 'v') liftVeil(image.picture.id);
    else return;
    event.preventDefault();
  };
  const position = isComplete
    ? t('viewer.position', { index: index + 1, count })
    : t('viewer.positionOpen', { index: index + 1 });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a shortcut for the two buttons.
    <div className="lightbox-content image-viewer" onKeyDown={onKeyDown}>
      <div className="image-viewer-stage">
        <div className="lightbox-stage">
          <MovingPicture
            key={image.id}
            picture={image.picture}
            width={1200}
            isPlaying
            fit="contain"
            alt={position}
            veilLabel={t('veil.showThis')}
          />
        </div>
        <div className="lightbox-steps">
          <IconButton
            icon={ChevronLeft}
            variant="secondary"
            label={t('viewer.previous')}
            tooltipPlacement="top"
            isDisabled={index === 0}
            onPress={() => step(-1)}
          />
          <span role="status" className="tabular dim">
            {position}
          </span>
          <IconButton
            icon={ChevronRight}
            variant="secondary"
            label={t('viewer.next')}
            tooltipPlacement="top"
            isDisabled={index === count - 1}
            autoFocus
            onPress={() => step(1)}
          />
        </div>
      </div>
      <aside className="image-viewer-side" aria-label={t('viewer.details')}>
        <div className="image-viewer-close">
          <IconButton icon={X} label={t('viewer.close')} onPress={() => onIndexChange(null)} />
        </div>
        <ImageDetails key={image.id} image={image} />
      </aside>
    </div>
  );
}
