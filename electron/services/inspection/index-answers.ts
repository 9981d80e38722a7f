import type { MaturityLevel } from '../../../shared/civitai/model';
import { type FileTwin, MOST_TWINS } from '../../../shared/inspection/inspection';
import { realHash } from '../../core/civitai/hash-of-nothing';
import type { MeasuredHashes } from '../../core/download/verify';
import type { FileStamp, IndexedFile, LibraryTwins } from '../../core/library/ports';
import type { Clock, PictureBook } from '../../core/ports';
import { Asking } from '../bulk/asking';
import { versionOfFacts } from './inspected-version';
import type { Asked, InspectionBoard } from './inspection-board';
import { placeOf, type SureKind, sureKindOf } from './known-identity';
import type { Recognition } from './recognition';

/** So many are looked up in one go; a window must not wait for more. */
const TWINS_AT_ONCE = 200;

export interface IndexAnswersNeeds {
  readonly twins: LibraryTwins;
  readonly pictures: Pick<PictureBook, 'idOf'>;
  readonly clock: Clock;
  readonly maturity: () => MaturityLevel;
}

/** What the library says of files that somebody asks about, without a file being read. */
export class IndexAnswers {
  private isRefreshing = false;

  constructor(
    private readonly needs: IndexAnswersNeeds,
    private readonly board: InspectionBoard,
    private readonly recognition: Recognition,
    /** Files wait to be read that were done before. */
    private readonly onWaiting: () => void,
  ) {}

  /**
   * A file that the library has read and that has not changed since is not read again, unless it has found it damaged:
   * what it remembers of that one is not what is there.
   *
   * @returns those of which it knows the hashes and nothing else
   */
  answer(files: readonly Asked[], signal: AbortSignal): readonly Asked[] {
    const known = this.needs.twins.known(files.map(({ path, stamp }) => ({ path, ...stamp })));
    // Without the index they are read like any others.
    if (!known.ok) return [];
    const found = files.flatMap((file, at) => {
      const indexed = known.value[at];
      return indexed == null ? [] : [{ file, indexed }];
    });
    const open: { readonly file: Asked; readonly hashes: MeasuredHashes }[] = [];
    const led: Parameters<Recognition['show']>[0][number][] = [];
    for (const { file, indexed } of found) {
      const hashes = hashesOf(indexed);
      const place = placeOf(indexed);
      const { match } = indexed;
      if (indexed.damagedSinceMs !== null) {
        if (this.noteDamage(file, indexed) && place !== null)
          led.push({ file, kind: 'likely', hashes: {}, place });
        continue;
      }
      if (hashes === null) {
        if (match === 'claim' && place !== null) {
          this.name(file, 'likely', indexed);
          led.push({ file, kind: 'likely', hashes: {}, place });
        }
        continue;
      }
      const kind = sureKindOf(indexed);
      const { sha256, autoV1 = null, autoV2 = null, autoV3 = null, crc32 = null } = hashes;
      this.board.change(file, {
        stage: { kind: 'asking' },
        hashes: { sha256, autoV1, autoV2, autoV3, crc32, blake3: null },
        libraryReadAtMs: indexed.readAtMs,
      });
      if (kind === undefined || place === null) open.push({ file, hashes });
      else {
        if (this.name(file, kind, indexed)) this.board.change(file, { stage: { kind: 'done' } });
        led.push({ file, kind, hashes, place });
      }
    }
    this.findTwins(found.map(({ file }) => file));
    if (open.length > 0) this.recognition.ask(open, this.board.next() !== undefined, signal);
    void this.tellMore(led, signal);
    return open.map(({ file }) => file);
  }

  /** Which files of the library are the same as these, as far as their hashes are known. */
  findTwins(files: readonly Asked[]): void {
    const measured = files.filter(({ view }) => view.hashes !== null);
    const wanted = (kind: 'sha256' | 'autoV3') => [
      ...new Set(measured.flatMap(({ view }) => view.hashes?.[kind] ?? [])),
    ];
    const bytes = this.needs.twins.withBytes(wanted('sha256'));
    const weights = this.needs.twins.withWeights(wanted('autoV3'));
    if (!bytes.ok || !weights.ok) return;
    const byBytes = groupedBy(bytes.value, ({ sha256 }) => sha256);
    const byWeights = groupedBy(weights.value, ({ autoV3 }) => autoV3);
    for (const file of measured) {
      const { hashes, twins: before } = file.view;
      const sha256 = hashes?.sha256 ?? null;
      const autoV3 = hashes?.autoV3 ?? null;
      const sameBytes = sha256 === null ? [] : (byBytes.get(sha256) ?? []);
      const others = autoV3 === null ? [] : (byWeights.get(autoV3) ?? []);
      const twins = {
        bytes: twinsOf(file, sameBytes),
        weights: twinsOf(
          file,
          others.filter((other) => other.sha256 !== sha256),
        ),
      };
      const isNews = JSON.stringify(twins) !== JSON.stringify(before);
      if (isNews) this.board.change(file, { twins });
    }
  }

  /** What the library has found out since, about these files and about others that are the same. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    const files = this.board.all();
    for (let from = 0; from < files.length && !signal.aborted; from += TWINS_AT_ONCE) {
      const part = files.slice(from, from + TWINS_AT_ONCE);
      this.findDamage(part);
      this.findTwins(part);
      await new Promise<void>((resolve) => void this.needs.clock.after(0, resolve));
    }
    this.isRefreshing = false;
  }

  /** A check may have found damage since a file was looked at: then what was said of it holds no more. */
  private findDamage(files: readonly Asked[]): void {
    const ended = files.filter(({ view: { stage } }) => stage.kind === 'done' || stage.kind === 'failed');
    const known = this.needs.twins.known(ended.map(({ path, stamp }) => ({ path, ...stamp })));
    if (!known.ok) return;
    let isNews = false;
    for (const [at, file] of ended.entries()) {
      const indexed = known.value[at];
      const sinceMs = indexed?.damagedSinceMs ?? null;
      if (indexed == null || sinceMs === null || sinceMs === file.view.damage?.sinceMs) continue;
      // It was read later than by that check.
      if (file.readAtMs !== null && file.readAtMs > sinceMs) continue;
      this.board.change(file, { stage: { kind: 'waiting' }, identity: { kind: 'unknown' } });
      this.noteDamage(file, indexed);
      isNews = true;
    }
    if (isNews) this.onWaiting();
  }

  /** It is read, as if nobody knew it; until then it has the name that it was known by. @returns whether it had one */
  private noteDamage(file: Asked, indexed: IndexedFile): boolean {
    if (indexed.damagedSinceMs === null) return false;
    file.damagedFrom = indexed;
    this.board.change(file, {
      hashes: null,
      libraryReadAtMs: null,
      twins: { bytes: [], weights: [] },
      damage: { fileId: indexed.id, sinceMs: indexed.damagedSinceMs, isConfirmed: null },
    });
    return this.name(file, 'likely', indexed);
  }

  /** By what the library has kept of the version. @returns whether there was anything */
  private name(file: Asked, kind: SureKind, { facts }: IndexedFile): boolean {
    if (facts === null) return false;
    const version = versionOfFacts(facts, this.needs.pictures, this.needs.maturity());
    this.board.change(file, { identity: { kind, version, place: null } });
    return true;
  }

  /** Place and newer version are worth a question; what the library says stands without it as well. */
  private async tellMore(led: Parameters<Recognition['show']>[0], signal: AbortSignal): Promise<void> {
    if (led.length === 0) return;
    const failed = await this.recognition.show(led, new Asking(signal));
    for (const { file } of led) {
      if (signal.aborted || file.view.stage.kind !== 'asking' || file.view.hashes === null) continue;
      const cause = failed.get(file);
      this.board.change(file, { stage: cause === undefined ? { kind: 'done' } : { kind: 'failed', cause } });
    }
  }
}

function hashesOf({ sha256, autoV1, autoV3, crc32 }: IndexedFile): MeasuredHashes | null {
  if (sha256 === null) return null;
  const [middle, weights] = [realHash(autoV1), realHash(autoV3)];
  return {
    sha256,
    autoV2: sha256.slice(0, 10),
    ...(middle === null ? {} : { autoV1: middle }),
    ...(weights === null ? {} : { autoV3: weights }),
    ...(crc32 === null ? {} : { crc32 }),
  };
}

function groupedBy(
  files: readonly IndexedFile[],
  keyOf: (file: IndexedFile) => string | null,
): ReadonlyMap<string | null, readonly IndexedFile[]> {
  const groups = new Map<string | null, IndexedFile[]>();
  for (const file of files) {
    const key = keyOf(file);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return groups;
}

function twinsOf(file: Asked, same: readonly IndexedFile[]): readonly FileTwin[] {
  return same
    .filter(({ path }) => path !== file.path)
    .slice(0, MOST_TWINS)
    .map(({ fileName, folder, ...other }) => ({
      fileName,
      folderPath: folder,
      isSameFile: isOneFile(file.stamp, other),
    }));
}

/** Two names of one file; where the system has no inodes nobody can tell. */
function isOneFile(a: FileStamp, b: Omit<FileStamp, 'bytes' | 'mtimeNs'>): boolean {
  return a.ino !== '' && a.ino !== '0' && a.ino === b.ino && a.dev === b.dev;
}
