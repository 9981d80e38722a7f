import type { MisplacedFile, TargetName } from '../../../shared/operations/tidy';

/** What would be moved, of what is ticked. */
export interface TidyPlan {
  /** Of all, those that can be moved. */
  readonly movableCount: number;
  readonly ids: readonly number[];
  readonly bytes: number;
  readonly copiedBytes: number;
  readonly numberedCount: number;
  readonly thereCount: number;
  /** Of these only moving tells whether they are there already. */
  readonly unreadCount: number;
}

export function nameOf(file: MisplacedFile, usesTemplate: boolean): TargetName {
  return usesTemplate ? file.templateName : file.keptName;
}

/** @param unticked ids that the user does not want moved */
export function planOf(
  files: readonly MisplacedFile[],
  unticked: ReadonlySet<number>,
  usesTemplate: boolean,
): TidyPlan {
  const ticked = files.filter(({ id }) => !unticked.has(id));
  const ofKind = (kind: TargetName['kind']) =>
    ticked.filter((file) => nameOf(file, usesTemplate).kind === kind);
  const isMovable = (file: MisplacedFile) => nameOf(file, usesTemplate).kind !== 'alreadyThere';
  const moved = ticked.filter(isMovable);
  const sum = (some: readonly MisplacedFile[]) => some.reduce((bytes, file) => bytes + file.bytes, 0);
  return {
    movableCount: files.filter(isMovable).length,
    ids: moved.map(({ id }) => id),
    bytes: sum(moved),
    copiedBytes: sum(moved.filter(({ isOtherVolume }) => isOtherVolume)),
    numberedCount: ofKind('numbered').length,
    thereCount: files.filter((file) => !isMovable(file)).length,
    unreadCount: ofKind('unread').length,
  };
}
