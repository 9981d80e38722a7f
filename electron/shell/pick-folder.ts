import { type BrowserWindow, dialog } from 'electron';

/** Lets the user point at a folder in the system's dialog; null when they closed it. */
export async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  if (window === null) return null;
  const answer = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}
