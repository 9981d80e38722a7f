import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryImage } from '../../../shared/civitai/images';
import { liftVeil } from '../../stores/veil';
import { CardGrid, type CardGridHandle, type CardPlace } from '../grid/card-grid';
import { GalleryEnd } from './gallery-end';
import { ImageCard } from './image-card';
import { ImageViewer } from './image-viewer';
import type { GalleryView } from './use-gallery';

/** The pictures of a gallery, and one of them large when it was opened. */
export function ImageGrid({ gallery }: { readonly gallery: GalleryView }) {
  const { t } = useTranslation('gallery');
  const { images, galleryKey, hasNextPage, isFetching, isError, loadMore } = gallery;
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  const grid = useRef<CardGridHandle>(null);

  const onKey = (event: KeyboardEvent, index: number) => {
    if (event.altKey || event.metaKey) return false;
    const image = images[index];
    if (event.key === 'Enter' || event.key === ' ') setOpenIndex(index);
    else if (event.key.toLowerCase() === 'v' && !event.ctrlKey && image) liftVeil(image.picture.id);
    else return false;
    return true;
  };
  return (
    <>
      <CardGrid
        ref={grid}
        items={images}
        label={t('grid')}
        placeKey={galleryKey}
        isBusy={isFetching}
        isComplete={!hasNextPage}
        onNearEnd={hasNextPage && !isFetching && !isError ? loadMore : null}
        furthestIndex={openIndex ?? 0}
        renderCard={renderCard}
        onPress={({ index }) => setOpenIndex(index)}
        onKey={onKey}
      >
        <GalleryEnd gallery={gallery} />
      </CardGrid>
      <ImageViewer
        images={images}
        isComplete={!hasNextPage}
        index={openIndex}
        onIndexChange={(index) => {
          if (index === null && openIndex !== null) grid.current?.show(openIndex);
          setOpenIndex(index);
        }}
      />
    </>
  );
}

function renderCard(image: GalleryImage, { index, column, isTabbable }: CardPlace) {
  return <ImageCard key={image.id} image={image} index={index} column={column} isTabbable={isTabbable} />;
}
