import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Picture as ModelPicture } from '../../../shared/civitai/model';
import { pictureUrl } from '../../ipc/picture-url';
import { Picture } from '../../ui/picture';
import { Lightbox } from './lightbox';
import './gallery.css';

/** For pictures that do not say how large they are: Civitai's most common shape. */
const USUAL_RATIO = 2 / 3;

interface GalleryProps {
  readonly pictures: readonly ModelPicture[];
  readonly modelName: string;
}

/** A strip of pictures in one height; pressing one opens it large. */
export function Gallery({ pictures, modelName }: GalleryProps) {
  const { t } = useTranslation('model');
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  if (pictures.length === 0) return <p className="gallery-none dim">{t('pictures.none')}</p>;
  const entries = pictures.map((picture, index) => ({ picture, index, id: picture.id }));
  return (
    <>
      <GridList
        aria-label={t('pictures.label')}
        orientation="horizontal"
        className="gallery"
        items={entries}
        onAction={(key) => setOpenIndex(entries.findIndex(({ id }) => id === key))}
      >
        {({ picture, index, id }) => {
          const label = t(picture.kind === 'video' ? 'pictures.openVideo' : 'pictures.open', {
            index: index + 1,
            count: pictures.length,
          });
          return (
            <GridListItem
              id={id}
              textValue={label}
              className="gallery-picture"
              style={{ aspectRatio: ratioOf(picture) }}
            >
              <Picture
                src={pictureUrl(picture.id, 450)}
                blurhash={picture.blurhash}
                alt=""
                kind={picture.kind}
                videoLabel={t('pictures.video')}
              />
            </GridListItem>
          );
        }}
      </GridList>
      <Lightbox pictures={pictures} modelName={modelName} index={openIndex} onIndexChange={setOpenIndex} />
    </>
  );
}

/** Kept within bounds, so that a very wide or very tall picture leaves room for its neighbours. */
function ratioOf({ width, height }: ModelPicture): number {
  const ratio = width && height ? width / height : USUAL_RATIO;
  return Math.min(1.78, Math.max(0.56, ratio));
}
