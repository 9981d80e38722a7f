import { shell } from 'electron';

interface ShownPlace {
  readonly folder: string;
  readonly file: string | null;
}

/** Shows a file in the system's file manager, or its folder when there is no file. @returns whether it could */
export async function showFile(
  { folder, file }: ShownPlace,
  exists: (path: string) => Promise<boolean>,
): Promise<boolean> {
  if (file === null || !(await exists(file))) return (await shell.openPath(folder)) === '';
  shell.showItemInFolder(file);
  return true;
}
