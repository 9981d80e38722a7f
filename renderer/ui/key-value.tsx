import type { ReactNode } from 'react';
import { classNames } from './class-names';
import './key-value.css';

interface KeyValueProps {
  readonly rows: readonly { readonly label: string; readonly value: ReactNode; readonly title?: string }[];
  readonly className?: string;
}

export function KeyValue({ rows, className }: KeyValueProps) {
  return (
    <dl className={classNames('ui-facts', className)}>
      {rows.map(({ label, value, title }) => (
        <div key={label} className="ui-fact">
          <dt className="ui-fact-label">{label}</dt>
          <dd className="ui-fact-value selectable" title={title}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
