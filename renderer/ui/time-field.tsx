import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import './field.css';
import './time-field.css';

interface TimeFieldProps {
  readonly label: string;
  /** Minutes since midnight, 0 to 1439. */
  readonly minute: number;
  readonly onChange: (minute: number) => void;
}

/** A time of day. While it is being typed and is no time yet, nothing changes. */
export function TimeField({ label, minute, onChange }: TimeFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const change = (text: string) => {
    const typed = minuteOf(text);
    setDraft(typed === null ? text : null);
    if (typed !== null && typed !== minute) onChange(typed);
  };
  return (
    <TextField
      type="time"
      value={draft ?? textOf(minute)}
      onChange={change}
      onBlur={() => setDraft(null)}
      className="ui-time"
    >
      <Label className="visually-hidden">{label}</Label>
      <Input className="ui-input ui-time-input tabular" />
    </TextField>
  );
}

function textOf(minute: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${part(Math.floor(minute / 60))}:${part(minute % 60)}`;
}

function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
