import { useEffect, useState } from 'react';

/** The value, once it has stayed the same for `pauseMs` milliseconds; until then the one before. */
export function useSettled<T extends string>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, settled, pauseMs]);
  return settled;
}
