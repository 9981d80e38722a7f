/** What can be told of one value in a line; a longer list by how many it holds. */
export type ShownValue = string | number | boolean | null | { readonly count: number };

/** One setting that a file would change. */
export interface SettingChange {
  /** As "limit.bytesPerSecond". */
  readonly place: string;
  readonly from: ShownValue;
  readonly to: ShownValue;
}

/** What a file with settings would change, before anything is taken from it. */
export interface ImportPreview {
  readonly fileName: string;
  readonly changes: readonly SettingChange[];
  /** What in it has no meaning here and is left out. */
  readonly wrong: readonly string[];
  /** Folders it names that are not among the user's already, to be read by a person; they are added, none is taken away. */
  readonly folderPaths: readonly string[];
}
