/** Of the trash: its own folder, and in it that of the change that brought the file there. */
const IN_TRASH = /[/\\]\.civet-trash[/\\][0-9a-f]{16}(?=[/\\]|$)/;

/** Where a file of the trash was, as its place in the trash keeps the folders above it. */
export function folderBefore(folderPath: string): string {
  return folderPath.replace(IN_TRASH, '');
}
