import { useTranslation } from 'react-i18next';
import type { Picture as ModelPicture } from '../../../shared/civitai/model';
import { liftVeil } from '../../stores/veil';
import { Viewer, ViewerClose } from '../../ui/viewer';
import { MovingPicture } from '../gallery/moving-picture';

interface LightboxProps {
  readonly pictures: readonly ModelPicture[];
  readonly modelName: string;
  /** Null while it is closed. */
  readonly index: number | null;
  readonly onIndexChange: (index: number | null) => void;
}

/** The pictures that a creator shows of a version, one at a time. */
export function Lightbox({ pictures, modelName, index, onIndexChange }: LightboxProps) {
  const { t } = useTranslation('model');
  const picture = index === null ? undefined : pictures[index];
  const place = (index ?? 0) + 1;
  const position = t('pictures.position', { index: place, count: pictures.length });
  return (
    <Viewer
      label={t('pictures.viewer')}
      index={picture === undefined ? null : index}
      count={pictures.length}
      onIndexChange={onIndexChange}
      words={{ previous: t('pictures.previous'), next: t('pictures.next') }}
      onKey={({ key }) => {
        if (picture === undefined || key.toLowerCase() !== 'v') return false;
        liftVeil(picture.id);
        return true;
      }}
      head={
        <header className="viewer-head">
          <span className="ellipsis">{modelName}</span>
          <span role="status" className="tabular dim">
            {position}
          </span>
          <span className="viewer-head-gap" />
          <ViewerClose label={t('pictures.close')} onClose={() => onIndexChange(null)} />
        </header>
      }
    >
      {picture && (
        <MovingPicture
          key={picture.id}
          picture={{ ...picture, blurhash: null }}
          width={1200}
          isPlaying
          alt={position}
          fit="contain"
          veilLabel={t('pictures.show', { index: place })}
        />
      )}
    </Viewer>
  );
}
