// @ts-check
import { describe, expect, it } from 'vitest';
import { withMarkedSection } from '../../../tools/lib/marked-section.mjs';

const PAGE = 'before\n<!-- numbers: made by a command -->\nold\n<!-- numbers: end -->\nafter\n';

describe('withMarkedSection', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    const page = withMarkedSection(PAGE, 'numbers', 'new\n');
    expect(page).toBe('before\n<!-- numbers: made by a command -->\n\nnew\n\n<!-- numbers: end -->\nafter\n');
    expect(withMarkedSection(page, 'numbers', 'new')).toBe(page);
  });
  it.each(['', 'other text', '<!-- numbers: end --> <!-- numbers: made by a command -->'])(
    'refuses a page without such a place: "%s"',
    (page) => {
      expect(() => withMarkedSection(page, 'numbers', 'new')).toThrow('no section marked numbers');
    },
  );
});
