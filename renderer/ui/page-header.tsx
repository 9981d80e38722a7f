import type { ReactNode } from 'react';
import './page-header.css';

interface PageHeaderProps {
  readonly title: string;
  /** One line below it: how many there are, or how old it is. */
  readonly subtitle?: ReactNode;
  /** What is done with the page as a whole. */
  readonly children?: ReactNode;
}

/** The head of a page that scrolls below it. */
export function PageHeader({ title, subtitle, children }: PageHeaderProps) {
  return (
    <header className="ui-page-header">
      <div className="ui-page-title">
        <h1 className="screen-title">{title}</h1>
        {subtitle}
      </div>
      {children && <div className="ui-page-tools">{children}</div>}
    </header>
  );
}
