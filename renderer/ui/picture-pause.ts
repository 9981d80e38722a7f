import { createContext, useContext, useEffect, useState } from 'react';

/** Says whether pictures that come into the document now should wait before they are loaded. */
export interface PicturePause {
  readonly isOn: () => boolean;
  /** Calls back once when it ends. The answer takes that back. */
  readonly onEnd: (listener: () => void) => () => void;
}

/** Null where pictures never wait. */
export const PicturePauseContext = createContext<PicturePause | null>(null);

/** Whether this picture waits still. One that has been allowed to load never waits again. */
export function useIsHeldBack(): boolean {
  const pause = useContext(PicturePauseContext);
  const [isHeldBack, setIsHeldBack] = useState(() => pause?.isOn() ?? false);
  useEffect(() => {
    if (!isHeldBack || pause === null) return;
    if (pause.isOn()) return pause.onEnd(() => setIsHeldBack(false));
    setIsHeldBack(false);
  }, [isHeldBack, pause]);
  return isHeldBack;
}
