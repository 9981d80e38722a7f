/** What can be told of the place where a file was, and is not any more. */
export interface Surroundings {
  /** As the index has it; empty where it was never looked at. */
  readonly knownDev: string;
  /** Of the nearest folder above it that is there. */
  readonly folderDev: string;
  /**
   * The ids of the file systems of both, which no two drives have in common; empty where nobody tells. A number of a
   * device goes to the next drive that is plugged in.
   */
  readonly knownDrive: string;
  readonly folderDrive: string;
  /**
   * Whether another file that the index has on that drive was seen on that of the folder, which is the same one
   * then, and has another number or id now. That one with its number is there somewhere else says nothing: drives that are
   * plugged in one after the other get the same.
   */
  readonly isDeviceSeen: boolean;
  /** Whether the folder that the user has chosen holds nothing at all, as that of a drive does which is not mounted. */
  readonly isRootEmpty: boolean;
}

/**
 * Whether a file that is not there is gone, or hidden because its drive is: a folder that a drive is mounted in is
 * there without it, and empty. What is hidden is never taken for gone.
 */
export function judgeAbsence(file: Surroundings): 'gone' | 'rootEmpty' | 'driveAway' {
  if (file.isRootEmpty) return 'rootEmpty';
  const areTold = file.knownDrive !== '' && file.folderDrive !== '';
  const isElsewhere = areTold
    ? file.knownDrive !== file.folderDrive
    : file.knownDev !== '' && file.knownDev !== file.folderDev;
  return isElsewhere && !file.isDeviceSeen ? 'driveAway' : 'gone';
}
