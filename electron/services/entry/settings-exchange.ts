import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { ImportPreview } from '../../../shared/settings/exchange';
import type { Settings } from '../../../shared/settings/schema';
import type { FolderChoice } from '../../core/placement/roots';
import type { SettingsStore } from '../../core/ports';
import {
  type ReadSettingsFile,
  readSettingsFile,
  writeSettingsFile,
} from '../../core/settings/settings-file';

export interface SettingsExchangeNeeds {
  readonly store: SettingsStore;
  /** Called after settings are stored. */
  readonly onSettings: (settings: Settings, before: Settings) => void;
  /** Called after folders are stored. */
  readonly onFolders: () => void;
}

/** Settings into a text and out of one; what would change is shown before it is taken. */
export class SettingsExchange {
  private offered: string | null = null;

  constructor(private readonly needs: SettingsExchangeNeeds) {}

  text(withFolders: boolean): string {
    const { store } = this.needs;
    return writeSettingsFile(store.settings(), withFolders ? store.folders() : null);
  }

  /** Says what a text would change, and keeps it until it is taken or another one comes. */
  offer(text: string, fileName: string): Result<ImportPreview, Failure> {
    this.offered = null;
    const read = readSettingsFile(text, this.needs.store.settings());
    if (!read.ok) return read;
    this.offered = text;
    const { changes, wrong } = read.value;
    return ok({
      fileName,
      changes,
      wrong,
      folderPaths: this.newFolders(read.value).map(({ path }) => path),
    });
  }

  /** Takes what was offered last, as it means something now. Folders are added; none is taken away. */
  take(withFolders: boolean): Result<null, Failure> {
    const { store, onSettings, onFolders } = this.needs;
    if (this.offered === null) return err(failure('input.notPossibleNow'));
    const before = store.settings();
    const read = readSettingsFile(this.offered, before);
    this.offered = null;
    if (!read.ok) return read;
    const { settings, folders } = read.value;
    const added = this.newFolders(read.value);
    store.saveSettings(settings);
    onSettings(settings, before);
    if (withFolders && folders !== null && added.length > 0) {
      store.saveFolders(withAdded(store.folders(), folders, added));
      onFolders();
    }
    return ok(null);
  }

  private newFolders({ folders }: ReadSettingsFile): FolderChoice['roots'] {
    const known = new Set(this.needs.store.folders()?.roots.map(({ id }) => id));
    return folders?.roots.filter(({ id }) => !known.has(id)) ?? [];
  }
}

/** Who has no folders gets all that was said of them; who has some keeps what they have said. */
function withAdded(
  before: FolderChoice | null,
  offered: FolderChoice,
  added: FolderChoice['roots'],
): FolderChoice {
  return before === null ? offered : { ...before, roots: [...before.roots, ...added] };
}
