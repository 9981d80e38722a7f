import { app, type BrowserWindow, nativeImage } from 'electron';
import type { Shown } from '../services/presence/presence';

/**
 * The bar and the number on the taskbar's button or the dock's icon. macOS and Linux count on the icon; Windows lays a
 * small picture over the button.
 *
 * @param attentionIcon the path of that picture
 */
export function showOnTaskbar(
  window: BrowserWindow | null,
  { taskbar, badge, look }: Shown,
  attentionIcon: string,
): void {
  if (process.platform !== 'win32') app.setBadgeCount(badge);
  if (window === null) return;
  const { mode, share } = taskbar;
  if (mode === 'none') window.setProgressBar(-1);
  else window.setProgressBar(mode === 'indeterminate' ? 2 : share, { mode });
  if (process.platform === 'win32')
    window.setOverlayIcon(badge > 0 ? nativeImage.createFromPath(attentionIcon) : null, look.tooltip);
}
