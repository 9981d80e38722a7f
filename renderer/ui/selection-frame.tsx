import type { ReactNode } from 'react';
import { Button } from './button';
import './selection-frame.css';

interface SelectionFrameProps {
  /** The accessible name of the region. */
  readonly label: string;
  /** What is selected; told without being looked for. Null while nothing is. */
  readonly words: string | null;
  /** What is to be known besides, for example why something cannot be done. */
  readonly note?: string | null;
  readonly clearLabel: string;
  readonly onClear: () => void;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** The bar below a list of which something is selected. */
export function SelectionFrame({ label, words, note, clearLabel, onClear, children }: SelectionFrameProps) {
  return (
    <>
      <span role="status" className="visually-hidden">
        {words}
      </span>
      {words !== null && (
        <section className="selection-bar" aria-label={label}>
          <span className="selection-bar-count tabular" aria-hidden>
            {words}
          </span>
          {note && <span className="dim">{note}</span>}
          <div className="selection-bar-acts">
            <Button variant="quiet" onPress={onClear}>
              {clearLabel}
            </Button>
            {children}
          </div>
        </section>
      )}
    </>
  );
}
