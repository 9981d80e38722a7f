import { app } from 'electron';
import type { AppInfo } from '../../shared/status';
import { type ApiOrigin, CIVITAI_ORIGIN } from '../core/civitai/origins';
import { hasKeychain } from './keychain-vault';

/** What the page may know of the program and the machine. */
export function appInfo(api: ApiOrigin): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    apiOrigin: api.origin,
    isCustomOrigin: api.origin !== CIVITAI_ORIGIN.origin,
    hasKeychain: hasKeychain(),
  };
}
