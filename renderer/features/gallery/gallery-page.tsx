import { ImageOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GallerySubject } from '../../../shared/civitai/images';
import { ageOf } from '../../app/answer-age';
import { SeenNote } from '../../app/seen-note';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { GridSkeleton } from '../grid/grid-skeleton';
import { useGalleryOrder } from './gallery-order';
import { GalleryTitle } from './gallery-title';
import { GalleryTools } from './gallery-tools';
import { ImageGrid } from './image-grid';
import { type GalleryView, useGallery } from './use-gallery';
import './gallery-page.css';

/** The pictures that people made with a model or a version, or that a creator or a post shows. */
export function GalleryPage({ subject }: { readonly subject: GallerySubject }) {
  return (
    <div className="images-page">
      <header className="images-head">
        <GalleryTitle subject={subject} />
      </header>
      <SubjectGallery subject={subject} />
    </div>
  );
}

/** The pictures with what orders them, without a heading of their own. */
export function SubjectGallery({ subject }: { readonly subject: GallerySubject }) {
  const { sort, period } = useGalleryOrder();
  // One picture has no order, and is asked for whenever it was posted.
  const isOne = subject.kind === 'image';
  const gallery = useGallery({ subject, sort, period });
  return (
    <>
      {!isOne && <GalleryTools />}
      <SeenNote seen={ageOf(gallery.data)} />
      <Found gallery={gallery} emptyKey={isOne ? 'emptyOne' : 'empty'} />
    </>
  );
}

interface FoundProps {
  readonly gallery: GalleryView;
  /** Which words say that there is nothing. */
  readonly emptyKey: 'empty' | 'emptyOne';
}

function Found({ gallery, emptyKey }: FoundProps) {
  const { t } = useTranslation('gallery');
  const { images, isError, isPending, isFetching } = gallery;
  if (isError && images.length === 0) {
    return (
      <div className="images-centre">
        <ErrorCard
          {...describeFailure(failureOf(gallery.error))}
          action={{ label: t('retry'), onPress: () => void gallery.refetch() }}
        />
      </div>
    );
  }
  if (images.length > 0) return <ImageGrid key={gallery.galleryKey} gallery={gallery} />;
  if (isPending || isFetching) return <GridSkeleton />;
  return (
    <div className="images-centre">
      <EmptyState icon={ImageOff} title={t(`${emptyKey}.title`)}>
        {t(`${emptyKey}.text`)}
      </EmptyState>
    </div>
  );
}
