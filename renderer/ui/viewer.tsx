import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './icon-button';
import './dialog.css';
import './viewer.css';

type KeyPress = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'target' | 'preventDefault'>;

interface ViewerProps {
  /** The accessible name. */
  readonly label: string;
  /** Which of them is shown; null while it is closed. */
  readonly index: number | null;
  readonly count: number;
  readonly onIndexChange: (index: number | null) => void;
  readonly words: { readonly previous: string; readonly next: string };
  /** Other keys than those that step; answers whether the key meant something. */
  readonly onKey?: (event: KeyPress) => boolean;
  /** Above what is shown. */
  readonly head?: ReactNode;
  /** Between the two buttons that step. */
  readonly position?: ReactNode;
  /** Beside all of it, or below where there is no room. */
  readonly side?: ReactNode;
  /** What is shown. */
  readonly children: ReactNode;
}

/** Fills the window with one of several things; arrow keys and two buttons step to the others. */
export function Viewer(props: ViewerProps) {
  const { label, index, onIndexChange } = props;
  return (
    <ModalOverlay
      isOpen={index !== null}
      onOpenChange={(isOpen) => !isOpen && onIndexChange(null)}
      isDismissable
      className="ui-veil viewer-veil"
    >
      <Modal className="viewer-modal">
        <Dialog aria-label={label} className="viewer">
          {index !== null && <Content {...props} index={index} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Content(props: ViewerProps & { readonly index: number }) {
  const { index, count, onIndexChange, words, onKey, head, position, side, children } = props;
  const step = (by: number) => {
    const next = index + by;
    if (next >= 0 && next < count) onIndexChange(next);
  };
  const ref = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyPress) => {
    const isForField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
    if (event.altKey || event.ctrlKey || event.metaKey || isForField) return;
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else if (!onKey?.(event)) return;
    event.preventDefault();
  };
  useKeysOfWindow({
    isInside: (target) => ref.current?.closest('[role=dialog]')?.contains(target) === true,
    close: () => onIndexChange(null),
    onKeyDown,
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a shortcut for the two buttons.
    <div ref={ref} className="viewer-content" onKeyDown={onKeyDown}>
      <div className="viewer-main">
        {head}
        <div className="viewer-stage">{children}</div>
        <div className="viewer-steps">
          {/* At an end they stay buttons that can have the focus, which would otherwise fall out of the window. */}
          <IconButton
            icon={ChevronLeft}
            variant="secondary"
            label={words.previous}
            tooltipPlacement="top"
            aria-disabled={index === 0 || undefined}
            onPress={() => step(-1)}
          />
          {position}
          <IconButton
            icon={ChevronRight}
            variant="secondary"
            label={words.next}
            tooltipPlacement="top"
            aria-disabled={index === count - 1 || undefined}
            autoFocus
            onPress={() => step(1)}
          />
        </div>
      </div>
      {side}
    </div>
  );
}

interface KeysOfWindow {
  readonly isInside: (target: Element) => boolean;
  readonly close: () => void;
  readonly onKeyDown: (event: KeyPress) => void;
}

/**
 * The keys that have to work wherever the focus is: Escape, of which a tooltip that happens to be open would
 * otherwise take the first, and all of them when what had the focus has gone.
 */
function useKeysOfWindow({ isInside, close, onKeyDown }: KeysOfWindow): void {
  const onWindowKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const isNowhere = target === document.body;
    if (event.isComposing || !(target instanceof Element) || !(isNowhere || isInside(target))) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (isNowhere) onKeyDown(event);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onWindowKey(event);
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}

interface ViewerCloseProps {
  readonly label: string;
  readonly onClose: () => void;
}

/** Stands in the head or beside, wherever the corner at the top right is. */
export function ViewerClose({ label, onClose }: ViewerCloseProps) {
  return <IconButton icon={X} label={label} onPress={onClose} />;
}
