/** Whoever has not used a file for so long may be able to do without it. */
export const UNUSED_DAYS = 90;

/** How much a group of files takes: each file once, however many names it has. */
export interface SpaceShare {
  readonly fileCount: number;
  readonly bytes: number;
}

/** All files of one type, base model or creator; an empty id is what is not known. */
export interface SpaceGroup extends SpaceShare {
  readonly id: string;
}

export interface SpaceFolder extends SpaceShare {
  /** To be sent back in a wish. */
  readonly id: number;
  readonly path: string;
}

export interface SpaceVolume extends SpaceShare {
  readonly mountPath: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** What Civet's own trash holds on one drive. */
export interface TrashShare extends SpaceShare {
  /** Null for what lies on a drive that is away, or in a folder that is none of the user's any more. */
  readonly mountPath: string | null;
}

/** What the user's model files take. Sizes in bytes. */
export interface SpaceReport {
  readonly all: SpaceShare;
  /** What further names of files would take if they were files of their own. */
  readonly savedByLinksBytes: number;
  /** The largest first, as all groups here. */
  readonly folders: readonly SpaceFolder[];
  /** Placed by Civet outside of all folders. */
  readonly elsewhere: SpaceShare;
  readonly volumes: readonly SpaceVolume[];
  /** Besides all of the above: files that wait to be brought back, or to be removed for good. */
  readonly trash: readonly TrashShare[];
  readonly types: readonly SpaceGroup[];
  readonly baseModels: readonly SpaceGroup[];
  /** The first ones; see `moreCreators` for all others together. */
  readonly creators: readonly SpaceGroup[];
  readonly moreCreators: SpaceShare;
  readonly unknown: SpaceShare;
  /** Not used for `UNUSED_DAYS`, as a wish says it; null where no disk tells when a file was used. */
  readonly unused: (SpaceShare & { readonly usedBeforeMs: number }) | null;
  /** What would be free if every file were there once. */
  readonly duplicatesBytes: number;
  readonly largest: readonly { readonly id: number; readonly name: string; readonly bytes: number }[];
}
