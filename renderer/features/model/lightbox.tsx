import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Picture as ModelPicture } from '../../../shared/civitai/model';
import { liftVeil } from '../../stores/veil';
import { IconButton } from '../../ui/icon-button';
import { MovingPicture } from '../gallery/moving-picture';
import '../../ui/dialog.css';
import './lightbox.css';

interface LightboxProps {
  readonly pictures: readonly ModelPicture[];
  readonly modelName: string;
  /** Null while it is closed. */
  readonly index: number | null;
  readonly onIndexChange: (index: number | null) => void;
}

export function Lightbox({ pictures, modelName, index, onIndexChange }: LightboxProps) {
  const { t } = useTranslation('model');
  const picture = index === null ? undefined : pictures[index];
  return (
    <ModalOverlay
      isOpen={picture !== undefined}
      onOpenChange={(isOpen) => !isOpen && onIndexChange(null)}
      isDismissable
      className="ui-veil lightbox-veil"
    >
      <Modal className="lightbox-modal">
        <Dialog aria-label={t('pictures.viewer')} className="lightbox">
          {picture && index !== null && (
            <LightboxContent
              picture={picture}
              modelName={modelName}
              index={index}
              count={pictures.length}
              onIndexChange={onIndexChange}
            />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface LightboxContentProps {
  readonly picture: ModelPicture;
  readonly modelName: string;
  readonly index: number;
  readonly count: number;
  readonly onIndexChange: (index: number | null) => void;
}

function LightboxContent({ picture, modelName, index, count, onIndexChange }: LightboxContentProps) {
  const { t } = useTranslation('model');
  const step = (by: number) => {
    const next = index + by;
    if (next >= 0 && next < count) onIndexChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key.toLowerCase() === 'v') liftVeil(picture.id);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a shortcut for the two buttons.
    <div className="lightbox-content" onKeyDown={onKeyDown}>
      <header className="lightbox-header">
        <span className="ellipsis">{modelName}</span>
        <span role="status" className="tabular dim">
          {t('pictures.position', { index: index + 1, count })}
        </span>
        <span className="lightbox-gap" />
        <IconButton icon={X} label={t('pictures.close')} onPress={() => onIndexChange(null)} />
      </header>
      <div className="lightbox-stage">
        <MovingPicture
          key={picture.id}
          picture={{ ...picture, blurhash: null }}
          width={1200}
          isPlaying
          alt={t('pictures.position', { index: index + 1, count })}
          fit="contain"
          veilLabel={t('pictures.show', { index: index + 1 })}
        />
      </div>
      <div className="lightbox-steps">
        <IconButton
          icon={ChevronLeft}
          variant="secondary"
          label={t('pictures.previous')}
          tooltipPlacement="top"
          isDisabled={index === 0}
          onPress={() => step(-1)}
        />
        <IconButton
          icon={ChevronRight}
          variant="secondary"
          label={t('pictures.next')}
          tooltipPlacement="top"
          isDisabled={index === count - 1}
          autoFocus
          onPress={() => step(1)}
        />
      </div>
    </div>
  );
}
