import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { SectionWords } from './section-words';
import './section.css';

interface SectionProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Section({ title, description, actions, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classNames('ui-section', className)}>
      <header className="ui-section-header">
        <div className="ui-section-words">
          <h2 id={id} className="ui-section-title">
            {title}
          </h2>
          {description && <p className="ui-section-description">{description}</p>}
        </div>
        {actions}
      </header>
      <SectionWords.Provider value={typeof description === 'string' ? `${title} ${description}` : title}>
        {children}
      </SectionWords.Provider>
    </section>
  );
}
