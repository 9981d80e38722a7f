import { type RefObject, useEffect, useState } from 'react';
import type { PicturePause } from '../../ui/picture-pause';
import { isHurried, keepSamples, REST_MS, type ScrollSample } from './pace';

/**
 * A pause for the pictures of a list while it is scrolled so fast that nobody sees them: they would be asked
 * for, decoded and drawn for a fraction of a second each, and those that are looked at afterwards would come
 * behind them. The same object for the life of the list, so that nothing is drawn anew because of it.
 */
export function useHurry(scrollRef: RefObject<HTMLElement | null>): PicturePause {
  const [hurry] = useState(() => new Hurry());
  useEffect(() => {
    const list = scrollRef.current;
    if (list === null) return;
    let rest: number | undefined;
    const onScroll = () => {
      hurry.moved({ offset: list.scrollTop, at: performance.now() }, list.clientHeight);
      clearTimeout(rest);
      rest = window.setTimeout(() => hurry.rested(), REST_MS);
    };
    list.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      list.removeEventListener('scroll', onScroll);
      clearTimeout(rest);
      hurry.rested();
    };
  }, [hurry, scrollRef]);
  return hurry;
}

class Hurry implements PicturePause {
  #samples: readonly ScrollSample[] = [];
  #isOn = false;
  readonly #listeners = new Set<() => void>();

  readonly isOn = () => this.#isOn;

  readonly onEnd = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  moved(sample: ScrollSample, viewHeight: number): void {
    this.#samples = keepSamples(this.#samples, sample);
    this.#set(isHurried(this.#samples, viewHeight));
  }

  rested(): void {
    this.#samples = [];
    this.#set(false);
  }

  #set(isOn: boolean): void {
    this.#isOn = isOn;
    if (isOn) return;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
