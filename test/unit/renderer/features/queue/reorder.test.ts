import { describe, expect, it } from 'vitest';
import { canMove, dropSide, moveForKey, planDrop } from '../../../../../renderer/features/queue/reorder';
import { failure } from '../../../../../shared/failure';
import { download } from '../../stores/builders';

const key = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };
const [first, second, third] = [download(1), download(2), download(3)];
const order = [first.id, second.id, third.id];

describe('moveForKey', () => {
  it.each([
    ['ArrowUp', 'up'],
    ['ArrowDown', 'down'],
    ['Home', 'top'],
    ['End', 'bottom'],
    ['ArrowLeft', null],
  ] as const)('Alt and %s → %s', (name, move) => {
    expect(moveForKey({ ...key, key: name })).toBe(move);
  });

  it('leaves the keys alone without Alt, and with others beside it', () => {
    expect(moveForKey({ ...key, key: 'ArrowUp', altKey: false })).toBeNull();
    expect(moveForKey({ ...key, key: 'ArrowUp', shiftKey: true })).toBeNull();
    expect(moveForKey({ ...key, key: 'Home', ctrlKey: true })).toBeNull();
  });
});

describe('canMove', () => {
  it('is true of what has yet to start', () => {
    expect(canMove(download(1))).toBe(true);
    expect(canMove(download(1, { kind: 'paused' }))).toBe(true);
    expect(canMove(download(1, { kind: 'transferring' }))).toBe(false);
    expect(canMove(download(1, { kind: 'failed', cause: failure('disk.full') }))).toBe(false);
  });
});

describe('dropSide', () => {
  it('goes by the half of the row that the pointer is in', () => {
    expect(dropSide(10, 68, first, third)).toBe('before');
    expect(dropSide(60, 68, third, first)).toBe('after');
  });

  it('without a pointer takes the place of the row, from wherever it comes', () => {
    expect(dropSide(null, 68, first, third)).toBe('after');
    expect(dropSide(null, 68, third, first)).toBe('before');
  });
});

describe('planDrop', () => {
  it('moves beside the row it was dropped on', () => {
    expect(planDrop(third, first, 'before', order)).toEqual({
      to: { kind: 'before', id: first.id },
      priority: null,
    });
  });

  it('asks nothing where it would stay in its place', () => {
    expect(planDrop(second, second, 'before', order)).toBeNull();
    expect(planDrop(second, first, 'after', order)).toBeNull();
    expect(planDrop(second, third, 'before', order)).toBeNull();
  });

  it('takes the priority of the row it is put beside, or it would not stay there', () => {
    const high = { ...first, priority: 'high' } as const;
    expect(planDrop(second, high, 'after', order)).toEqual({
      to: { kind: 'after', id: high.id },
      priority: 'high',
    });
  });
});
