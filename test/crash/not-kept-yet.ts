/**
 * Promises that Civet does not keep yet. Each is an exception that one check makes, so that the others can
 * be relied on; once the cause is mended, its line becomes `false` and then goes, together with the exception.
 */
export const NOT_KEPT_YET = {
  /** `add` says yes although the journal has refused the record; after a quit the download is forgotten. */
  addIsAnsweredBeforeItIsNoted: false,
  /**
   * Starting over with no part file and no claims keeps the length of the former file, so that every answer
   * for the new one is taken for a changed file, however often the user tries again.
   */
  oldLengthOutlivesStartingOver: false,
  /**
   * A file is set aside, or deleted with its download, before its claims are taken back: a crash or a refusal
   * in between leaves claims of nothing.
   */
  claimsOutliveTheirFile: false,
  /** A next try is written down by the wall clock: set back and started anew, the wait grows by as much. */
  waitsGrowWithTheWallClock: false,
  /** A folder whose sync fails is taken for synced: the finished name may be gone after a power cut. */
  failedFolderSyncIsIgnored: true,
  /** Recovery calls a file placed without syncing its folder, which the death before may have prevented. */
  recoveryDoesNotSyncNames: true,
  /** Civitai is asked again for a link, up to three times, after everybody who wanted it has gone. */
  linksAreAskedForNobody: false,
};
