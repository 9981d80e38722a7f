import { describe, expect, it } from 'vitest';
import { VisitedFolders } from '../../../../electron/core/library/visited-folders';

/** @param links where paths lead that are links, or lie behind one */
function visits(links: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const visited = new VisitedFolders((path) => {
    asked.push(path);
    return links[path] ?? path;
  });
  return { visited, asked };
}

describe('VisitedFolders', () => {
  it('lets every folder in once, and asks nothing of the system while inodes differ', () => {
    const { visited, asked } = visits();
    expect(visited.enter('/a', '1', '10')).toBe(true);
    expect(visited.enter('/a/b', '1', '11')).toBe(true);
    expect(visited.enter('/c', '2', '10')).toBe(true);
    expect(asked).toEqual([]);
  });

  it('ends a cycle of links', () => {
    const { visited } = visits({ '/a/b/round': '/a', '/a/b/round/b': '/a/b' });
    visited.enter('/a', '1', '10');
    visited.enter('/a/b', '1', '11');
    expect(visited.enter('/a/b/round', '1', '10')).toBe(false);
    expect(visited.enter('/a/b/round/b', '1', '11')).toBe(false);
  });

  it.each([
    ['without inodes', '0'],
    ['that gives every folder the same inode', '7'],
  ])('tells folders by their places on a file system %s', (_what, ino) => {
    const { visited } = visits({ '/a/round': '/a', '/a/c/again': '/a/b' });
    expect(visited.enter('/a', '1', ino)).toBe(true);
    expect(visited.enter('/a/b', '1', ino)).toBe(true);
    expect(visited.enter('/a/c', '1', ino)).toBe(true);
    expect(visited.enter('/a/round', '1', ino)).toBe(false);
    expect(visited.enter('/a/c/again', '1', ino)).toBe(false);
    expect(visited.enter('/a/b', '1', ino)).toBe(false);
  });
});
