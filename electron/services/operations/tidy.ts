import { type Failure, failure } from '../../../shared/failure';
import {
  type MisnamedFile,
  type MisplacedFile,
  MOST_MISPLACED,
  NOTHING_TIDIED,
  type TidyOutcome,
  type TidyView,
} from '../../../shared/operations/tidy';
import { err, ok, type Result } from '../../../shared/result';
import type { IndexedFile } from '../../core/library/ports';
import { collisionKey } from '../../core/naming/file-name';
import type { Step } from '../../core/operations/steps';
import type { Clock, Places, Volumes } from '../../core/ports';
import type { Library } from '../library/library';
import type { Operations } from './operations';
import type { AskAbout, RightFolder, RightFolders } from './right-folders';
import { TargetNames, type TargetNamesNeeds } from './target-names';

const PUBLISH_MS = 200;
/** After a change of files it is looked again, but not after each of many. */
const SETTLE_MS = 1_000;
/** So many are read in one go. */
const FILES_AT_ONCE = 300;

export interface TidyNeeds {
  readonly library: Pick<Library, 'indexed' | 'fileOf'>;
  readonly rightFolders: Pick<RightFolders, 'judge'>;
  readonly operations: Pick<Operations, 'plan' | 'run' | 'onDone'>;
  readonly files: TargetNamesNeeds['files'];
  readonly twins: TargetNamesNeeds['twins'];
  readonly volumes: Volumes;
  readonly places: Pick<Places, 'join'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly publish: (view: TidyView) => void;
  readonly onBug: (error: unknown) => void;
}

/** Finds files that lie where no program looks for their kind, and brings those that the user ticks where they belong. */
export class Tidy {
  private current: TidyView = NOTHING_TIDIED;
  private readonly found = new Map<number, RightFolder>();
  private readonly named = new Map<number, RightFolder>();
  private calledOff = new AbortController();
  /** Ends what is read before files are moved. */
  private readonly ending = new AbortController();
  private callOffPublish: (() => void) | null = null;
  private callOffLook: (() => void) | null = null;

  constructor(private readonly needs: TidyNeeds) {
    // What was moved, from wherever it was asked for, is not misplaced any more, or is again.
    needs.operations.onDone(() => {
      if (this.current.stage !== 'idle') this.lookSoon();
    });
  }

  view(): TidyView {
    return this.current;
  }

  /** Looks anew; what comes of it is published. */
  look(): void {
    this.begin('stale');
  }

  private lookSoon(): void {
    this.callOffLook?.();
    this.callOffLook = this.needs.clock.after(SETTLE_MS, () => this.begin('unknown'));
  }

  private begin(asking: AskAbout): void {
    this.callOffLook?.();
    this.callOffLook = null;
    this.calledOff.abort();
    this.calledOff = new AbortController();
    this.found.clear();
    this.named.clear();
    const { signal } = this.calledOff;
    const { files, misnamed } = this.current;
    this.show({ ...NOTHING_TIDIED, stage: 'looking', files, misnamed });
    void this.run(asking, signal).catch(this.needs.onBug);
  }

  stop(): void {
    this.ending.abort();
    this.calledOff.abort();
    this.callOffLook?.();
    this.callOffPublish?.();
  }

  /**
   * Moves files where they belong, as one operation; those whose bytes are there already stay.
   *
   * @param usesTemplate gives them the name of the user's template; otherwise they keep theirs
   */
  move(ids: readonly number[], usesTemplate: boolean): Promise<Result<TidyOutcome, Failure>> {
    return this.carryOut('move', ids, usesTemplate, (file) => this.found.get(file.id));
  }

  /** Gives files that lie where they belong their own name, as one operation; each stays in its folder. */
  rename(ids: readonly number[]): Promise<Result<TidyOutcome, Failure>> {
    return this.carryOut('rename', ids, true, ({ id, folder }) => {
      const right = this.named.get(id);
      return right === undefined ? undefined : { folder, fileName: right.fileName };
    });
  }

  /** @param target where a file goes; undefined for one that was not found by the last look */
  private async carryOut(
    kind: 'move' | 'rename',
    ids: readonly number[],
    usesTemplate: boolean,
    target: (file: IndexedFile) => Pick<RightFolder, 'folder' | 'fileName'> | undefined,
  ): Promise<Result<TidyOutcome, Failure>> {
    const { library, operations, places } = this.needs;
    const names = new TargetNames(this.needs, 'read', this.ending.signal);
    const steps: Step[] = [];
    const stayed = { sameCount: 0, goneCount: 0 };
    for (const id of ids) {
      const file = library.fileOf(id);
      const to = file.ok ? target(file.value) : undefined;
      if (!file.ok || to === undefined) {
        stayed.goneCount += 1;
        continue;
      }
      const step = await moveStep(file.value, to, usesTemplate, names, places);
      if (step === null) stayed.sameCount += 1;
      else steps.push(step);
    }
    if (steps.length === 0) return err(failure('input.nothingToMove'));
    const planned = await operations.plan(kind, steps);
    if (!planned.ok) return planned;
    const done = await operations.run(planned.value);
    return done.ok ? ok({ operation: done.value, ...stayed }) : done;
  }

  private async run(asking: AskAbout, signal: AbortSignal): Promise<void> {
    const { rightFolders } = this.needs;
    const all = await this.recognisedFiles();
    if (signal.aborted) return;
    const names = {
      kept: new TargetNames(this.needs, 'known', signal),
      template: new TargetNames(this.needs, 'known', signal),
      own: new TargetNames(this.needs, 'known', signal),
    };
    const misplaced: MisplacedFile[] = [];
    const counts = { lookedCount: 0, leftOutCount: 0, rightCount: 0, unknownCount: 0 };
    const wrong: Judged[] = [];
    const named: Judged[] = [];
    const trouble = await rightFolders.judge(
      all,
      (file, right) => {
        counts.lookedCount += 1;
        if (right === null) counts.unknownCount += 1;
        else if (right.isThere) {
          counts.rightCount += 1;
          const isNamed = !isMisnamed(file, right);
          if (!isNamed && named.length < MOST_MISPLACED) named.push({ file, right });
          else if (!isNamed) counts.leftOutCount += 1;
        } else if (wrong.length < MOST_MISPLACED) wrong.push({ file, right });
        else counts.leftOutCount += 1;
        if (!signal.aborted)
          this.show({ ...this.current, ...counts, stage: 'looking', totalCount: all.length });
      },
      signal,
      asking,
    );
    for (const { file, right } of wrong) {
      if (signal.aborted) return;
      this.found.set(file.id, right);
      misplaced.push(await this.toMisplaced(file, right, names));
    }
    const misnamed: MisnamedFile[] = [];
    for (const { file, right } of named) {
      if (signal.aborted) return;
      const ownName = await names.own.choose(file, file.folder, right.fileName);
      // What has its bytes and its name already is a double, and no matter of names.
      if (ownName.kind === 'alreadyThere' || isOwnName(file, ownName.name)) continue;
      this.named.set(file.id, right);
      misnamed.push(toMisnamed(file, ownName));
    }
    if (signal.aborted) return;
    this.show({ ...counts, stage: 'done', totalCount: all.length, files: misplaced, misnamed, trouble });
  }

  /** Every file of which the version is proven, in parts with turns between. */
  private async recognisedFiles(): Promise<readonly IndexedFile[]> {
    const { library, clock } = this.needs;
    const files: IndexedFile[] = [];
    for (let from = 0; ; from += FILES_AT_ONCE) {
      const part = library.indexed(from, FILES_AT_ONCE);
      files.push(...part.filter(({ standing }) => standing === 'known' || standing === 'edited'));
      if (part.length < FILES_AT_ONCE) return files;
      await new Promise<void>((resolve) => void clock.after(0, resolve));
    }
  }

  private async toMisplaced(
    file: IndexedFile,
    right: RightFolder,
    names: { readonly kept: TargetNames; readonly template: TargetNames },
  ): Promise<MisplacedFile> {
    const { id, fileName, facts, bytes, folder } = file;
    const volume = await this.needs.volumes.look(right.root, right.folder);
    return {
      id,
      fileName,
      modelName: facts?.modelName ?? null,
      bytes,
      folderPath: folder,
      targetPath: right.folder,
      targetLabel: right.label,
      why: right.why,
      keptName: await names.kept.choose(file, right.folder, fileName),
      templateName: await names.template.choose(file, right.folder, right.fileName),
      isOtherVolume: typeof volume !== 'string' && file.dev !== '' && volume.device !== file.dev,
    };
  }

  private show(view: TidyView): void {
    this.current = view;
    if (this.callOffPublish !== null) return;
    this.callOffPublish = this.needs.clock.after(PUBLISH_MS, () => {
      this.callOffPublish = null;
      this.needs.publish(this.current);
    });
  }
}

interface Judged {
  readonly file: IndexedFile;
  readonly right: RightFolder;
}

function isMisnamed(file: IndexedFile, right: RightFolder): boolean {
  return !isOwnName(file, right.fileName);
}

/** Other capitals or accents are no other name. */
function isOwnName({ fileName }: IndexedFile, name: string): boolean {
  return collisionKey(fileName) === collisionKey(name);
}

function toMisnamed(
  { id, fileName, facts, bytes, folder }: IndexedFile,
  ownName: MisnamedFile['ownName'],
): MisnamedFile {
  return { id, fileName, modelName: facts?.modelName ?? null, bytes, folderPath: folder, ownName };
}

/** Null when the same bytes are there already, or the file itself. */
export async function moveStep(
  file: IndexedFile,
  right: Pick<RightFolder, 'folder' | 'fileName'>,
  usesTemplate: boolean,
  names: TargetNames,
  places: Pick<Places, 'join'>,
): Promise<Step | null> {
  const wanted = usesTemplate ? right.fileName : file.fileName;
  const { name, kind } = await names.choose(file, right.folder, wanted);
  const to = places.join(right.folder, name);
  if (kind === 'alreadyThere' || to === file.path) return null;
  return { kind: 'move', from: file.path, to, ...asKnown(file) };
}

/** A file as the index has it, so that nothing is done to another one that has its name meanwhile. */
export function asKnown({ bytes, mtimeNs }: IndexedFile): Pick<Step, 'known'> {
  return mtimeNs === '' ? {} : { known: { bytes, mtimeNs } };
}
