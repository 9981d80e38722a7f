import { type RefObject, useEffect, useRef, useState } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components';
import '../../ui/tooltip.css';

interface GridTipProps {
  readonly gridRef: RefObject<HTMLElement | null>;
}

interface Tip {
  readonly text: string;
  readonly hint: string | undefined;
}

/** As for every other tooltip. */
const DELAY_MS = 600;

/**
 * One tooltip for all that a grid's cards hold: it shows `data-tip` and `data-hint` of what is pointed at.
 * A tooltip for each button of each card would cost more than the card.
 */
export function GridTip({ gridRef }: GridTipProps) {
  const [tip, setTip] = useState<Tip | null>(null);
  const target = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const grid = gridRef.current;
    if (!grid) return;
    let timer: number | undefined;
    const hide = () => {
      clearTimeout(timer);
      target.current = null;
      setTip(null);
    };
    const onOver = (event: PointerEvent) => {
      const over = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
      if (over === target.current) return;
      hide();
      if (over === null || event.pointerType === 'touch') return;
      target.current = over;
      timer = window.setTimeout(() => {
        if (over.isConnected) setTip({ text: over.dataset.tip ?? '', hint: over.dataset.hint });
      }, DELAY_MS);
    };
    const scroll = grid.parentElement;
    grid.addEventListener('pointerover', onOver);
    grid.addEventListener('pointerleave', hide);
    grid.addEventListener('pointerdown', hide);
    grid.addEventListener('keydown', hide);
    scroll?.addEventListener('scroll', hide, { passive: true });
    return () => {
      clearTimeout(timer);
      grid.removeEventListener('pointerover', onOver);
      grid.removeEventListener('pointerleave', hide);
      grid.removeEventListener('pointerdown', hide);
      grid.removeEventListener('keydown', hide);
      scroll?.removeEventListener('scroll', hide);
    };
  }, [gridRef]);
  const state = {
    isOpen: tip !== null,
    shouldSkipAnimation: false,
    open: () => undefined,
    close: () => setTip(null),
  };
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip triggerRef={target} placement="top" offset={6} className="ui-tooltip">
        {tip?.text}
        {tip?.hint !== undefined && <span className="ui-tooltip-hint">{tip.hint}</span>}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
