import type { ReactNode } from 'react';
import { classNames } from './class-names';
import './box.css';

interface BoxProps {
  /** The accessible name of the list. */
  readonly label: string;
  readonly title: string;
  /** Whether the title is read aloud when it changes. */
  readonly isStatus?: boolean;
  /** `BoxRow`s. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** A list of small things under a quiet heading, which scrolls within itself. */
export function Box({ label, title, isStatus = false, children, className }: BoxProps) {
  return (
    <section className={classNames('ui-box', className)} aria-label={label}>
      <h3 className="ui-box-title dim" {...(isStatus ? { 'aria-live': 'polite' } : {})}>
        {title}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard, too. */}
      <ul className="ui-box-list" tabIndex={0} aria-label={label}>
        {children}
      </ul>
    </section>
  );
}

export function BoxRow({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return <li className={classNames('ui-box-row', className)}>{children}</li>;
}
