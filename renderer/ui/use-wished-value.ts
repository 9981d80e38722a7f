import { useRef, useState } from 'react';

/**
 * A value that main keeps, as the user wants it: what they have pressed or typed is shown until main has answered for
 * it, so that neither the next press nor an older answer begins at what was before.
 *
 * @param onChange ends with main's answer, whatever that is
 */
export function useWishedValue<T>(
  value: T,
  onChange: (value: T) => void | Promise<void>,
): readonly [value: T, change: (value: T) => void] {
  const [wished, setWished] = useState<{ readonly value: T } | null>(null);
  const wishes = useRef(0);
  const change = (next: T): void => {
    wishes.current += 1;
    const wish = wishes.current;
    setWished({ value: next });
    void Promise.resolve(onChange(next)).finally(() => {
      if (wish === wishes.current) setWished(null);
    });
  };
  return [wished === null ? value : wished.value, change];
}
