import { app } from 'electron';
import { SERVICE_HOSTS } from '../../shared/network';
import type { AppInfo } from '../../shared/status';
import { type ApiOrigin, originOfHost } from '../core/civitai/origins';
import { hasKeychain } from './keychain-vault';

/** What the page may know of the program and the machine. */
export function appInfo(api: ApiOrigin): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    apiOrigin: api.origin,
    isCustomOrigin: !SERVICE_HOSTS.some((host) => originOfHost(host).origin === api.origin),
    hasKeychain: hasKeychain(),
  };
}
