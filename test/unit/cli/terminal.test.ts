import { describe, expect, it } from 'vitest';
import { fakeTerminal } from './fake-output';

const HOSTILE = 'fox\u001b[31m\u0007\u009b2J \u202eredro\r\nnext';

describe('Terminal', () => {
  it('writes nothing of a stranger that a terminal would obey, on either stream', () => {
    const { terminal, written } = fakeTerminal();
    terminal.answer(HOSTILE);
    terminal.note(HOSTILE);
    for (const text of [written.stdout, written.stderr]) {
      expect(text).toBe('fox [31m  2J  redro  next\n');
    }
  });

  it('keeps the value in JSON, and writes one line of plain characters', () => {
    const { terminal, written, events } = fakeTerminal();
    terminal.event({ name: HOSTILE });
    expect(written.stdout).toMatch(/^[\x20-\x7e]*\n$/);
    expect(events()).toEqual([{ name: HOSTILE }]);
  });

  it('draws over one line, cut to the width, and puts it back behind a note', () => {
    const { terminal, written } = fakeTerminal({ isTTY: true, columns: 11 });
    terminal.draw('0123456789abc');
    terminal.note('done');
    expect(written.stderr).toBe('\r\u001b[K0123456789\r\u001b[Kdone\n0123456789');
    expect(written.stdout).toBe('');
  });

  it('draws nothing where nothing can be drawn over', () => {
    const { terminal, written } = fakeTerminal({ isTTY: false });
    terminal.draw('12 %');
    expect(written.stderr).toBe('');
  });

  it('trusts no pretended terminal without columns', () => {
    const { terminal, written } = fakeTerminal({ isTTY: true, columns: 0 });
    terminal.draw('12 %');
    expect(written.stderr).toContain('12 %');
  });
});
