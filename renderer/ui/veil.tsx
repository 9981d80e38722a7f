import { Eye } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Tooltip } from './tooltip';
import './veil.css';

interface VeilProps {
  /** The visible word. */
  readonly text: string;
  /** The accessible name, which says whose picture it is. */
  readonly label: string;
  /** The key that does the same. */
  readonly hint: string | null;
  readonly onLift: () => void;
  readonly excludeFromTabOrder?: boolean;
}

/** Lies over a blurred picture of its parent, which is marked with the class `ui-veiled`, and takes the blur away. */
export function Veil({ text, label, hint, onLift, excludeFromTabOrder = false }: VeilProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a press on the button from what lies below.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside answers keys.
    <span className="ui-veil-cover" onClick={(event) => event.stopPropagation()}>
      <Tooltip text={label} hint={hint}>
        <Button
          aria-label={label}
          className="ui-veil-lift"
          excludeFromTabOrder={excludeFromTabOrder}
          preventFocusOnPress={excludeFromTabOrder}
          onPress={onLift}
        >
          <Eye aria-hidden size={14} />
          {text}
        </Button>
      </Tooltip>
    </span>
  );
}
