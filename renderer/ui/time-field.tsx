import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { formatTimeOfDay, parseTimeOfDay, stepQuarter } from './clock-time';
import './field.css';
import './time-field.css';

interface TimeFieldProps {
  readonly label: string;
  /** Minutes since midnight, 0 to 1439. */
  readonly minute: number;
  readonly onChange: (minute: number) => void;
}

/** A time of day on a 24-hour clock. It holds when the field is left or Enter is pressed; arrows step by a quarter. */
export function TimeField({ label, minute, onChange }: TimeFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const take = () => {
    const typed = draft === null ? null : parseTimeOfDay(draft);
    setDraft(null);
    if (typed !== null && typed !== minute) onChange(typed);
  };
  const isWrong = draft !== null && draft !== '' && parseTimeOfDay(draft) === null;
  return (
    <TextField
      value={draft ?? formatTimeOfDay(minute)}
      isInvalid={isWrong}
      onChange={setDraft}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        else if (event.key === 'Escape' && draft !== null) setDraft(null);
        else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          const from = (draft === null ? null : parseTimeOfDay(draft)) ?? minute;
          setDraft(null);
          onChange(stepQuarter(from, event.key === 'ArrowUp' ? 1 : -1));
          event.preventDefault();
        } else event.continuePropagation();
      }}
      className="ui-time"
    >
      <Label className="visually-hidden">{label}</Label>
      <Input className="ui-input ui-time-input tabular" />
    </TextField>
  );
}
