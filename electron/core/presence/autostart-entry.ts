/**
 * A desktop entry that starts a program with the session, as the XDG autostart specification has it.
 *
 * @param command the program's path and its arguments
 */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Civet',
    'Comment=Downloads models from Civitai',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether a desktop's own settings have switched the entry off. */
export function isSwitchedOff(entry: string): boolean {
  return /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);
}

/**
 * One argument for `Exec`: first quoted as a shell would want it, then once more as a string of the file, in which a
 * backslash stands for the beginning of an escape. A percent sign would begin a field code.
 */
function quoted(argument: string): string {
  const forExec = argument.replace(/[\\"`$]/g, (sign) => `\\${sign}`).replaceAll('%', '%%');
  return `"${forExec.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}"`;
}
