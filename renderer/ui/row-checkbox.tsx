import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import './toggles.css';

/** The box of a row in a list of which several can be selected; the list knows whether it is ticked. */
export function RowCheckbox({ label }: { readonly label: string }) {
  return (
    <CheckboxField slot="selection" aria-label={label} className="ui-toggle-field">
      <CheckboxButton className="ui-toggle">
        {({ isSelected }) => (
          <span className="ui-checkbox-box">
            {isSelected && <Check aria-hidden size={12} strokeWidth={3} />}
          </span>
        )}
      </CheckboxButton>
    </CheckboxField>
  );
}
