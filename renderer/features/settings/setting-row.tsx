import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly title: string;
  /** What it changes, in a sentence. */
  readonly effect: string;
  readonly children: ReactNode;
}

/** One setting: its name and effect at the start, its control at the end. */
export function SettingRow({ title, effect, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div className="setting-words">
        {/* The control carries the same words as its accessible name. */}
        <p aria-hidden className="setting-title">
          {title}
        </p>
        <p className="setting-effect dim">{effect}</p>
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}
