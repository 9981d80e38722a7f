import { describe, expect, it } from 'vitest';
import { reactionCount } from '../../../../../renderer/features/gallery/reaction-count';

const none = { likes: null, hearts: null, laughs: null, cries: null, comments: null };

describe('reactionCount', () => {
  it('adds what is told, and does not count comments', () => {
    expect(reactionCount({ likes: 3, hearts: 4, laughs: null, cries: 1, comments: 90 })).toBe(8);
  });

  it('tells nothing from none', () => {
    expect(reactionCount({ ...none, comments: 5 })).toBe(null);
    expect(reactionCount({ ...none, likes: 0 })).toBe(0);
  });
});
