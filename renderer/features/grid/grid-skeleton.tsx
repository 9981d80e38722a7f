import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/skeleton';
import { measureGrid } from './grid-layout';
import { useElementSize } from './use-element-size';
import './card-grid.css';

/** The grid before its first page, with the same measures, so that nothing jumps. */
export function GridSkeleton() {
  const { t } = useTranslation('discover');
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(ref);
  const { columnCount, cardHeight, rowHeight } = measureGrid(width);
  const count = width === 0 ? 0 : columnCount * Math.ceil(height / rowHeight);
  return (
    <div ref={ref} className="card-grid-scroll card-grid-loading" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <div className="card-grid-row" style={{ gridTemplateColumns: `repeat(${columnCount}, 1fr)` }}>
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder is nothing but its place.
          <Skeleton key={index} height={cardHeight} radius={8} />
        ))}
      </div>
    </div>
  );
}
