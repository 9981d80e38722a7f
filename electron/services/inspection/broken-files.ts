import type { VersionPlace } from '../../../shared/ipc/contract';
import type { IndexedFile, LibraryTwins } from '../../core/library/ports';
import { Asking } from '../bulk/asking';
import type { WholeFiles } from '../library/whole-files';
import type { Asked, InspectionBoard } from './inspection-board';
import type { Recognition } from './recognition';

export interface BrokenFilesNeeds {
  readonly twins: LibraryTwins;
  readonly wholes: Pick<WholeFiles, 'find'>;
}

/** Says of files that are cut short which file they are a part of; they are never read as a whole. */
export class BrokenFiles {
  constructor(
    private readonly needs: BrokenFilesNeeds,
    private readonly board: InspectionBoard,
    private readonly recognition: Recognition,
  ) {}

  async look(file: Asked, signal: AbortSignal): Promise<void> {
    const { flaw, fileName, bytes } = file.view;
    this.board.change(file, { stage: { kind: 'asking' } });
    const indexed = indexedOf(file, this.needs.twins);
    const asking = new Asking(signal);
    const found = await this.needs.wholes.find(
      {
        ...{ path: file.path, fileName, bytes },
        promisedBytes: flaw?.kind === 'cutShort' ? flaw.promisedBytes : null,
        sha256: indexed?.formerSha256 ?? file.claim?.sha256 ?? null,
        place: placeOf(indexed) ?? placeOf(file.claim),
      },
      asking,
    );
    if (signal.aborted) return;
    if (!found.ok) {
      this.board.change(file, { stage: { kind: 'failed', cause: found.error } });
      return;
    }
    if (found.value !== null) {
      const { file: whole, ...place } = found.value;
      const { sha256, autoV1, autoV3 } = whole.hashes;
      const hashes = {
        ...(sha256 === null ? {} : { sha256 }),
        ...(autoV1 === null ? {} : { autoV1 }),
        ...(autoV3 === null ? {} : { autoV3: autoV3.slice(0, 12) }),
      };
      await this.recognition.show([{ file, kind: 'cut', hashes, place }], asking);
      if (signal.aborted) return;
    }
    this.board.change(file, { stage: { kind: 'done' } });
  }
}

/** What the index has of a file; null for nothing, and for one that has changed since. */
export function indexedOf({ path, stamp }: Asked, twins: Pick<LibraryTwins, 'known'>): IndexedFile | null {
  const known = twins.known([{ path, ...stamp }]);
  return known.ok ? (known.value[0] ?? null) : null;
}

function placeOf(
  said: { readonly modelId: number | null; readonly versionId: number | null } | null,
): VersionPlace | null {
  if (said === null || said.modelId === null || said.versionId === null) return null;
  return { modelId: said.modelId, versionId: said.versionId };
}
