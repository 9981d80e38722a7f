import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { emptyWish } from '../../../shared/civitai/search';
import { changeSearch, useViewStore } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { TextButton } from '../../ui/text-button';
import { SeenBefore } from './seen-before';
import type { ModelSearch } from './use-model-search';

export function DiscoverEmpty({ search }: { readonly search: ModelSearch }) {
  const { t } = useTranslation('discover');
  const hasWords = useViewStore((state) => state.search.text !== '');
  return (
    <div className="discover-centre">
      <EmptyState
        icon={SearchX}
        title={t('empty.title')}
        action={{ label: t('empty.clear'), onPress: () => changeSearch(emptyWish) }}
        isPrimaryAction={false}
      >
        <p>{t('empty.text')}</p>
        {hasWords && <p>{t('incomplete')}</p>}
        <SeenBefore shown={search.models} />
        {search.leftOutCount > 0 && <p>{t('leftOut', { count: search.leftOutCount })}</p>}
        {search.skippedCount > 0 && <p>{t('skipped', { count: search.skippedCount })}</p>}
        {search.isStuck && <TextButton onPress={search.loadMore}>{t('searchFurther')}</TextButton>}
      </EmptyState>
    </div>
  );
}
