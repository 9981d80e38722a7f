import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { OperationStrip } from '../features/operations/operation-strip';
import { PauseQuestion } from '../features/queue/pause-question';
import { placeOf, useViewStore } from '../stores/view';
import { ToastRegion } from '../ui/toast';
import { CommandPalette } from './command-palette';
import { DropZone } from './drop-zone';
import { ErrorBoundary } from './error-boundary';
import { InspectorHost } from './inspector';
import { Rail } from './rail';
import { Screens } from './screens';
import { useShortcuts } from './shortcuts';
import { StatusBar } from './status-bar';
import { StoredNote } from './stored-note';
import { TopBar } from './top-bar';
import { usePasteAnywhere } from './use-paste-anywhere';
import './frame.css';

export function Frame() {
  const { t } = useTranslation();
  const route = useViewStore((state) => state.route);
  useShortcuts();
  usePasteAnywhere();
  const place = placeOf(route);
  const mainRef = useFocusOnArrival(place);
  return (
    <div className="frame">
      <Rail />
      <TopBar />
      <StoredNote />
      <main ref={mainRef} tabIndex={-1} className="frame-main" aria-label={t(`screens.${route.screen}`)}>
        <ErrorBoundary resetKey={place}>
          <Screens route={route} />
        </ErrorBoundary>
      </main>
      <InspectorHost />
      <OperationStrip />
      <StatusBar />
      <CommandPalette />
      <PauseQuestion />
      <DropZone />
      <ToastRegion label={t('toasts.label')} dismissLabel={t('toasts.dismiss')} />
    </div>
  );
}

/** Leaving a screen takes the focused element along; the next Tab then starts in the new screen. */
function useFocusOnArrival(place: string) {
  const ref = useRef<HTMLElement>(null);
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [place]);
  return ref;
}
