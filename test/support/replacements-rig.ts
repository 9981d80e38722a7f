import { join } from 'node:path';
import { NodeOperationFiles } from '../../electron/adapters/operation-files';
import { systemPlaces } from '../../electron/adapters/system';
import { openUpdates } from '../../electron/adapters/updates-store';
import { NodeVolumes } from '../../electron/adapters/volumes';
import type { IndexedFile } from '../../electron/core/library/ports';
import type { DownloadRecord } from '../../electron/core/ports';
import type { UpdatesStore } from '../../electron/core/updates/ports';
import type { PromisedDownload } from '../../electron/services/bulk/queue-entries';
import { PromisedPlaces } from '../../electron/services/updates/promised-places';
import { Replacements, type ReplacementsNeeds } from '../../electron/services/updates/replacements';
import type { DownloadState } from '../../shared/download/state';
import { downloadIdSchema } from '../../shared/ids';
import { ok } from '../../shared/result';
import type { OldFate, UpdateOutcome } from '../../shared/updates/updates';
import { directMeasuring, OperationsRig } from './operations-rig';
import { SteeredClock } from './steered-clock';

const files = new NodeOperationFiles({ measuring: directMeasuring });

export const downloadId = downloadIdSchema.parse('aaaaaaaa000040008000000000000001');

/** Promises about old files, the real operations that carry them out, and real folders; downloads are made up. */
export class ReplacementsRig extends OperationsRig {
  store: UpdatesStore = openUpdates(join(this.folder, 'updates.db'), 0, () => undefined).store;
  readonly clock = new SteeredClock();
  /** By their ids, as the library's index has them. */
  readonly index = new Map<number, IndexedFile>();
  records: DownloadRecord[] = [];
  isWriting = false;
  volumes: Pick<NodeVolumes, 'look'> = new NodeVolumes();
  private made: Replacements[] = [];
  private ids = 0;

  /** As a start of Civet makes them. @param needs what is otherwise than usual */
  replacements(needs: Partial<ReplacementsNeeds> = {}): Replacements {
    const room = new Replacements({
      clock: this.clock,
      store: this.store,
      places: systemPlaces,
      files,
      promisedPlaces: new PromisedPlaces({
        ...{ files, places: systemPlaces },
        volumes: { look: (root, folder) => this.volumes.look(root, folder) },
        roots: () => this.roots.map(({ path }) => path),
      }),
      library: { find: (id) => ok(this.index.get(id) ?? null) },
      operations: {
        plan: (kind, steps, witnesses) => this.operations.plan(kind, steps, witnesses),
        run: (planned, isStillWanted) => this.operations.run(planned, isStillWanted),
        ofKind: (kind) => this.operations.ofKind(kind),
      },
      downloads: () => this.records,
      isWritingBeside: (id) => this.isWriting && id === downloadId,
      onChanged: () => undefined,
      onBug: (error) => this.bugs.push(error),
      ...needs,
    });
    this.made.push(room);
    return room;
  }

  /** A file that the index knows as a proven one of its version. */
  async old(path: string, text = 'old', facts: Partial<IndexedFile> = {}): Promise<IndexedFile> {
    const whole = this.write(path, text);
    const look = await files.look(whole);
    if (!look.ok || look.value === null) throw new Error('It was not written.');
    this.ids += 1;
    const at = { path: whole, folder: files.folderOf(whole), fileName: files.nameOf(whole) };
    // Only what a replacement looks at.
    const file = { id: this.ids, versionId: 30, standing: 'known', ...look.value.stamp, ...at, ...facts };
    this.index.set(this.ids, file as IndexedFile);
    return file as IndexedFile;
  }

  /** A download with its file, proven unless something else is said. */
  placed(path: string, text = 'the new one', state: Partial<DownloadState> = {}): DownloadRecord {
    const whole = this.write(path, text);
    const [folder, fileName] = [files.folderOf(whole), files.nameOf(whole)];
    const verification = { kind: 'verified', by: 'sha256', sha256: 'AA' } as const;
    // Only what a replacement looks at.
    const record = {
      target: { versionId: 31 },
      ...{ id: downloadId, root: this.root, folder, fileName, totalBytes: text.length, mountPath: null },
      state: { kind: 'completed', finalName: fileName, atMs: 1, verification, ...state },
    } as DownloadRecord;
    this.records = [record];
    return record;
  }

  promised(old: readonly IndexedFile[], fate: Exclude<OldFate, 'keep'> = 'replace'): PromisedDownload {
    const promisedFiles = old.map(({ id, folder, fileName, bytes, mtimeNs }) => {
      return { id, versionId: 30, folder, fileName, bytes, mtimeNs };
    });
    return { downloadId, promise: { fate, modelName: 'Lantern', files: promisedFiles } };
  }

  /** What became of which old files, the newest first. */
  told(): readonly (readonly [...(readonly string[]), UpdateOutcome['result']])[] {
    const outcomes = this.store.outcomes();
    if (!outcomes.ok) throw new Error(outcomes.error.code);
    return outcomes.value.map(({ oldFileNames, result }) => [...oldFileNames, result]);
  }

  /** For a poll: the disk may take longer than the test thinks, and only then sets the timer that is waited for. */
  async toldAfter(ms: number): Promise<ReturnType<ReplacementsRig['told']>> {
    await this.clock.advance(ms);
    return this.told();
  }

  waitingCount(): number {
    const promises = this.store.promises();
    return promises.ok ? promises.value.length : -1;
  }

  override async close(): Promise<void> {
    const stopped = Promise.all(this.made.map((room) => room.stop()));
    await this.clock.advance(10_000);
    await stopped;
    this.store.close();
    await super.close();
  }
}
