import { classNames } from './class-names';
import './skeleton.css';

interface SkeletonProps {
  readonly width?: number | string;
  readonly height?: number | string;
  readonly radius?: number;
  readonly className?: string;
}

/** Holds the place of what is on its way, in its size. */
export function Skeleton({ width, height, radius, className }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={classNames('ui-skeleton', className)}
      style={{ width, height, borderRadius: radius }}
    />
  );
}
