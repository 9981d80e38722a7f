import type { DownloadTarget } from '../../../shared/download/download';
import {
  type InspectedFile,
  type InspectedPlace,
  type InspectionDelta,
  type InspectionView,
  MOST_INSPECTED,
} from '../../../shared/inspection/inspection';
import type { FileFlaw } from '../../../shared/library/flaw';
import type { FolderKind } from '../../../shared/placement';
import type { FileClaim } from '../../core/library/claims';
import type { FileStamp, IndexedFile } from '../../core/library/ports';
import type { Clock, Places } from '../../core/ports';

/** Thousands of files change many times a second; the page is told ten times. */
const PUBLISH_MS = 100;

/** A file that somebody asked about, and what is known of it. */
export interface Asked {
  path: string;
  /** As it was when it was found, or moved by Civet. */
  stamp: FileStamp;
  view: InspectedFile;
  /** What sidecars and its header say of it. */
  readonly claim: FileClaim | null;
  /** A second name that Civet has given it. */
  linkedAt: string | null;
  /** What it was published as; null while that is not known. */
  found: { readonly target: DownloadTarget; readonly kind: FolderKind } | null;
  /** What the library knew it as before it was damaged; null for a file that it does not call so. */
  damagedFrom: IndexedFile | null;
  /** When it was read for this; milliseconds since 1970. */
  readAtMs: number | null;
}

const SURE: ReadonlySet<InspectedFile['identity']['kind']> = new Set([
  'sameBytes',
  'sameWeights',
  'uncompared',
]);

/** Where a file belongs of which it is certain what it is, so that something may be done with it; else null. */
export function placeOfSure({ view: { identity, stage } }: Asked): InspectedPlace | null {
  if (identity.kind === 'unknown' || !SURE.has(identity.kind) || stage.kind !== 'done') return null;
  return identity.place;
}

export interface InspectionBoardNeeds {
  readonly places: Pick<Places, 'join' | 'relative' | 'isInside'>;
  readonly clock: Clock;
  readonly publish: (delta: InspectionDelta) => void;
}

/** Keeps what is known of the files that were asked about, and tells what changes of it. */
export class InspectionBoard {
  private asked: Asked[] = [];
  private readonly byPath = new Map<string, Asked>();
  private readonly changed = new Map<number, Asked>();
  private isReordered = false;
  private isTelling = false;
  private leftOutCount = 0;
  private revision = 0;
  private lastId = 0;

  constructor(private readonly needs: InspectionBoardNeeds) {}

  view(): InspectionView {
    const { revision, leftOutCount } = this;
    return { revision, files: this.asked.map(({ view }) => view), leftOutCount };
  }

  all(): readonly Asked[] {
    return this.asked;
  }

  find(id: number): Asked | null {
    return this.asked.find(({ view }) => view.id === id) ?? null;
  }

  /** The next one that nobody has begun with, from top to bottom. */
  next(): Asked | undefined {
    return this.asked.find(({ view }) => view.stage.kind === 'waiting');
  }

  at(path: string): Asked | null {
    return this.byPath.get(path) ?? null;
  }

  /** The same file under another name; what was under it before is another one. */
  move(file: Asked, path: string, stamp: FileStamp): void {
    const other = this.byPath.get(path);
    if (other !== undefined && other !== file) {
      this.forget(other);
      this.isReordered = true;
    }
    this.byPath.delete(file.path);
    this.byPath.set(path, file);
    file.path = path;
    file.stamp = stamp;
    const folderPath = this.needs.places.join(path, '..');
    this.change(file, { folderPath, fileName: this.needs.places.relative(folderPath, path) });
  }

  has(file: Asked): boolean {
    return this.byPath.get(file.path) === file;
  }

  /**
   * Takes a file in; one that could not be looked at before, was damaged, or has changed since, is taken anew.
   *
   * @param at what is dropped together stays in order, before what was dropped earlier
   * @param said by its own beginning, and by what stands beside it
   * @returns null for one that is there already, or is one too many
   */
  keep(
    path: string,
    stamp: FileStamp,
    at: number,
    said: { readonly flaw: FileFlaw | null; readonly claim: FileClaim | null } = { flaw: null, claim: null },
  ): Asked | null {
    const before = this.byPath.get(path);
    if (before !== undefined) {
      const isAsItWas = before.stamp.bytes === stamp.bytes && before.stamp.mtimeNs === stamp.mtimeNs;
      const isSettled = before.view.stage.kind !== 'failed' && before.view.damage?.isConfirmed !== true;
      if (isAsItWas && isSettled) return null;
      this.forget(before);
    }
    if (this.asked.length >= MOST_INSPECTED) {
      this.leftOutCount += 1;
      this.tell();
      return null;
    }
    this.lastId += 1;
    const folderPath = this.needs.places.join(path, '..');
    const file: Asked = {
      path,
      stamp,
      found: null,
      damagedFrom: null,
      readAtMs: null,
      linkedAt: null,
      claim: said.claim,
      view: {
        id: this.lastId,
        fileName: this.needs.places.relative(folderPath, path),
        folderPath,
        bytes: stamp.bytes,
        stage: { kind: 'waiting' },
        flaw: said.flaw,
        hashes: null,
        identity: { kind: 'unknown' },
        libraryReadAtMs: null,
        damage: null,
        twins: { bytes: [], weights: [] },
        header: [],
        weights: null,
      },
    };
    this.asked.splice(at, 0, file);
    this.byPath.set(path, file);
    this.isReordered = true;
    this.note(file);
    return file;
  }

  change(file: Asked, change: Partial<InspectedFile>): void {
    file.view = { ...file.view, ...change };
    const { identity } = file.view;
    if (identity.kind !== 'unknown' && identity.place !== null) {
      const place = { ...identity.place, secondName: this.secondName(file, identity.place.folderPath) };
      file.view = { ...file.view, identity: { ...identity, place } };
    }
    if (this.has(file)) this.note(file);
  }

  /** The name that a file has in its right folder besides its own: given just now, or as the library knows it. */
  private secondName({ linkedAt, view }: Asked, rightFolder: string): string | null {
    const { places } = this.needs;
    if (linkedAt !== null && places.isInside(rightFolder, linkedAt))
      return places.relative(places.join(linkedAt, '..'), linkedAt);
    const twin = view.twins.bytes.find(
      ({ isSameFile, folderPath }) => isSameFile && places.isInside(rightFolder, folderPath),
    );
    return twin?.fileName ?? null;
  }

  clear(): void {
    this.asked = [];
    this.byPath.clear();
    this.changed.clear();
    this.leftOutCount = 0;
    this.isReordered = true;
    this.tell();
  }

  private forget(file: Asked): void {
    this.asked = this.asked.filter((each) => each !== file);
    this.byPath.delete(file.path);
    this.changed.delete(file.view.id);
  }

  private note(file: Asked): void {
    this.changed.set(file.view.id, file);
    this.tell();
  }

  private tell(): void {
    if (this.isTelling) return;
    this.isTelling = true;
    this.needs.clock.after(PUBLISH_MS, () => {
      this.isTelling = false;
      this.revision += 1;
      const order = this.isReordered ? this.asked.map(({ view }) => view.id) : null;
      const upserts = [...this.changed.values()].map(({ view }) => view);
      this.isReordered = false;
      this.changed.clear();
      this.needs.publish({ revision: this.revision, upserts, order, leftOutCount: this.leftOutCount });
    });
  }
}
