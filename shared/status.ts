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
  readonly apiOrigin: string;
  /** Whether it is another one than Civitai's own, which the page then says at all times. */
  readonly isCustomOrigin: boolean;
  readonly hasKeychain: boolean;
}
