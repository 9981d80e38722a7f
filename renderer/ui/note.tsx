import type { LucideIcon } from 'lucide-react';
import './note.css';

interface NoteProps {
  readonly icon: LucideIcon;
  readonly tone: 'attention' | 'waiting';
  readonly children: string;
}

/** One line about how things stand, above a list. */
export function Note({ icon: Icon, tone, children }: NoteProps) {
  return (
    <p className={`ui-note ui-note-${tone}`}>
      <Icon aria-hidden size={16} />
      <span>{children}</span>
    </p>
  );
}
