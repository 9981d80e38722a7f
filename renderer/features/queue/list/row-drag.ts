import type { RefObject } from 'react';
import { type PressEvent, useDrag, useDrop } from 'react-aria-components';
import { create } from 'zustand';
import type { DownloadView } from '../../../../shared/download/download';
import type { DownloadId } from '../../../../shared/ids';
import { useDownloadsStore } from '../../../stores/downloads';
import { wantRowInView } from '../queue-view';
import { canMove, type DropSide, dropSide, planDrop } from '../reorder';
import { drop } from '../reorder-actions';

/** Named so that a drop from outside the queue is never taken for one of its rows. */
const ROW_TYPE = 'application/x-civet-download';

interface Dragging {
  readonly draggedId: DownloadId | null;
  readonly overId: DownloadId | null;
  readonly side: DropSide;
  /** Without a pointer there is no half of a row to be in. */
  readonly isByKey: boolean;
}

const nothing: Dragging = { draggedId: null, overId: null, side: 'before', isByKey: false };
const useDragging = create<Dragging>(() => nothing);

/**
 * Makes a row of "Up next" something to drag and to drop on. The button of `gripProps` does the same by
 * keyboard: Enter takes the row up, Tab goes from place to place, Enter puts it down, Escape leaves it.
 */
export function useRowDrag(download: DownloadView | undefined, ref: RefObject<HTMLDivElement | null>) {
  const id = download?.id ?? null;
  const isMovable = download !== undefined && canMove(download);
  const { dragProps, dragButtonProps, isDragging } = useDrag({
    getItems: () => [{ [ROW_TYPE]: id ?? '' }],
    getAllowedDropOperations: () => ['move'],
    hasDragButton: true,
    isDisabled: !isMovable,
    onDragStart: () => useDragging.setState({ draggedId: id }),
    onDragEnd: () => useDragging.setState(nothing),
  });

  function follow(y: number): void {
    const dragged = draggedRow();
    if (!dragged || !download) return;
    const { overId, side, isByKey } = useDragging.getState();
    const wanted = dropSide(isByKey ? null : y, ref.current?.offsetHeight ?? 0, dragged, download);
    if (overId !== download.id || side !== wanted)
      useDragging.setState({ overId: download.id, side: wanted });
  }

  // Only while something is dragged: places are offered by keyboard in the order in which rows become
  // ready for a drop, and that is then the order of the list.
  const isOffered = useDragging(({ draggedId }) => draggedId !== null && draggedId !== id);
  const { dropProps } = useDrop({
    ref,
    isDisabled: !isMovable || !isOffered,
    getDropOperation: (types) => (types.has(ROW_TYPE) ? 'move' : 'cancel'),
    onDropEnter: ({ y }) => follow(y),
    onDropMove: ({ y }) => follow(y),
    onDropExit: () => useDragging.setState({ overId: null }),
    onDrop: () => {
      const dragged = draggedRow();
      const order = useDownloadsStore.getState().lists.upNext;
      const plan = dragged && download && planDrop(dragged, download, useDragging.getState().side, order);
      if (!dragged || !plan) return;
      void drop(dragged, plan);
      wantRowInView(dragged.id);
    },
  });

  const { onPress, ...gripRest } = dragButtonProps;
  const gripProps = {
    'aria-describedby': gripRest['aria-describedby'],
    onPress: (event: PressEvent) => {
      useDragging.setState({ isByKey: true });
      onPress?.(event);
    },
  };
  const marked = useDragging(({ overId, side }) => (overId !== null && overId === id ? side : null));
  return { isMovable, isDragging, dragProps, dropProps, gripProps, marked };
}

function draggedRow(): DownloadView | undefined {
  const { draggedId } = useDragging.getState();
  return draggedId === null ? undefined : useDownloadsStore.getState().byId.get(draggedId);
}
