import type { Layout } from '../placement';

/** What had to be put right in the settings file, told until the user has seen it. */
export interface StoredNotice {
  /** `unreadable`: the whole file. `wrong`: some settings in it. */
  readonly kind: 'unreadable' | 'wrong';
  /** The file as it was. To be read by a person. */
  readonly keptPath: string;
  /** Settings that have their defaults now, as "limit.bytesPerSecond". */
  readonly wrong: readonly string[];
}

/** What is told or asked once: at the first start, and after something had to be put right. */
export interface EntryView {
  readonly isFirstStart: boolean;
  readonly notice: StoredNotice | null;
}

/** A program whose folder was found where it usually lies. */
export interface FoundProgram {
  readonly id: string;
  readonly layout: Layout;
  /** To be read by a person. */
  readonly path: string;
}
