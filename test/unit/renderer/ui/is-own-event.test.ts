import type { SyntheticEvent } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOwnEvent } from '../../../../renderer/ui/is-own-event';

/** As much of the document's tree as the question needs. */
class TreeNode {
  constructor(private readonly parent: TreeNode | null) {}

  contains(other: TreeNode | null): boolean {
    for (let node = other; node !== null; node = node.parent) if (node === this) return true;
    return false;
  }
}

const body = new TreeNode(null);
const list = new TreeNode(body);
const row = new TreeNode(list);
const menu = new TreeNode(body);

// Only target and currentTarget are read.
const event = (target: unknown) => ({ target, currentTarget: list }) as unknown as SyntheticEvent;

describe('isOwnEvent', () => {
  beforeEach(() => void vi.stubGlobal('Node', TreeNode));
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    ['the list itself', list, true],
    ['a row in it', row, true],
    ['a menu of a row, which stands elsewhere in the document', menu, false],
    ['what holds the list', body, false],
    ['the window, which is no part of a document', {}, false],
  ])('%s', (_what, target, isOwn) => {
    expect(isOwnEvent(event(target))).toBe(isOwn);
  });
});
