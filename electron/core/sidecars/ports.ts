import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';

export interface SidecarText {
  readonly text: string;
  /** Another one once anybody has written to the file. */
  readonly stamp: string;
}

/** Small files beside models. Links are neither followed nor replaced. */
export interface SidecarFiles {
  namesIn(folder: string): Promise<readonly string[]>;
  /** In bytes, of what a link leads to; null when no file can be seen there. */
  sizeOf(path: string): Promise<number | null>;
  /** Null when there is none; `disk.sidecarUnreadable` for what is no file of text of a sane size. */
  read(path: string): Promise<Result<SidecarText | null, Failure>>;
  /**
   * Puts a text under a name, whole or not at all.
   *
   * @param stamp of what was read before; null when nothing was there
   * @returns `changed` when that is not true any more: nothing was written
   */
  write(path: string, text: string, stamp: string | null): Promise<Result<'written' | 'changed', Failure>>;
  /** Never replaces anything. */
  create(path: string, bytes: Uint8Array): Promise<Result<'written' | 'taken', Failure>>;
}
