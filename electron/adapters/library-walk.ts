import { type Dirent, existsSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { judgeAbsence } from '../core/library/absence';
import { isOtherUse } from '../core/library/last-use';
import {
  isFolderOfModels,
  isFolderOfOutput,
  isModelFile,
  isPythonEnvironment,
  sidecarsOf,
} from '../core/library/model-files';
import type { FileStamp, FolderChange, FoundFile, SeenUse, WalkSummary } from '../core/library/ports';
import { VisitedFolders } from '../core/library/visited-folders';
import { folderFailure, readFailure } from './disk-failure';
import type { DriveIds } from './drive-ids';
import { claimOf } from './file-claims';
import { flawNow } from './file-flaws';
import { mayGoOn, type ThreadControl } from './library-messages';
import { isLink, isProgram, OwnPlaces } from './own-places';
import { realPathOf } from './real-path';
import { errorCode } from './sqlite';
import type { ToldUses } from './told-uses';

const FOUND_AT_ONCE = 200;
/** Somebody may be looking at how far it is. */
const SEEN_AT_ONCE = 2_000;
/** Deeper folders are a mistake, or a trap. */
const DEEPEST = 64;

export interface KnownFile {
  readonly bytes: number;
  readonly mtimeNs: string;
  readonly dev: string;
  readonly isMissing: boolean;
  readonly usedMs: number | null;
  /** The id of its file system; empty where nobody has told. */
  readonly drive: string;
  /** Whether its beginning was looked at for what is wrong with it. */
  readonly isJudged: boolean;
}

/** A file as it was looked at. */
type SeenStamp = FileStamp & Pick<FoundFile, 'ctimeNs' | 'use'>;

export interface WalkNeeds {
  readonly roots: readonly string[];
  readonly only: FolderChange | null;
  readonly files: readonly string[];
  /** Whether to look at what a new file, its beginning and its sidecars say. */
  readonly readsClaims: boolean;
  /** Those that are seen are taken out. */
  readonly known: Map<string, KnownFile>;
  readonly control: ThreadControl;
  readonly told: Pick<ToldUses, 'of'>;
  readonly drives: Pick<DriveIds, 'of'>;
  readonly onFound: (files: readonly FoundFile[], seenCount: number) => void;
}

interface Folder {
  readonly path: string;
  readonly root: string;
  readonly depth: number;
  /** A link that was met on the way. */
  readonly isMet?: true;
}

/** Looks through folders without a pause of its own: for a thread that does nothing else. */
export class FolderWalk {
  private readonly folders: Folder[] = [];
  /** Links to folders are followed last, so that what has a place of its own is found there. */
  private readonly linked: Folder[] = [];
  private readonly visited = new VisitedFolders(realPathOf);
  /** Null where everything is looked through, which tells by itself. */
  private readonly ownPlaces: OwnPlaces | null;
  private readonly seen = new Set<string>();
  private readonly links: string[] = [];
  private readonly restless: ReadonlySet<string>;
  private readonly named: ReadonlySet<string>;
  private readonly placed: ReadonlySet<string>;
  /** Of files that are where the index has them: by the drive that it has, those that they are on now. */
  private readonly seenDevices = new Map<string, Set<string>>();
  private readonly problems: { readonly path: string; readonly cause: Failure }[] = [];
  private readonly uses: SeenUse[] = [];
  private found: FoundFile[] = [];
  private seenCount = 0;

  constructor(private readonly needs: WalkNeeds) {
    this.restless = new Set(needs.only?.restless);
    this.named = new Set(needs.only?.files ?? needs.files);
    this.placed = new Set(needs.files);
    this.ownPlaces = needs.only === null ? null : new OwnPlaces(needs.roots);
  }

  run(): Result<WalkSummary, Failure> {
    const { roots, only, files, control } = this.needs;
    for (const path of only?.folders ?? roots) {
      const root = this.rootOf(path);
      // One that was told of may not be the user's any more.
      if (root === undefined) continue;
      (isLink(path) ? this.linked : this.folders).push({ path, root, depth: 0 });
    }
    for (const path of only?.files ?? []) {
      const root = this.rootOf(path);
      if (root === undefined || (!this.placed.has(path) && this.isElsewhere(dirname(path), root))) continue;
      this.lookAtFile(path, root, sidecarsThere(path), false);
    }
    for (let folder = this.next(); folder !== undefined; folder = this.next()) {
      if (!mayGoOn(control)) return err(failure('input.cancelled'));
      this.look(folder);
    }
    if (only === null)
      for (const path of files)
        if (!this.seen.has(path)) this.lookAtFile(path, '', sidecarsThere(path), false);
    this.lookAtOthers();
    this.tell();
    const gone = this.gone();
    return ok({
      seenCount: this.seenCount,
      gone,
      problems: this.problems,
      links: this.links,
      uses: this.uses,
    });
  }

  /** The index has files that a look through a folder passes by, such as archives and workflows of Civet's downloads. */
  private lookAtOthers(): void {
    for (const path of [...this.needs.known.keys()])
      if (this.isLookedFor(path) && (this.placed.has(path) || !isModelFile(nameOf(path))))
        this.lookAtFile(path, this.rootOf(path) ?? '', [], false);
  }

  private isLookedFor(path: string): boolean {
    const { roots, only } = this.needs;
    const isAskedFor =
      this.named.has(path) || (only?.folders ?? roots).some((folder) => isBelow(path, folder));
    // A change may be told of in a folder that is not the user's any more: nobody looks there, so nothing is gone.
    return isAskedFor && (only === null || this.rootOf(path) !== undefined || this.placed.has(path));
  }

  private next(): Folder | undefined {
    return this.folders.pop() ?? this.linked.shift();
  }

  private isElsewhere(folder: string, root: string): boolean {
    return this.ownPlaces?.isElsewhere(folder, root) === true;
  }

  private look({ path, root, depth, isMet }: Folder): void {
    if (this.isElsewhere(path, root)) return;
    let entries: Dirent[];
    try {
      const { dev, ino } = statSync(path, { bigint: true });
      if (!this.visited.enter(path, String(dev), String(ino))) return;
      // One that leads to nothing new needs no watch of its own: what changes there is told of anyway.
      if (isMet === true) this.links.push(path);
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      // A folder that was told of may be one that went.
      const isGone = this.needs.only !== null && errorCode(error) === 'ENOENT' && this.rootOf(path) !== path;
      if (!isGone) this.problems.push({ path, cause: folderFailure(error, path) });
      return;
    }
    const names = entries.map(({ name }) => name);
    if (isPythonEnvironment(nameOf(path), names)) return;
    const mayMakeThings = names.some(isFolderOfOutput) && isProgram(path);
    const beside = new Set(names.filter((name) => /\.(json|info)$/i.test(name)));
    const base = path.endsWith(sep) ? path : path + sep;
    for (const entry of entries) {
      const { name } = entry;
      if (mayMakeThings && isFolderOfOutput(name)) continue;
      if (entry.isDirectory()) {
        if (isFolderOfModels(name) && depth < DEEPEST)
          this.folders.push({ path: base + name, root, depth: depth + 1 });
      } else if (entry.isSymbolicLink())
        this.lookAtLink({ path: base + name, root, depth: depth + 1 }, name, beside);
      else if (isModelFile(name) && entry.isFile()) this.lookAtFile(base + name, root, beside, true);
    }
  }

  private lookAtLink(folder: Folder, name: string, beside: Iterable<string>): void {
    const { path } = folder;
    let target: Stats | undefined;
    try {
      target = statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      // A link to itself, or into a folder that is locked: the others are looked at all the same.
      this.problems.push({ path, cause: readFailure(error, path) });
      return;
    }
    if (target?.isFile() === true && isModelFile(name)) this.lookAtFile(path, folder.root, beside, true);
    else if (target?.isDirectory() === true && isFolderOfModels(name) && folder.depth <= DEEPEST)
      this.linked.push({ ...folder, isMet: true });
  }

  private rootOf(path: string): string | undefined {
    return this.needs.roots.find((root) => isBelow(path, root));
  }

  /** @param isProblem whether it was seen a moment ago, so that its not being there is worth telling */
  private lookAtFile(path: string, root: string, beside: Iterable<string>, isProblem: boolean): void {
    if (this.restless.has(path)) {
      this.needs.known.delete(path);
      return;
    }
    let stamp: SeenStamp;
    try {
      stamp = stampOf(path, this.needs.told);
    } catch (error) {
      if (isProblem) this.problems.push({ path, cause: readFailure(error, path) });
      return;
    }
    this.seen.add(path);
    this.seenCount += 1;
    if (this.seenCount % SEEN_AT_ONCE === 0) this.tell();
    const known = this.needs.known.get(path);
    this.needs.known.delete(path);
    const isSame = known !== undefined && known.bytes === stamp.bytes && known.mtimeNs === stamp.mtimeNs;
    const drive = this.needs.drives.of(stamp.dev);
    if (isSame) this.noteDevice(known, { dev: stamp.dev, drive });
    // A drive may have another number with every start.
    const { readsClaims } = this.needs;
    if (isSame && !known.isMissing && known.dev === stamp.dev && (known.isJudged || !readsClaims)) {
      if (isOtherUse(known.usedMs, stamp.use) || (drive !== '' && drive !== known.drive))
        this.uses.push({ path, use: stamp.use, drive });
      return;
    }
    const claim = isSame || !readsClaims ? null : claimOf(path, stamp, beside);
    // An archive or a workflow of Civitai's is what it should be.
    const mayBeFlawed = isModelFile(nameOf(path));
    const flaw = !readsClaims ? undefined : mayBeFlawed ? flawNow(path, stamp.bytes) : null;
    this.found.push({ path, root, ...stamp, drive, claim, ...(flaw === undefined ? {} : { flaw }) });
    if (this.found.length >= FOUND_AT_ONCE) this.tell();
  }

  private noteDevice(known: Drive, now: Drive): void {
    const devices = this.seenDevices.get(keyOf(known)) ?? new Set();
    this.seenDevices.set(keyOf(known), devices.add(keyOf(now)));
  }

  private tell(): void {
    this.needs.onFound(this.found, this.seenCount);
    this.found = [];
  }

  private gone(): readonly string[] {
    const { roots, known } = this.needs;
    const hidden = this.problems.map(({ path }) => path);
    const emptyRoots = new Set(roots.filter(isEmpty));
    const away = new Map<string, Failure>();
    const devices = new Map<string, string>();
    const gone: string[] = [];
    for (const [path, { dev, drive, isMissing }] of known) {
      const root = this.rootOf(path);
      if (
        isMissing ||
        this.restless.has(path) ||
        !this.isLookedFor(path) ||
        hidden.some((folder) => isBelow(path, folder))
      )
        continue;
      const folder = nearestFolder(path, devices);
      const folderDrive = this.needs.drives.of(folder.dev);
      const absence = judgeAbsence({
        knownDev: dev,
        folderDev: folder.dev,
        knownDrive: drive,
        folderDrive,
        isDeviceSeen:
          this.seenDevices.get(keyOf({ dev, drive }))?.has(keyOf({ dev: folder.dev, drive: folderDrive })) ===
          true,
        isRootEmpty: root !== undefined && emptyRoots.has(root),
      });
      if (absence === 'gone') gone.push(path);
      else if (absence === 'rootEmpty' && root !== undefined)
        away.set(root, failure('disk.folderEmpty', { path: root }));
      else away.set(folder.path, failure('disk.driveMissing', { path: folder.path }));
    }
    for (const [path, cause] of away) this.problems.push({ path, cause });
    return gone;
  }
}

type Drive = Pick<KnownFile, 'dev' | 'drive'>;

function keyOf({ dev, drive }: Drive): string {
  return `${dev} ${drive}`;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Only those that a sidecar of the file may have. */
function sidecarsThere(path: string): ReadonlySet<string> {
  const folder = dirname(path);
  const names = sidecarsOf(nameOf(path)).map(({ name }) => name);
  return new Set(names.filter((name) => existsSync(join(folder, name))));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1);
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

/** The nearest folder above a file that is there, and its device. @param devices what was asked before, by folder */
function nearestFolder(
  file: string,
  devices: Map<string, string>,
): { readonly path: string; readonly dev: string } {
  for (let path = dirname(file); ; path = dirname(path)) {
    const dev = devices.get(path) ?? deviceOf(path);
    devices.set(path, dev);
    if (dev !== '' || dirname(path) === path) return { path, dev };
  }
}

/** Empty for a folder that is not there. */
function deviceOf(folder: string): string {
  try {
    return String(statSync(folder, { bigint: true }).dev);
  } catch {
    return '';
  }
}

/** @throws when it is not there, or is no file */
export function stampOf(path: string, told: Pick<ToldUses, 'of'>): SeenStamp {
  let stat = lstatSync(path, { bigint: true });
  if (stat.isSymbolicLink()) stat = statSync(path, { bigint: true });
  if (!stat.isFile()) throw Object.assign(new Error('It is no file.'), { code: 'EISDIR' });
  return {
    bytes: Number(stat.size),
    mtimeNs: String(stat.mtimeNs),
    dev: String(stat.dev),
    ino: String(stat.ino),
    ctimeNs: String(stat.ctimeNs),
    use: told.of(path, stat),
  };
}
