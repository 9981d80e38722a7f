import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import { joinRate, RATE_UNITS, type RateUnit, rateIn, splitRate } from './rate';
import { Select } from './select';
import './field.css';
import './rate-field.css';

interface RateFieldProps {
  readonly label: string;
  readonly unitLabel: string;
  readonly unitNames: Readonly<Record<RateUnit, string>>;
  readonly bytesPerSecond: number;
  readonly onChange: (bytesPerSecond: number) => void;
  readonly isDisabled?: boolean;
}

/** A speed and its unit. What was typed holds when the field is left or Enter is pressed. */
export function RateField({
  label,
  unitLabel,
  unitNames,
  bytesPerSecond,
  onChange,
  isDisabled = false,
}: RateFieldProps) {
  const shown = splitRate(bytesPerSecond);
  // The unit that was chosen stays, although 500 kB/s could be written as 0.5 MB/s and the other way round.
  const [chosen, setChosen] = useState<RateUnit | null>(null);
  const unit = chosen ?? shown.unit;
  const value = unit === shown.unit ? shown.value : rateIn(unit, bytesPerSecond);
  return (
    <div className="ui-rate">
      <NumberField
        value={value}
        minValue={0}
        step={unit === 'MB' ? 0.1 : 1}
        formatOptions={{ maximumFractionDigits: unit === 'MB' ? 1 : 0, useGrouping: false }}
        isDisabled={isDisabled}
        onChange={(next) => Number.isFinite(next) && next > 0 && onChange(joinRate(next, unit))}
        className="ui-rate-number"
      >
        <Label className="visually-hidden">{label}</Label>
        <Input className="ui-input ui-rate-input tabular" />
      </NumberField>
      <Select
        label={unitLabel}
        isLabelHidden
        value={unit}
        isDisabled={isDisabled}
        options={RATE_UNITS.map((id) => ({ id, label: unitNames[id] }))}
        onChange={(next) => {
          setChosen(next);
          onChange(joinRate(value, next));
        }}
      />
    </div>
  );
}
