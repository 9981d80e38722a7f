import { type BrowserWindow, dialog } from 'electron';

/** Lets the user point at a certificate file in the system's dialog; null when they closed it. */
export async function pickCertificate(window: BrowserWindow | null): Promise<string | null> {
  if (window === null) return null;
  const answer = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: 'PEM, CRT, CER', extensions: ['pem', 'crt', 'cer', 'der'] },
      { name: '*', extensions: ['*'] },
    ],
  });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}
