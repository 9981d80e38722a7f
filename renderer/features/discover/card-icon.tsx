/** Icons of Lucide (ISC), each as one path: a card has several, and while it is scrolled by every element counts. */
const PATHS = {
  downloads: 'M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5',
  likes:
    'M15 5.88 14 10h5.83a2 2 0 0 1 1.92 2.56l-2.33 8A2 2 0 0 1 17.5 22H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.76a2 2 0 0 0 1.79-1.11L12 2a3.13 3.13 0 0 1 3 3.88ZM7 10v12',
  details: 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM15 3v18',
  take: 'M12 17V3M6 11l6 6 6-6M19 21H5',
} as const;

interface CardIconProps {
  readonly name: keyof typeof PATHS;
  /** Pixels. */
  readonly size: number;
}

export function CardIcon({ name, size }: CardIconProps) {
  return (
    <svg aria-hidden="true" className="card-icon" viewBox="0 0 24 24" width={size} height={size}>
      <path d={PATHS[name]} />
    </svg>
  );
}
