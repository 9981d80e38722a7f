import type { FilePreference } from '../../../shared/settings/schema';
import type { UpdatePart } from '../../../shared/updates/updates';
import { UPDATE_PARTS } from '../../../shared/updates/updates';
import type { LibraryStore, OwnedRow } from '../../core/library/ports';
import type { Clock } from '../../core/ports';
import { type Judged, judgeModel } from '../../core/updates/judge-model';
import type { KeptModel, UpdatesStore } from '../../core/updates/ports';

/** One thing to be told, with what lists are sorted and summed by. */
export interface BoardRow extends Judged {
  readonly id: string;
  readonly modelId: number;
  /** Empty while nobody has told it. */
  readonly modelName: string;
  /** Of what is offered; empty where nothing is. */
  readonly versionName: string;
  readonly approximateBytes: number | null;
}

export interface UpdateBoardNeeds {
  readonly clock: Clock;
  readonly store: Pick<UpdatesStore, 'models' | 'ignored'>;
  readonly library: Pick<LibraryStore, 'owned'>;
  readonly preference: () => FilePreference;
  /** A list is another one now. */
  readonly onChanged: () => void;
}

/** Parts of a list between which others have their turn. */
const FILES_AT_ONCE = 500;
const MODELS_AT_ONCE = 100;

/** What there is to tell of updates: made of the library and of what Civitai said, and kept nowhere. */
export class UpdateBoard {
  private owned: ReadonlyMap<number, readonly OwnedRow[]> = new Map();
  private rows = new Map<number, readonly BoardRow[]>();
  private sorted: Readonly<Record<UpdatePart, readonly BoardRow[]>> | null = null;
  private ofFiles: ReadonlyMap<number, BoardRow> | null = null;
  private ignoredVersionIds: ReadonlySet<number> = new Set();
  private ignoredModelIds: ReadonlySet<number> = new Set();
  private renewing: Promise<void> | null = null;
  private wantsAnother = false;
  private isStopped = false;

  constructor(private readonly needs: UpdateBoardNeeds) {}

  get modelIds(): readonly number[] {
    return [...this.owned.keys()];
  }

  /** By the names of the models. */
  part(part: UpdatePart): readonly BoardRow[] {
    this.sorted ??= sortedParts([...this.rows.values()].flat());
    return this.sorted[part];
  }

  find(id: string): BoardRow | undefined {
    const modelId = Number(id.split('-')[1]);
    return this.rows.get(modelId)?.find((row) => row.id === id);
  }

  ofModel(modelId: number): readonly BoardRow[] {
    return this.rows.get(modelId) ?? [];
  }

  /** The update that a file of the library is the old file of. */
  ofFile(fileId: number): BoardRow | undefined {
    this.ofFiles ??= new Map(this.part('updates').flatMap((row) => row.oldFileIds.map((id) => [id, row])));
    return this.ofFiles.get(fileId);
  }

  /** Looks through the whole library; when it changes meanwhile, once more. */
  renew(): Promise<void> {
    if (this.renewing !== null) {
      this.wantsAnother = true;
      return this.renewing;
    }
    this.renewing = this.renewAll().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  /** More is known of these models, or the user wants to hear of others. */
  judge(modelIds: readonly number[]): void {
    this.readIgnored();
    const models = this.needs.store.models(modelIds);
    if (!models.ok) return;
    for (const each of models.value) this.put(this.rows, each);
    this.settle();
  }

  stop(): void {
    this.isStopped = true;
  }

  private async renewAll(): Promise<void> {
    do {
      this.wantsAnother = false;
      const owned = await this.readOwned();
      if (owned === null) return;
      this.owned = owned;
      this.readIgnored();
      const ids = [...owned.keys()];
      const rows = new Map<number, readonly BoardRow[]>();
      for (let from = 0; from < ids.length; from += MODELS_AT_ONCE) {
        const models = this.needs.store.models(ids.slice(from, from + MODELS_AT_ONCE));
        if (!models.ok || this.isStopped) return;
        for (const each of models.value) this.put(rows, each);
        await this.turn();
      }
      if (this.isStopped) return;
      this.rows = rows;
      this.settle();
    } while (this.wantsAnother);
  }

  private async readOwned(): Promise<ReadonlyMap<number, readonly OwnedRow[]> | null> {
    const owned = new Map<number, OwnedRow[]>();
    for (let after = 0; ; ) {
      const part = this.isStopped ? null : this.needs.library.owned(after, FILES_AT_ONCE);
      if (part === null || !part.ok) return null;
      for (const file of part.value) {
        const files = owned.get(file.modelId);
        if (files === undefined) owned.set(file.modelId, [file]);
        else files.push(file);
      }
      const last = part.value.at(-1);
      if (last === undefined) return owned;
      after = last.id;
      await this.turn();
    }
  }

  private readIgnored(): void {
    const ignored = this.needs.store.ignored();
    if (!ignored.ok) return;
    const idsOf = (wanted: 'version' | 'model') =>
      new Set(ignored.value.flatMap(({ kind, id }) => (kind === wanted ? [id] : [])));
    this.ignoredVersionIds = idsOf('version');
    this.ignoredModelIds = idsOf('model');
  }

  private put(rows: Map<number, readonly BoardRow[]>, { modelId, isGone, model }: KeptModel): void {
    const owned = this.owned.get(modelId) ?? [];
    const isTold = model !== null || isGone;
    if (owned.length === 0 || !isTold || this.ignoredModelIds.has(modelId)) {
      rows.delete(modelId);
      return;
    }
    const judged = judgeModel(owned, isGone || model === null ? 'gone' : model, {
      preference: this.needs.preference(),
      nowMs: this.needs.clock.nowMs(),
      ignoredVersionIds: this.ignoredVersionIds,
    });
    rows.set(
      modelId,
      judged.map((each) => {
        const { part, offered } = each;
        const version = model?.versions.find(({ id }) => id === offered?.versionId);
        const file = version?.files.find(({ id }) => id === offered?.fileId);
        return {
          ...each,
          id: [part, modelId, offered?.versionId ?? 0, offered?.fileId ?? 0].join('-'),
          modelId,
          modelName: model?.name ?? '',
          versionName: version?.name ?? '',
          approximateBytes: file?.approximateBytes ?? null,
        };
      }),
    );
  }

  private settle(): void {
    // Made anew when somebody asks: a check of many models changes them hundreds of times.
    this.sorted = null;
    this.ofFiles = null;
    this.needs.onChanged();
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => void this.needs.clock.after(0, resolve));
  }
}

function sortedParts(rows: readonly BoardRow[]): Readonly<Record<UpdatePart, readonly BoardRow[]>> {
  const named = rows.map((row) => ({ row, name: row.modelName.toLowerCase() || '\uffff' }));
  named.sort((a, b) => (a.name === b.name ? a.row.modelId - b.row.modelId : a.name < b.name ? -1 : 1));
  const of = (part: UpdatePart) => named.flatMap(({ row }) => (row.part === part ? [row] : []));
  const [updates, restricted, otherBases, gone] = UPDATE_PARTS;
  return {
    updates: of(updates),
    restricted: of(restricted),
    otherBases: of(otherBases),
    gone: of(gone),
  };
}
