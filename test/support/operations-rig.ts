import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { openOperations, type SqliteOperations } from '../../electron/adapters/operation-book';
import { NodeOperationFiles, type OperationFilesNeeds } from '../../electron/adapters/operation-files';
import { systemClock, systemPlaces } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import type { FileMeasuring } from '../../electron/core/hashing-ports';
import {
  type Outcome,
  type PlannedOperation,
  placesOf,
  type Step,
} from '../../electron/core/operations/steps';
import { rootIdOf } from '../../electron/core/placement/roots';
import { Operations } from '../../electron/services/operations/operations';
import type { OperationsNeeds } from '../../electron/services/operations/operations-needs';
import type { PlacedRoot } from '../../electron/services/placement';
import type { Failure } from '../../shared/failure';
import type { OperationKind, OperationView } from '../../shared/operations/operations';
import type { Layout } from '../../shared/placement';
import { ok, type Result } from '../../shared/result';

/** A second file system, where the machine has one. */
export const OTHER_VOLUME = '/dev/shm';

/** Hashes here and now, for files of a few bytes. */
export const directMeasuring: FileMeasuring = {
  measure: async (path) => {
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex').toUpperCase();
    return ok({ sha256, autoV2: sha256.slice(0, 10) });
  },
};

export function chosenRoot(
  path: string,
  layout: Layout = 'comfyui',
  further: PlacedRoot['further'] = [],
): PlacedRoot {
  return { id: rootIdOf(path), layout, path, further };
}

/** The code of a failure, or "ok". */
export function codeOf(result: Result<unknown, Failure>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** What the system throws. */
export function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The real operations on real folders, with a journal that outlives them. */
export class OperationsRig {
  readonly folder: string;
  readonly root: string;
  roots: readonly PlacedRoot[];
  readonly inUse = new Set<string>();
  readonly outcomes: Outcome[] = [];
  readonly ended: OperationView[] = [];
  readonly bugs: unknown[] = [];
  operations: Operations;
  private readonly others: string[] = [];
  private before: ReadonlyMap<string, string> = new Map();
  private planned: PlannedOperation | null = null;

  constructor(
    private readonly files: Partial<OperationFilesNeeds> = {},
    private readonly needs: Partial<OperationsNeeds> = {},
  ) {
    this.folder = mkdtempSync(join(tmpdir(), 'civet-operations-'));
    this.root = join(this.folder, 'ComfyUI');
    mkdirSync(this.root);
    this.roots = [chosenRoot(this.root)];
    this.operations = this.open();
    void this.operations.start();
  }

  /** As after a restart, with other ways to reach the disk if they are given. */
  async restart(
    files: Partial<OperationFilesNeeds> = {},
    needs: Partial<OperationsNeeds> = {},
    meanwhile: () => void = () => undefined,
  ): Promise<void> {
    await this.operations.stop();
    meanwhile();
    this.operations = this.open(files, needs);
    await this.operations.start();
  }

  /** The next life, which has not looked at anything yet; the one before has to have ended. */
  reopen(): Operations {
    this.operations = this.open();
    return this.operations;
  }

  /** The journal of a life that ended here; nothing else has it open by then. */
  async inJournal(change: (book: SqliteOperations) => void): Promise<void> {
    await this.operations.stop();
    const book = this.journal();
    change(book);
    book.close();
  }

  /** Plans and runs. */
  async do(kind: OperationKind, steps: readonly Step[]): Promise<Result<OperationView, Failure>> {
    const planned = await this.plan(kind, steps);
    return planned.ok ? this.operations.run(planned.value) : planned;
  }

  /** Remembers what is there by then, for `lies`. */
  async plan(kind: OperationKind, steps: readonly Step[]): Promise<Result<PlannedOperation, Failure>> {
    this.before = this.hashes();
    const planned = await this.operations.plan(kind, steps);
    this.planned = planned.ok ? planned.value : null;
    return planned;
  }

  /**
   * Compares what is said of the last operation with what is there, by name and by hash: where it is done every file
   * has its new name and no other, where it is undone or failed its old one. Whatever is said, no file is lost.
   *
   * @returns what is not true, in a sentence each
   */
  lies(): readonly string[] {
    const { before, planned } = this;
    const [last] = this.operations.list();
    if (planned === null || last === undefined) return ['Nothing was planned.'];
    const { state } = last;
    // What is to be tried again says nothing of where the files are.
    const isOpen = state === 'running' || (state === 'failed' && last.canUndo);
    const now = this.hashes();
    const expected = new Map(before);
    const paths = new Set<string>();
    for (const deed of planned.deeds) {
      const { source, target } = placesOf(deed);
      paths.add(source).add(target);
      if (state !== 'done') continue;
      const hash = expected.get(source);
      if (hash !== undefined) expected.set(target, hash);
      if (deed.kind === 'move') expected.delete(source);
    }
    const there = new Set(now.values());
    const lost = [...paths].filter((path) => before.has(path) && !there.has(before.get(path) ?? ''));
    const wrong = [...paths].filter((path) => now.get(path) !== expected.get(path));
    return [
      ...lost.map((path) => `What was ${path} is nowhere.`),
      ...(isOpen ? [] : wrong.map((path) => `It is ${state}, but not so at ${path}.`)),
    ];
  }

  write(path: string, text: string): string {
    const whole = join(this.root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  }

  path(path: string): string {
    return join(this.root, path);
  }

  /** A folder of the user's on another file system. */
  addOtherVolume(): string {
    const path = mkdtempSync(join(OTHER_VOLUME, 'civet-operations-'));
    this.others.push(path);
    this.roots = [...this.roots, chosenRoot(path, 'plain')];
    return path;
  }

  /** Every file below the folder and what is in it; the trash by the folder it lies in, without ids. */
  tree(folder = this.root): Readonly<Record<string, string>> {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
    const named = (path: string) => relative(folder, path).replace(/(\.civet-trash\/)[0-9a-f]{16}/, '$1*');
    return Object.fromEntries(entries.map((path) => [named(path), readFileSync(path, 'utf8')]));
  }

  /** SHA-256 by path, in all folders of the user's. */
  private hashes(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const root of new Set([this.root, ...this.others]))
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        found.set(path, createHash('sha256').update(readFileSync(path)).digest('hex'));
      }
    return found;
  }

  async close(): Promise<void> {
    await this.operations.stop();
    for (const path of [this.folder, ...this.others]) rmSync(path, { recursive: true, force: true });
  }

  private journal(): SqliteOperations {
    return openOperations(join(this.folder, 'operations.db'), Date.now(), (what) => {
      throw new Error(what);
    });
  }

  private open(
    files: Partial<OperationFilesNeeds> = this.files,
    needs: Partial<OperationsNeeds> = {},
  ): Operations {
    const operations = new Operations({
      book: this.journal(),
      files: new NodeOperationFiles({ measuring: directMeasuring, ...files }),
      places: systemPlaces,
      volumes: new NodeVolumes(),
      clock: systemClock,
      roots: () => this.roots,
      inUse: () => this.inUse,
      newId: () => randomBytes(8).toString('hex'),
      publish: () => undefined,
      onEnded: (view) => this.ended.push(view),
      onBug: (error) => this.bugs.push(error),
      ...this.needs,
      ...needs,
    });
    operations.onDone((outcome) => void this.outcomes.push(outcome));
    return operations;
  }
}
