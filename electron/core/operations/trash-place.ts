/** Begins with a dot, so that the library and most programs leave it alone. */
export const TRASH_FOLDER = '.civet-trash';

/** Folders of the trash are called by the operation that made them. */
const OPERATION_FOLDER = /^[0-9a-f]{16}$/;

/** Whether a name is that of the folder of one operation in the trash. */
export function isOperationFolder(name: string): boolean {
  return OPERATION_FOLDER.test(name);
}

/** In the folder of one operation in the trash: says whose operation it was. */
export const OWNER_FILE = '.civet-owner.json';

/**
 * Whose operation a folder of the trash is of: several Civets may share one folder of models, and none of them knows
 * what the journals of the others know.
 *
 * - `nobody`: it says nothing of that.
 * - `self`: this very profile.
 * - `other`: another profile, here or elsewhere; `host` is null where it cannot be read.
 */
export type TrashOwner =
  | { readonly kind: 'nobody' | 'self' }
  | { readonly kind: 'other'; readonly host: string | null };

export interface TrashOwners {
  /** @param folder of one operation in the trash; what cannot be read belongs to somebody else */
  of(folder: string): Promise<TrashOwner>;
}

/** A folder of the user's that operations may work in. */
export interface Ground {
  /** As the user, or the program, calls it. */
  readonly path: string;
  /** With every link followed. */
  readonly realPath: string;
  /** The folder that the user pointed at, rather than one that a program looks for models in. */
  readonly isRoot: boolean;
  /** Null when it is not there. */
  readonly dev: string | null;
}

/**
 * The folder that the trash of a file lies in: on its volume, and if that can be had in a folder that the user pointed
 * at, because programs list the models in the others.
 *
 * @param around the grounds that the file lies in, the outermost first
 */
export function trashGround(
  dev: string,
  grounds: readonly Ground[],
  around: readonly Ground[],
): Ground | null {
  const suits = (ground: Ground) => ground.dev === dev;
  return (
    around.find((ground) => ground.isRoot && suits(ground)) ??
    grounds.find((ground) => ground.isRoot && suits(ground)) ??
    around.find(suits) ??
    null
  );
}
