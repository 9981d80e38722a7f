import { type Settings, settingsSchema } from '../../../shared/settings/schema';
import type { FolderChoice, SettingsStore } from '../../core/ports';
import type { TransferWishes } from '../arguments/command-line';

/** What the flags of one command say, for as long as it runs. */
export class SessionSettings implements SettingsStore {
  private current: Settings;
  private choice: FolderChoice | null = null;

  constructor(settings: Partial<Settings>) {
    this.current = { ...settingsSchema.parse({}), ...settings };
  }

  settings(): Settings {
    return this.current;
  }

  saveSettings(settings: Settings): void {
    this.current = settings;
  }

  folders(): FolderChoice | null {
    return this.choice;
  }

  saveFolders(choice: FolderChoice | null): void {
    this.choice = choice;
  }
}

/** The flags about speed, as the settings that the services know. */
export function transferSettings({ connections, bytesPerSecond }: TransferWishes): Partial<Settings> {
  return {
    connectionsPerDownload: connections,
    ...(bytesPerSecond === null ? {} : { limit: { isOn: true, bytesPerSecond } }),
  };
}
