import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GallerySubject } from '../../../shared/civitai/images';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { useModel } from '../model/use-model';

/** Says whose pictures these are, and leads to them. */
export function GalleryTitle({ subject }: { readonly subject: GallerySubject }) {
  const { t } = useTranslation('gallery');
  switch (subject.kind) {
    case 'model':
      return <ModelTitle modelId={subject.modelId} versionId={null} />;
    case 'version':
      return <ModelTitle modelId={subject.modelId} versionId={subject.versionId} />;
    case 'creator':
      return <h1 className="images-title">{t('title.creator', { name: subject.username })}</h1>;
    case 'post':
      return <h1 className="images-title">{t('title.post', { id: subject.postId })}</h1>;
    case 'image':
      return <h1 className="images-title">{t('title.image', { id: subject.imageId })}</h1>;
  }
}

interface ModelTitleProps {
  readonly modelId: number;
  readonly versionId: number | null;
}

function ModelTitle({ modelId, versionId }: ModelTitleProps) {
  const { t } = useTranslation('gallery');
  const { data: model } = useModel(modelId);
  const version = model?.versions.find(({ id }) => id === versionId);
  const name = model?.name ?? t('title.modelOf', { id: modelId });
  return (
    <>
      <h1 className="images-title">
        {version ? t('title.version', { name, version: version.name }) : t('title.model', { name })}
      </h1>
      <Button size="small" icon={ArrowLeft} onPress={() => navigate({ screen: 'model', modelId, versionId })}>
        {t('title.toModel')}
      </Button>
    </>
  );
}
