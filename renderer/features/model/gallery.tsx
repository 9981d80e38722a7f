import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Picture as ModelPicture } from '../../../shared/civitai/model';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { Section } from '../../ui/section';
import { MovingPicture } from '../gallery/moving-picture';
import { Lightbox } from './lightbox';
import './gallery.css';

/** For pictures that do not say how large they are: Civitai's most common shape. */
const USUAL_RATIO = 2 / 3;

interface GalleryProps {
  readonly modelId: number;
  readonly versionId: number;
  readonly pictures: readonly ModelPicture[];
  readonly modelName: string;
}

/** A strip of pictures in one height; pressing one opens it large. */
export function Gallery({ modelId, versionId, pictures, modelName }: GalleryProps) {
  const { t } = useTranslation('model');
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  const entries = pictures.map((picture, index) => ({ picture, index, id: picture.id }));
  return (
    <Section
      title={t('pictures.label')}
      actions={
        <>
          <Button
            size="small"
            variant="quiet"
            onPress={() => navigate({ screen: 'images', subject: { kind: 'version', modelId, versionId } })}
          >
            {t('pictures.ofVersion')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            onPress={() => navigate({ screen: 'images', subject: { kind: 'model', modelId } })}
          >
            {t('pictures.ofModel')}
          </Button>
        </>
      }
    >
      {pictures.length === 0 && <p className="dim">{t('pictures.none')}</p>}
      {pictures.length > 0 && (
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
                {({ isHovered, isFocusVisible }) => (
                  <MovingPicture
                    picture={picture}
                    width={450}
                    isPlaying={isHovered || isFocusVisible}
                    veilLabel={t('pictures.show', { index: index + 1 })}
                  />
                )}
              </GridListItem>
            );
          }}
        </GridList>
      )}
      <Lightbox pictures={pictures} modelName={modelName} index={openIndex} onIndexChange={setOpenIndex} />
    </Section>
  );
}

/** Kept within bounds, so that a very wide or very tall picture leaves room for its neighbours. */
function ratioOf({ width, height }: ModelPicture): number {
  const ratio = width && height ? width / height : USUAL_RATIO;
  return Math.min(1.78, Math.max(0.56, ratio));
}
