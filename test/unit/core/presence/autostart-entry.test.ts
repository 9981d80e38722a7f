import { describe, expect, it } from 'vitest';
import { autostartEntry, isSwitchedOff } from '../../../../electron/core/presence/autostart-entry';

const exec = (...command: string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1];

describe('autostartEntry', () => {
  it('quotes each argument, so that a path with blanks stays one', () => {
    expect(exec('/opt/Civet App/civet', '--hidden')).toBe('"/opt/Civet App/civet" "--hidden"');
  });

  it.each([
    ['a percent sign', '/a%f', '"/a%%f"'],
    ['a quotation mark', '/a"b', String.raw`"/a\\"b"`],
    ['a dollar sign', '/a$HOME', String.raw`"/a\\$HOME"`],
    ['a backslash', String.raw`/a\b`, String.raw`"/a\\\\b"`],
    ['a line break', '/a\nExec=evil', String.raw`"/a\nExec=evil"`],
  ])('lets %s mean itself', (_, path, expected) => {
    expect(exec(path)).toBe(expected);
    expect(autostartEntry([path]).match(/^Exec=/gm)).toHaveLength(1);
  });

  it.each([
    ['X-GNOME-Autostart-enabled=false', true],
    ['Hidden=true', true],
    ['X-GNOME-Autostart-enabled=true', false],
    ['Name=Hidden=true', false],
  ])('%s switches it off: %s', (line, isOff) => {
    expect(isSwitchedOff(`[Desktop Entry]\n${line}\nType=Application\n`)).toBe(isOff);
  });
});
