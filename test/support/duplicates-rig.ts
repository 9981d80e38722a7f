import { join } from 'node:path';
import { controlOf, newControl } from '../../electron/adapters/library-messages';
import { readBuffer, readWholeFile } from '../../electron/adapters/library-reading';
import { type OpenedLibrary, openLibrary } from '../../electron/adapters/library-store';
import { FolderWalk } from '../../electron/adapters/library-walk';
import { NodeOperationFiles } from '../../electron/adapters/operation-files';
import { systemClock, systemPlaces } from '../../electron/adapters/system';
import type { FoundFile } from '../../electron/core/library/ports';
import { DuplicateActs } from '../../electron/services/duplicates/duplicate-acts';
import { DuplicateGroups } from '../../electron/services/duplicates/duplicate-groups';
import type { DuplicatePage, DuplicateProgress, Likeness } from '../../shared/library/duplicates';
import { directMeasuring, OperationsRig } from './operations-rig';

/** The index, the way files are compared and the operations, on real folders; threads' work is done here and now. */
export class DuplicatesRig extends OperationsRig {
  readonly index: OpenedLibrary;
  readonly groups: DuplicateGroups;
  /** Weighs instead, where a test watches what is read for it. */
  groupsOf: DuplicateGroups | null = null;
  readonly acts: DuplicateActs;
  readonly progress: (DuplicateProgress | null)[] = [];
  /** Called before each file is read. */
  beforeRead: (path: string) => void = () => {};
  private readonly control = controlOf(newControl());
  private ids = 0;

  constructor() {
    super();
    this.index = openLibrary(join(this.folder, 'library.db'), Date.now(), () => undefined);
    const files = new NodeOperationFiles({ measuring: directMeasuring });
    this.groups = new DuplicateGroups({
      store: this.index.duplicates,
      files,
      placement: { roots: () => this.roots, folderOfKind: () => null },
      places: systemPlaces,
    });
    this.acts = new DuplicateActs({
      store: this.index.duplicates,
      groups: { weigh: (...asked) => (this.groupsOf ?? this.groups).weigh(...asked) },
      files,
      threads: {
        read: async (path) => {
          this.beforeRead(path);
          return readWholeFile(path, readBuffer(), this.control);
        },
        readBytes: () => 0,
        close: async () => undefined,
      },
      operations: {
        plan: (kind, steps, witnesses) => this.operations.plan(kind, steps, witnesses),
        run: (planned) => this.operations.run(planned),
      },
      clock: systemClock,
      newId: () => {
        this.ids += 1;
        return `plan ${this.ids}`;
      },
      publish: (progress) => this.progress.push(progress),
    });
  }

  /** Reads everything below the root into the index. */
  scan(): void {
    const found: FoundFile[] = [];
    const walked = new FolderWalk({
      roots: [this.root],
      files: [],
      readsClaims: true,
      known: new Map(),
      only: null,
      control: this.control,
      told: { of: () => null },
      drives: { of: () => '' },
      onFound: (files) => found.push(...files),
    }).run();
    if (!walked.ok) throw new Error(walked.error.code);
    const { store } = this.index;
    store.keepFound(found, Date.now());
    const waiting = store.waiting(10_000);
    if (!waiting.ok) throw new Error(waiting.error.code);
    const read = waiting.value.flatMap(({ id, path }) => {
      const outcome = readWholeFile(path, readBuffer(), this.control);
      return outcome.ok && outcome.value.kind === 'read' ? [{ id, ...outcome.value }] : [];
    });
    store.keepRead(read, Date.now());
  }

  override async close(): Promise<void> {
    this.index.store.close();
    await super.close();
  }

  async page(likeness: Likeness = 'bytes', isLeft = false): Promise<DuplicatePage> {
    const page = await this.groups.page(likeness, isLeft, 0, 100);
    if (!page.ok) throw new Error(page.error.code);
    return page.value;
  }
}
