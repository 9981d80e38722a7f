import { Skeleton } from '../../ui/skeleton';

/** Rows in the size of the real ones, so that nothing jumps when those arrive. */
export function QueueSkeleton() {
  return (
    <div className="queue-skeleton" aria-hidden>
      {[320, 260, 380].map((width) => (
        <div key={width} className="queue-skeleton-row">
          <Skeleton width={44} height={52} radius={4} />
          <div className="queue-skeleton-words">
            <Skeleton width={width} height={12} />
            <Skeleton width={width * 1.4} height={10} />
          </div>
        </div>
      ))}
    </div>
  );
}
