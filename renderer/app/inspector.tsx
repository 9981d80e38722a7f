import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button';
import './inspector.css';

let host: HTMLElement | null = null;
const listeners = new Set<() => void>();

function setHost(element: HTMLElement | null): void {
  host = element;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The column at the right. It has no width while nothing is in it. */
export function InspectorHost() {
  return <div ref={setHost} className="inspector-host" />;
}

interface InspectorProps {
  /** The accessible name of the region. */
  readonly label: string;
  readonly title?: ReactNode;
  /** Absent when it belongs to the screen and cannot be closed. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** Shows its children in the inspector column, from wherever in the tree it stands. */
export function Inspector({ label, title, onClose, children, footer }: InspectorProps) {
  const { t } = useTranslation();
  const target = useSyncExternalStore(subscribe, () => host);
  useEscape(onClose);
  useFocusGivenBack();
  if (!target) return null;
  return createPortal(
    <aside aria-label={label} className="inspector">
      {(title || onClose) && (
        <header className="inspector-header">
          <h2 className="inspector-title">{title}</h2>
          {onClose && <IconButton icon={X} label={t('inspector.close')} size="small" onPress={onClose} />}
        </header>
      )}
      <div className="inspector-body">{children}</div>
      {footer && <footer className="inspector-footer">{footer}</footer>}
    </aside>,
    target,
  );
}

/** Focus that was lost with the inspector goes back to where it was last outside of it. */
function useFocusGivenBack(): void {
  useEffect(() => {
    let before: Element | null = null;
    const remember = (element: Element | null) => {
      if (element && element !== document.body && !host?.contains(element)) before = element;
    };
    const onFocusIn = ({ target }: FocusEvent) => remember(target instanceof Element ? target : null);
    remember(document.activeElement);
    document.addEventListener('focusin', onFocusIn);
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      if (document.activeElement !== document.body) return;
      const target = before?.isConnected ? before : document.querySelector('main');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    };
  }, []);
}

/** Listens last, so that a menu or a dialog that is open takes Escape before the inspector does. */
function useEscape(onClose: (() => void) | undefined): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) latest.current?.();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
