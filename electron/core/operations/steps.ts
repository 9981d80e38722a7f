import type { OperationKind } from '../../../shared/operations/operations';
import type { FileStamp } from '../library/ports';
import type { Witness } from './witnesses';

/** What a room of Civet asks to be done with a file. Paths are absolute. */
export type Step = (
  | {
      readonly kind: 'move';
      readonly from: string;
      readonly to: string;
      /** What stands beside it goes into the trash where something has its new name; otherwise it stays. */
      readonly clearsBeside?: boolean;
    }
  /** Into Civet's own trash on the same volume. */
  | { readonly kind: 'trash'; readonly path: string }
  /** A second name for the same bytes. */
  | { readonly kind: 'link'; readonly existing: string; readonly at: string }
) & {
  /** What stands beside the model stays where it is. */
  readonly alone?: boolean;
  /** As the asker knows the file; when it is not so any more, nothing is done. */
  readonly known?: Pick<FileStamp, 'bytes' | 'mtimeNs'>;
  /** The user has shown this file to Civet and wants it in their folders: it may come from outside them. */
  readonly isShown?: boolean;
};

/** One change of one name, as it is written down before it is done. */
export type Deed = MoveDeed | LinkDeed;

export interface MoveDeed {
  readonly kind: 'move';
  readonly from: string;
  readonly to: string;
  /** Of the file before. */
  readonly stamp: FileStamp;
  readonly isTrash: boolean;
  /** False for what only stands beside a model. */
  readonly isModel: boolean;
}

export interface LinkDeed {
  readonly kind: 'link';
  readonly existing: string;
  readonly at: string;
  /** Of the existing file. */
  readonly stamp: FileStamp;
  readonly isModel: boolean;
}

export interface PlannedOperation {
  /** Sixteen hex digits. */
  readonly id: string;
  readonly kind: OperationKind;
  readonly deeds: readonly Deed[];
  /** Folders that are not there yet, the outer ones first; taken away again when it is undone, if they are empty. */
  readonly folders: readonly string[];
  /** Folders of the user's that must be there: never made anew. Each with where its volume was mounted. */
  readonly grounds: readonly { readonly path: string; readonly mountPath: string | null }[];
  /** Folders outside the user's that files come from which the user has shown to Civet. */
  readonly outside: readonly string[];
  /** Files that it relies on; when one of them is not as it was, nothing of it is done, or all of it is taken back. */
  readonly witnesses: readonly Witness[];
  /** Deeds that copy, by their place: the target lies on another volume. */
  readonly copies: readonly number[];
  readonly fileCount: number;
  readonly bytes: number;
}

/** Where the bytes of a deed are before it, and afterwards. */
export function placesOf(deed: Deed): { readonly source: string; readonly target: string } {
  return deed.kind === 'move'
    ? { source: deed.from, target: deed.to }
    : { source: deed.existing, target: deed.at };
}

/** A name in the folder of a target that only this operation uses, for what is not whole yet. */
export function temporaryName(operationId: string): string {
  return `.civet-${operationId.slice(0, 8)}.part`;
}

/** What is known by another path now, or by none; `to` is null for what went into the trash or is not there any more. */
export interface MovedFile {
  readonly from: string;
  readonly to: string | null;
  /** As it was before, and as it is now: on another volume it has another number. */
  readonly before: FileStamp;
  readonly stamp: FileStamp;
  /** Where in the trash it is; null when it is not. */
  readonly trashPath: string | null;
}

/** A second name that a file has now. */
export interface LinkedFile {
  readonly existing: string;
  readonly at: string;
  readonly stamp: FileStamp;
}

export interface Outcome {
  readonly moved: readonly MovedFile[];
  readonly linked: readonly LinkedFile[];
}

/**
 * What models are called now.
 *
 * @param stamps of the targets, in the order of the deeds; null where a deed is not done
 * @param isUndone whether they are back under their old names
 * @param returned stamps of what came back otherwise than it went, by the place of the deed
 */
export function outcomeOf(
  deeds: readonly Deed[],
  stamps: readonly (FileStamp | null)[],
  isUndone: boolean,
  returned: ReadonlyMap<number, FileStamp> = new Map(),
): Outcome {
  const moved: MovedFile[] = [];
  const linked: LinkedFile[] = [];
  for (const [at, deed] of deeds.entries()) {
    const after = stamps[at] ?? null;
    if (!deed.isModel || after === null) continue;
    const [before, stamp] = isUndone ? [after, returned.get(at) ?? deed.stamp] : [deed.stamp, after];
    const told = { before, stamp, trashPath: null };
    if (deed.kind === 'link') {
      if (isUndone) moved.push({ ...told, from: deed.at, to: null });
      else linked.push({ existing: deed.existing, at: deed.at, stamp });
    } else if (isUndone) moved.push({ ...told, from: deed.to, to: deed.from });
    else if (deed.isTrash) moved.push({ ...told, from: deed.from, to: null, trashPath: deed.to });
    else moved.push({ ...told, from: deed.from, to: deed.to });
  }
  // Undone in the other order: a name that a link had may be the old name of what comes back.
  return { moved: isUndone ? moved.reverse() : moved, linked };
}

/** What is in the trash no more. */
export function emptiedOutcome(deeds: readonly Deed[]): Outcome {
  const moved = deeds.flatMap((deed): MovedFile[] => {
    if (deed.kind !== 'move' || !deed.isTrash || !deed.isModel) return [];
    return [{ from: deed.to, to: null, before: deed.stamp, stamp: deed.stamp, trashPath: null }];
  });
  return { moved, linked: [] };
}
