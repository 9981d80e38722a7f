import { useTranslation } from 'react-i18next';
import { ModelList } from '../creator/model-list';
import '../creator/browse-page.css';

/** The models that carry a tag. */
export function TagPage({ tag }: { readonly tag: string }) {
  const { t } = useTranslation('browse');
  return (
    <div className="browse-page">
      <header className="browse-head">
        <h1 className="browse-title selectable">#{tag}</h1>
      </header>
      <ModelList filters={{ tags: [tag] }} emptyText={t('tag.noModels')} />
    </div>
  );
}
