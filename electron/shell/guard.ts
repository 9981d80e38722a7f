import type { Session, WebContents } from 'electron';
import { PAGE_SCHEME } from './page-origin';

/** Takes from the page's session everything that Civet's page has no use for. */
export function guardSession(session: Session, isDevelopment: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, decide) => {
    const { protocol, hostname } = new URL(details.url);
    const isOwn =
      protocol === `${PAGE_SCHEME}:` ||
      protocol === 'devtools:' ||
      protocol === 'blob:' ||
      protocol === 'data:';
    const isDevelopmentServer = isDevelopment && hostname === 'localhost';
    decide({ cancel: !isOwn && !isDevelopmentServer });
  });
}

/** A window shows our page and stays there. */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
