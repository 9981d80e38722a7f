/** What the status bar shows beside the queue's own numbers. */
export interface SystemStatus {
  readonly isOnline: boolean;
  /** Free bytes on the volume of the model folder; null when there is no folder. */
  readonly freeBytes: number | null;
  /** For example "/mnt/models"; to be read by a person. */
  readonly volumeLabel: string | null;
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  /** Shown when it is not Civitai's own. */
  readonly apiOrigin: string;
  readonly isOwnOrigin: boolean;
  readonly hasKeychain: boolean;
}
