import type { SeededChance } from './chance';
import type { RemoteFile } from './remote-file';

/** What the storage does to the next request, once. */
export type StorageFault =
  /** The body ends early: politely, with a reset, or by saying nothing any more. */
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly by: 'fin' | 'reset' | 'silence' }
  | {
      readonly kind: 'status';
      readonly status: 403 | 404 | 410 | 429 | 500 | 503;
      readonly retryAfterS: number | null;
    }
  /** 206, but the range begins later than asked. */
  | { readonly kind: 'laterRange' }
  /** 206, ending earlier than asked, which is legal. */
  | { readonly kind: 'shortRange' }
  /** 206 with another length of the whole file. */
  | { readonly kind: 'otherTotal' }
  /** 200 with the whole file, whatever was asked. */
  | { readonly kind: 'wholeFile' }
  | { readonly kind: 'noContentRange' }
  | { readonly kind: 'webPage' }
  | { readonly kind: 'refused' };

export interface Delivered {
  readonly file: RemoteFile;
  readonly start: number;
  readonly end: number;
  /** One object for each answer of the storage. */
  readonly answer: object;
  readonly isRange: boolean;
}

/** Everything behind the network card: Civitai, its storage, and the line between. */
export class FakeNet {
  readonly faults: StorageFault[] = [];
  /** What must never happen: a token at the storage, two questions for one link at once. */
  readonly sins: string[] = [];
  isUp = true;
  /** Links of an earlier generation have expired. */
  linkGeneration = 1;
  /** Raised when the machine sleeps: lines of an earlier one are silent for ever. */
  lineGeneration = 1;
  apiFault: 429 | 500 | 404 | null = null;
  /** Told of every byte that the program is handed. */
  onDelivered: (delivery: Delivered) => void = () => undefined;

  constructor(
    readonly files: readonly RemoteFile[],
    readonly chance: SeededChance,
    /** Slowest and fastest line, in bytes a millisecond. */
    readonly bytesPerMs: readonly [number, number],
  ) {}

  expireLinks(): void {
    this.linkGeneration += 1;
  }

  fileByUrl(url: URL): RemoteFile | null {
    return this.files.find((file) => url.pathname === `/files/${file.number}`) ?? null;
  }

  linkFor(file: RemoteFile): string {
    return `https://storage.test/files/${file.number}?generation=${this.linkGeneration}`;
  }
}
